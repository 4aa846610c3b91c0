import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createAccount } from '#modules/accounts/factory.ts';
import { aSession } from '#modules/sessions/factory.ts';
import { inTransaction } from '#platform/db/db.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { insertConsent } from './queries.ts';

const TEXTS = {
  TERMS_URL: 'https://staka.example/cgu',
  TERMS_VERSION: '2027-01',
  PRIVACY_URL: '/pages/confidentialite',
};
const CGU = { kind: 'cgu', version: TEXTS.TERMS_VERSION, url: TEXTS.TERMS_URL };
const PRIVACY = { kind: 'confidentialite', version: '1', url: TEXTS.PRIVACY_URL };

eachDatabase((database) => {
  let app: TestApp;
  let plain: TestApp;
  before(async () => {
    app = await startTestApp(database, {}, TEXTS);
    plain = await startTestApp(database);
  });

  /** Somebody whom a provider vouches for: they have seen no form. */
  const newcomer = async (): Promise<TestPerson> => {
    const account = await createAccount(database.db, { password: null });
    return { ...account, token: await aSession(database.db, account.id) };
  };
  const owed = async (as: TestPerson, of = app) => (await of.call({ url: '/auth/me', as })).body.consentsOwed;
  const set = (as: TestPerson, kind: string, granted: boolean, of = app) =>
    of.call({ method: 'PUT', url: `/api/users/me/consents/${kind}`, as, body: { granted } });
  const kept = () => database.db.selectFrom('consents').selectAll().orderBy('kind').execute();
  const register = async (of: TestApp) => {
    const email = `neuve-${crypto.randomUUID()}@example.com`;
    const body = { email, password: 'une phrase bien longue', prenom: 'Zoé', nom: 'Neuve' };
    await of.call({ method: 'POST', url: '/api/auth/register', body, headers: { 'user-agent': 'Navigateur/1' } });
    await of.context.outbox.drain();
  };

  test('registering is to agree to the texts there are, from where and when', async () => {
    await register(app);
    assert.deepEqual(
      (await kept()).map(({ kind, ip, userAgent }) => [kind, ip, userAgent]),
      [
        ['cgu', '127.0.0.1', 'Navigateur/1'],
        ['confidentialite', '127.0.0.1', 'Navigateur/1'],
      ],
    );
  });

  test('whoever came from elsewhere owes their consent until they have given it, which is recorded', async () => {
    const person = await newcomer();
    assert.deepEqual(await owed(person), [CGU, PRIVACY]);
    await set(person, 'cgu', true);
    assert.deepEqual(await owed(person), [PRIVACY]);
    const { body } = await set(person, 'confidentialite', true);
    assert.deepEqual(
      [await owed(person), body.items.map(({ url }: { url: string }) => url)],
      [[], [CGU.url, PRIVACY.url, null]],
    );
    await set(person, 'cgu', true);
    assert.deepEqual(
      (await kept()).map(({ userId, kind, ip, withdrawnAt }) => [userId, kind, ip, withdrawnAt]),
      [
        [person.id, 'cgu', '127.0.0.1', null],
        [person.id, 'confidentialite', '127.0.0.1', null],
      ],
    );
    await app.context.outbox.drain();
    const entries = database.db.selectFrom('audit_entries').select('actorId').where('action', '=', 'consent.changed');
    assert.deepEqual(await entries.execute(), [{ actorId: person.id }, { actorId: person.id }]);
  });

  test('a text that has changed is asked for again', async () => {
    const person = await newcomer();
    const before = { userId: person.id, grantedAt: new Date(0), ip: null, userAgent: null };
    await inTransaction(database.db, async (tx) => {
      await insertConsent(tx, { ...before, kind: 'cgu', version: '2020-01-01' });
      await insertConsent(tx, { ...before, kind: 'confidentialite', version: PRIVACY.version });
    });
    assert.deepEqual(await owed(person), [CGU]);
    await set(person, 'cgu', true);
    assert.deepEqual([await owed(person), (await kept()).length], [[], 3]);
  });

  test('an administrator who acts for somebody agrees to nothing in their name', async () => {
    const [admin, person] = [await app.signIn('ADMIN'), await newcomer()];
    const { body } = await app.call({ method: 'POST', url: `/api/admin/users/${person.id}/impersonation`, as: admin });
    const both = { ...person, token: body.token };
    assert.deepEqual([await owed(both), (await set(both, 'cgu', true)).body.code], [[], 'IMPERSONATION_REFUSED']);
    assert.deepEqual(await owed(person), [CGU, PRIVACY]);
  });

  test('where no text is named nothing is asked, recorded or shown', async () => {
    const person = await newcomer();
    await register(plain);
    assert.deepEqual([await owed(person, plain), await kept()], [[], []]);
    assert.deepEqual((await plain.call({ url: '/api/auth/consents' })).body, { items: [] });
    assert.deepEqual((await app.call({ url: '/api/auth/consents' })).body, { items: [CGU, PRIVACY] });
    assert.equal((await set(person, 'cgu', true, plain)).body.code, 'CONSENT_UNKNOWN');
    const { items } = (await plain.call({ url: '/api/users/me/consents', as: person })).body;
    assert.deepEqual(
      items.map(({ kind }: { kind: string }) => kind),
      ['newsletter'],
    );
  });

  test('what no account needs is given and withdrawn; the rest goes with the account', async () => {
    const author = await newcomer();
    const newsletter = (items: { kind: string; grantedAt: string | null; withdrawnAt: string | null }[]) =>
      items.find(({ kind }) => kind === 'newsletter');
    const { items } = (await app.call({ url: '/api/users/me/consents', as: author })).body;
    assert.equal(newsletter(items)?.grantedAt, null);
    assert.ok(newsletter((await set(author, 'newsletter', true)).body.items)?.grantedAt);
    assert.ok(newsletter((await set(author, 'newsletter', false)).body.items)?.withdrawnAt);
    assert.equal((await set(author, 'cgu', false)).body.code, 'CONSENT_NOT_WITHDRAWABLE');
    assert.equal((await set(author, 'toString', true)).body.code, 'CONSENT_UNKNOWN');
    assert.equal((await kept()).length, 1);
  });
});
