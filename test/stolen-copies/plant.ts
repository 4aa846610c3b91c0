import assert from 'node:assert/strict';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { createAccount, TEST_PASSWORD, type TestAccount } from '#modules/accounts/factory.ts';
import { codeOf } from '#modules/second-factors/factory.ts';
import { aSession } from '#modules/sessions/factory.ts';
import type { Role } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import type { Answer, Asked, House } from './house.ts';

/** Every secret there is that opens something, by what it is. */
export type Planted = Readonly<Record<string, string>>;

const MINE = (what: string) => ({ method: 'PUT', path: `/api/users/me/${what}` });

/** Has people of all kinds do whatever hands out a secret, as they would: by the API and by their letters. */
export async function plantEverySecret(house: House, db: Db): Promise<Planted> {
  const planting = new Planting(house, db);
  const planted = await Promise.all([planting.letters(), planting.sessions(), planting.elsewhere()]);
  return Object.assign({}, ...planted);
}

class Planting {
  readonly #house: House;
  readonly #db: Db;

  constructor(house: House, db: Db) {
    this.#house = house;
    this.#db = db;
  }

  /** Whoever is written to, by what their letter leads to. */
  async letters(): Promise<Planted> {
    const [next, guest, stranger] = ['next@example.com', 'guest@example.com', 'new@example.com'];
    const [forgetful, robbed, moving, leaving, admin] = await Promise.all([
      ...[1, 2, 3, 4].map(() => this.#someone()),
      this.#someone('ADMIN'),
    ]);
    const name = { prenom: 'Anne', nom: 'Roy' };
    const [password, newPassword] = [TEST_PASSWORD, 'une autre phrase secrète'];
    await Promise.all([
      this.#ask({ path: '/api/auth/register', body: { ...name, email: stranger, password: newPassword } }),
      this.#ask({ path: '/api/auth/request-password-reset', body: { email: forgetful?.email } }),
      this.#ask({ path: '/api/admin/users', ...admin, body: { ...name, email: guest, role: 'CORRECTOR' } }),
      this.#ask({ ...MINE('password'), ...robbed, body: { currentPassword: password, newPassword } }),
      this.#ask({ ...MINE('email'), ...moving, body: { email: next, password } }),
      this.#ask({ method: 'DELETE', path: '/api/users/me', ...leaving, body: { password } }),
    ]);
    return {
      confirmation: await this.#follow(stranger, '/confirm-email'),
      reset: await this.#follow(forgetful?.email, '/reset-password'),
      invitation: await this.#follow(guest, '/invitation'),
      undo: await this.#follow(robbed?.email, '/securite/annuler'),
      emailChangeFrom: await this.#follow(moving?.email, '/confirm-email-change'),
      emailChangeTo: await this.#follow(next, '/confirm-email-change'),
      erasureCancel: await this.#follow(leaving?.email, '/effacement/annuler'),
    };
  }

  /** Whoever is signed in, in every way there is. */
  async sessions(): Promise<Planted> {
    const [author, boss] = [await createAccount(this.#db), await createAccount(this.#db, { role: 'ADMIN' })];
    const [{ body }, { cookies }] = await Promise.all([this.#signIn(author), this.#signIn(boss)]);
    const before = String(body.token);
    const proof = { path: '/api/auth/reauthenticate', body: { password: TEST_PASSWORD } };
    const session = String((await this.#ask({ ...proof, bearer: before })).body.token);
    const made = { name: 'Soir', scopes: ['read'], expiresInDays: 1 };
    const apiToken = (await this.#ask({ path: '/api/users/me/api-tokens', bearer: session, body: made })).body.token;
    const tokenSession = (await this.#ask({ method: 'POST', path: '/api/auth/session', bearer: apiToken })).body.token;
    const socket = await this.#listen(session);
    const { staka_session: admin = '' } = cookies;
    const acting = await this.#ask({
      method: 'POST',
      path: `/api/admin/users/${author.id}/impersonation`,
      cookie: `staka_session=${admin}`,
    });
    await this.#ask({ method: 'POST', path: '/api/users/me/export', bearer: session });
    await this.#house.mail.linkTo(author.email, '/app/compte');
    socket.terminate();
    const { staka_session: impersonation = '', staka_own_session: own = '' } = acting.cookies;
    return {
      before,
      tokenSession,
      apiToken,
      admin,
      impersonation,
      own,
      ...(await this.#secondFactor(author, session)),
    };
  }

  /** Whoever comes by way of somebody else. */
  async elsewhere(): Promise<Planted> {
    const clerk = await this.#house.clerk.sign('user_clerk');
    await this.#ask({ path: '/api/auth/me', bearer: clerk });
    const left = await this.#ask({ path: '/api/auth/oidc/atelier', body: {} });
    const { searchParams } = new URL(left.body.url);
    const [state, nonce] = ['state', 'nonce'].map((proof) => searchParams.get(proof) ?? '');
    return { clerk, oidc: left.cookies.staka_oidc ?? '', oidcState: state ?? '', oidcNonce: nonce ?? '' };
  }

  /** Sets up an app, and signs in up to the second step. */
  async #secondFactor(author: TestAccount, bearer: string): Promise<Planted> {
    const own = '/api/users/me/second-factors/totp';
    const { secret } = (await this.#ask({ method: 'POST', path: own, bearer })).body;
    const code = { code: codeOf(secret, -1) };
    const active = await this.#ask({ method: 'PUT', path: `${own}/activation`, bearer, body: code });
    const [firstCode = ''] = active.body.recoveryCodes as string[]; // as its contract says
    const step = await this.#signIn(author);
    const asked = await this.#ask({ method: 'POST', path: '/api/auth/passkey/options' });
    return {
      session: active.body.token ?? bearer,
      totpSecret: secret,
      recoveryCode: firstCode,
      secondStep: step.body.challenge,
      passkeyChallenge: asked.body.options.challenge,
    };
  }

  /** Somebody whose session is not what is looked for. */
  async #someone(role: Role = 'USER'): Promise<{ email: string; bearer: string }> {
    const { id, email } = await createAccount(this.#db, { role });
    return { email, bearer: await aSession(this.#db, id) };
  }

  async #signIn({ email }: TestAccount): Promise<Answer> {
    return this.#ask({ path: '/api/auth/login', body: { email, password: TEST_PASSWORD } });
  }

  /** Opens the page a letter leads to, so that its address is in every log that writes addresses down. */
  async #follow(person = '', path = ''): Promise<string> {
    const link = await this.#house.mail.linkTo(person, path);
    await this.#house.ask({ path: link.pathname + link.search });
    return link.searchParams.get('token') ?? '';
  }

  async #listen(token: string): Promise<WebSocket> {
    const address = this.#house.server.url.replace('http', 'ws');
    const socket = new WebSocket(`${address}/ws`, ['staka', `bearer.${token}`]);
    await once(socket, 'open');
    return socket;
  }

  async #ask(request: Asked): Promise<Answer> {
    const answer = await this.#house.ask(request);
    assert.ok(answer.status < 300, `${request.path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  }
}
