import assert from 'node:assert/strict';
import { once } from 'node:events';
import { before, beforeEach, test } from 'node:test';
import { WebSocket } from 'ws';
import { aCommande } from '#modules/commandes/factory.ts';
import { aSession } from '#modules/sessions/factory.ts';
import { startTestApp, type TestAnswer, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { closeEndedSockets } from '../sessions/close-ended-sockets.ts';

const HOUR_MS = 3_600_000;

eachDatabase((database) => {
  let app: TestApp;
  let address: string;
  let admin: TestPerson;
  let author: TestPerson;
  before(async () => {
    app = await startTestApp(database);
    address = await app.listen();
  });
  beforeEach(async () => {
    admin = await app.signIn('ADMIN', { prenom: 'Ada', nom: 'Mine' });
    author = await app.signIn('USER', { prenom: 'Jean', nom: 'Dupont' });
  });

  const socketOf = async ({ token }: TestPerson) => {
    const socket = new WebSocket(`${address.replace('http', 'ws')}/ws`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await once(socket, 'open');
    return socket;
  };

  const begin = (id: string, as = admin) =>
    app.call({ method: 'POST', url: `/api/admin/users/${id}/impersonation`, as });
  /** Whoever acts as the author. */
  const acting = async (): Promise<TestPerson> => ({ ...author, token: (await begin(author.id)).body.token });
  const end = (as: TestPerson) => app.call({ method: 'DELETE', url: '/api/auth/impersonation', as });
  const me = (as: TestPerson) => app.call({ url: '/api/auth/me', as });
  const change = (id: string, body: object) =>
    app.call({ method: 'PATCH', url: `/api/admin/users/${id}`, as: admin, body });
  const setSession = (values: { authenticatedAt?: Date; expiresAt?: Date }, userId: string) =>
    database.db.updateTable('user_sessions').set(values).where('userId', '=', userId).execute();
  const entries = async (query: string) => {
    await app.context.outbox.drain();
    return (await app.call({ url: `/api/admin/audit?${query}`, as: admin })).body.items;
  };

  test('an administrator acts as an author, who is told, and every act is recorded with both', async () => {
    const both = await acting();
    const answer = await me(both);
    assert.deepEqual([answer.body.user.id, answer.body.impersonator.nom], [author.id, 'Mine']);
    const created = await app.call({ method: 'POST', url: '/api/commandes', as: both, body: { titre: 'Le Mur' } });
    assert.equal(created.status, 201);
    await end(both);
    const found = await entries(`person=${admin.id}&action=commande.created`);
    assert.deepEqual([found[0].actor.name, found[0].impersonator.name], ['Jean Dupont', 'Ada Mine']);
    const about = (await entries('action=impersonation')).map((entry: Record<string, Record<string, string>>) => [
      entry['action'],
      entry['actor']?.['name'],
      entry['targetName'],
    ]);
    assert.deepEqual(about, [
      ['impersonation.ended', 'Ada Mine', 'Jean Dupont'],
      ['impersonation.begun', 'Ada Mine', 'Jean Dupont'],
    ]);
    const { body } = await app.call({ url: '/api/notifications', as: author });
    assert.match(JSON.stringify(body.items), /Un administrateur agit en votre nom.*Ada Mine/);
    assert.deepEqual((await app.letters()).length, 0, 'no letter about a new device');
  });

  test('the person sees it among their sessions, and may end it', async () => {
    const both = await acting();
    const sessions = (await app.call({ url: '/api/users/me/sessions', as: author })).body.items;
    const [theirs] = sessions.filter(({ byAdministrator }: { byAdministrator: boolean }) => byAdministrator);
    await app.call({ method: 'DELETE', url: `/api/users/me/sessions/${theirs.id}`, as: author });
    assert.deepEqual([sessions.length, (await me(both)).status, (await me(admin)).status], [2, 401, 200]);
  });

  test('nobody acts as an administrator, nor as somebody whose account is closed', async () => {
    const other = await app.signIn('ADMIN');
    assert.equal((await begin(other.id)).body.code, 'IMPERSONATION_OF_ADMINISTRATOR');
    assert.equal((await begin(admin.id)).body.code, 'IMPERSONATION_OF_ADMINISTRATOR');
    assert.equal((await begin('nobody')).body.code, 'ACCOUNT_NOT_FOUND');
    await change(author.id, { isActive: false });
    assert.equal((await begin(author.id)).body.code, 'IMPERSONATION_OF_CLOSED_ACCOUNT');
  });

  for (const role of ['USER', 'CORRECTOR', 'MENTOR'] as const)
    test(`${role} acts as nobody else`, async () =>
      assert.equal((await begin(author.id, await app.signIn(role))).body.code, 'FORBIDDEN'));

  test('it takes an administrator who has just proved who they are', async () => {
    await setSession({ authenticatedAt: new Date(Date.now() - HOUR_MS) }, admin.id);
    assert.equal((await begin(author.id)).body.code, 'FRESH_AUTHENTICATION_REQUIRED');
  });

  test('it lasts an hour, however much it is used', async () => {
    const both = await acting();
    const read = () =>
      database.db
        .selectFrom('user_sessions')
        .select(['id', 'expiresAt'])
        .where('impersonatorId', 'is not', null)
        .executeTakeFirstOrThrow();
    const { id, expiresAt } = await read();
    assert.ok(Math.abs(expiresAt.getTime() - Date.now() - HOUR_MS) < 60_000);
    const long = { lastUsedAt: new Date(Date.now() - HOUR_MS / 2) };
    await database.db.updateTable('user_sessions').set(long).where('id', '=', id).execute();
    await me(both);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    assert.deepEqual((await read()).expiresAt, expiresAt);
    await setSession({ expiresAt: new Date(Date.now() - 1) }, author.id);
    assert.equal((await me(both)).status, 401);
  });

  const REFUSED: [method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH', url: string][] = [
    ['PUT', '/users/me/password'],
    ['POST', '/auth/reauthenticate'],
    ['POST', '/auth/logout'],
    ['POST', '/auth/login'],
    ['GET', '/users/me/api-tokens'],
    ['POST', '/users/me/api-tokens'],
    ['POST', '/users/me/sessions/revoke-all'],
    ['PUT', '/notifications/lecture'],
    ['GET', '/admin/users'],
    ['PATCH', '/admin/users/x'],
    ['GET', '/admin/audit'],
    ['POST', '/admin/users/x/impersonation'],
    ['PUT', '/commandes/x/messages/lecture'],
  ];
  test('what is the person’s alone is refused', async () => {
    const both = await acting();
    const codes = [];
    for (const [method, url] of REFUSED) {
      const { body } = await app.call({
        method,
        url: `/api${url}`,
        as: both,
        ...(method === 'GET' ? {} : { body: {} }),
      });
      codes.push(`${url} ${body.code}`);
    }
    assert.deepEqual(
      codes,
      REFUSED.map(([, url]) => `${url} IMPERSONATION_REFUSED`),
    );
  });

  test('it shows what the person may see, and not what the administrator may', async () => {
    const notes = { noteClient: 'À MOI', noteCorrecteur: 'PRIVÉ' };
    const mine = await aCommande(database.db, { client: author, ...notes });
    const others = await aCommande(database.db, { client: await app.signIn('USER') });
    const both = await acting();
    const { text } = await app.call({ url: `/api/commandes/${mine}`, as: both });
    assert.match(text, /À MOI/);
    assert.doesNotMatch(text, /PRIVÉ/);
    assert.equal((await app.call({ url: `/api/commandes/${others}`, as: both })).status, 404);
  });

  test('it ends when the administrator is none any more, and when the person becomes one', async () => {
    const [other, both] = [await app.signIn('ADMIN'), await acting()];
    await change(author.id, { role: 'ADMIN' });
    assert.equal((await me(both)).status, 401);
    await change(author.id, { role: 'USER' });
    const again = await acting();
    await app.call({ method: 'PATCH', url: `/api/admin/users/${admin.id}`, as: other, body: { role: 'USER' } });
    assert.deepEqual([(await me(again)).status, (await me(author)).status], [401, 200]);
  });

  const own = async () => (await app.call({ url: '/api/users/me/sessions', as: admin })).body.items[0].id;
  for (const [what, finish] of [
    ['signs out', () => app.call({ method: 'POST', url: '/api/auth/logout', as: admin })],
    [
      'closes it',
      async () => app.call({ method: 'POST', url: `/api/users/me/sessions/${await own()}/revocation`, as: admin }),
    ],
    [
      'takes it off the list',
      async () => app.call({ method: 'DELETE', url: `/api/users/me/sessions/${await own()}`, as: admin }),
    ],
    ['closes all', () => app.call({ method: 'DELETE', url: '/api/users/me/sessions', as: admin })],
    [
      'closes the others from elsewhere',
      async () => {
        const elsewhere = { ...admin, token: await aSession(database.db, admin.id) };
        return app.call({ method: 'POST', url: '/api/users/me/sessions/revoke-all', as: elsewhere });
      },
    ],
    ['lets it run out', () => setSession({ expiresAt: new Date(0) }, admin.id)],
    [
      'is an administrator no more, whoever wrote that',
      () => database.db.updateTable('users').set({ role: 'USER' }).where('id', '=', admin.id).execute(),
    ],
    [
      'is deactivated, whoever wrote that',
      () => database.db.updateTable('users').set({ isActive: false }).where('id', '=', admin.id).execute(),
    ],
  ] as const)
    test(`it ends with the session it was begun from, when the administrator ${what}`, async () => {
      const both = await acting();
      const socket = await socketOf(both);
      const closed = once(socket, 'close');
      await finish();
      assert.equal((await me(both)).status, 401);
      await app.context.outbox.drain();
      await closeEndedSockets(app.context);
      await closed;
      assert.equal((await me(author)).status, 200);
    });

  test('it goes on when the administrator signs out somewhere else', async () => {
    const both = await acting();
    const elsewhere = { ...admin, token: await aSession(database.db, admin.id) };
    await app.call({ method: 'POST', url: '/api/auth/logout', as: elsewhere });
    await closeEndedSockets(app.context);
    assert.equal((await me(both)).status, 200);
    const [shown] = (await app.call({ url: '/api/users/me/sessions', as: author })).body.items;
    assert.deepEqual([shown.byAdministrator, shown.tokenId], [true, null]);
  });

  test('a browser gets its own session back', async () => {
    const cookieOf = ({ headers }: TestAnswer, name: string) =>
      new RegExp(`${name}=([\\w-]+);`).exec(String(headers['set-cookie']))?.[1];
    const browse = (method: 'GET' | 'POST' | 'DELETE', url: string, cookie: string) =>
      app.call({ method, url: `/api${url}`, headers: { cookie, 'sec-fetch-site': 'same-origin' } });
    const begun = await browse('POST', `/admin/users/${author.id}/impersonation`, `staka_session=${admin.token}`);
    assert.equal(begun.body.token, null, 'no script reads it');
    assert.match(String(begun.headers['set-cookie']), /staka_own_session=.*Path=\/api\/auth\/impersonation; HttpOnly/);
    const acted = `staka_session=${cookieOf(begun, 'staka_session')}`;
    assert.equal((await browse('GET', '/auth/me', acted)).body.user.id, author.id);
    const kept = `staka_own_session=${cookieOf(begun, 'staka_own_session')}`;
    const ended = await browse('DELETE', '/auth/impersonation', `${acted}; ${kept}`);
    assert.deepEqual([ended.body.restored, cookieOf(ended, 'staka_session')], [true, admin.token]);
    assert.equal((await browse('GET', '/auth/me', acted)).status, 401);
    assert.equal((await browse('GET', '/auth/me', `staka_session=${admin.token}`)).body.user.id, admin.id);
  });

  test('a session that was closed meanwhile is not given back', async () => {
    const headers = { cookie: `staka_own_session=${admin.token}`, 'sec-fetch-site': 'same-origin' };
    await database.db.updateTable('user_sessions').set({ revokedAt: new Date() }).execute();
    const { body } = await app.call({ method: 'DELETE', url: '/api/auth/impersonation', headers });
    assert.equal(body.restored, false);
  });
});
