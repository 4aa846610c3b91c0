import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createAccount, TEST_PASSWORD } from '#modules/accounts/factory.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { authenticateToken } from './authenticate.ts';
import { requireFresh } from './require-fresh.ts';
import { rotateSession } from './rotate-session.ts';

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  const me = (token: string) => app.call({ url: '/auth/me', headers: { authorization: `Bearer ${token}` } });
  const actorOf = async (token: string): Promise<Actor> => {
    const actor = await authenticateToken(app.context, token, 'cookie');
    assert.ok(actor);
    return actor;
  };
  const rotate = (actor: Actor, proof = {}) => inTransaction(database.db, (tx) => rotateSession(tx, actor, proof));
  const login = (email: string, cookie: string) =>
    app.call({
      method: 'POST',
      url: '/auth/login',
      body: { email, password: TEST_PASSWORD },
      headers: { cookie, 'sec-fetch-site': 'same-origin', 'x-timezone': 'Europe/Paris' },
    });
  const setSession = (values: { rotatedAt?: Date; authenticatedAt?: Date }) =>
    database.db.updateTable('user_sessions').set(values).execute();

  test('twenty requests that are under way while the token is replaced are all let in', async () => {
    const { token } = await app.signIn('USER');
    const actor = await actorOf(token);
    const asked = Array.from({ length: 10 }, () => me(token));
    const next = await rotate(actor);
    const later = Array.from({ length: 10 }, () => me(token));
    const statuses = (await Promise.all([...asked, ...later])).map(({ status }) => status);
    assert.deepEqual(new Set(statuses), new Set([200]));
    assert.equal((await me(next ?? '')).status, 200);
  });

  test('the token before opens nothing once the grace is over, and the new one does', async () => {
    const { token } = await app.signIn('USER');
    const next = await rotate(await actorOf(token));
    await setSession({ rotatedAt: new Date(Date.now() - 21_000) });
    assert.deepEqual([(await me(token)).status, (await me(next ?? '')).status], [401, 200]);
  });

  test('of twenty that replace the token at once one does, and both it and the one before are good', async () => {
    const { token } = await app.signIn('USER');
    const actors = await Promise.all(Array.from({ length: 20 }, () => actorOf(token)));
    const tokens = (await Promise.all(actors.map((actor) => rotate(actor)))).filter((next) => next !== null);
    assert.equal(tokens.length, 1);
    for (const good of [token, ...tokens]) assert.equal((await me(good)).status, 200);
  });

  test('a request that came with the token before proves something, and replaces nothing', async () => {
    const { token } = await app.signIn('USER');
    const next = (await rotate(await actorOf(token))) ?? '';
    const late = await actorOf(token);
    const secondFactorAt = new Date();
    assert.equal(await rotate(late, { secondFactorAt }), null);
    assert.equal((await actorOf(next)).secondFactorAt, secondFactorAt.toISOString());
  });

  test('a token is replaced as often as there is reason to, even within the grace', async () => {
    const { token } = await app.signIn('USER');
    const second = (await rotate(await actorOf(token))) ?? '';
    const third = (await rotate(await actorOf(second))) ?? '';
    const statuses = await Promise.all([token, second, third].map(async (one) => (await me(one)).status));
    assert.deepEqual(statuses, [401, 200, 200]);
  });

  test('neither the token nor the one before opens a session that is revoked', async () => {
    const { token } = await app.signIn('USER');
    const actor = await actorOf(token);
    const next = (await rotate(actor)) ?? '';
    await app.call({ method: 'POST', url: '/auth/logout', headers: { authorization: `Bearer ${next}` } });
    assert.deepEqual([(await me(token)).status, (await me(next)).status], [401, 401]);
    await assert.rejects(rotate(actor), { code: 'AUTH_REQUIRED' });
  });

  test('a session cookie brought along to the login is never kept: its session is closed', async () => {
    const { email, id } = await createAccount(database.db);
    const { token: laid } = await app.signIn('USER');
    const { body } = await login(email, `staka_session=${laid}`);
    assert.notEqual(body.token, laid);
    assert.deepEqual([(await me(laid)).status, (await me(body.token)).body.user.id], [401, id]);
  });

  test('a cookie that nobody knows does not become that of the session', async () => {
    const { email } = await createAccount(database.db);
    const laid = 'A'.repeat(43);
    const { body, headers } = await login(email, `staka_session=${laid}`);
    assert.ok(!String(headers['set-cookie']).includes(laid) && body.token !== laid);
    assert.equal((await me(laid)).status, 401);
  });

  test('the login writes down the zone of the device, and nothing that is no zone', async () => {
    const { email } = await createAccount(database.db);
    await login(email, '');
    const zones = await database.db.selectFrom('user_sessions').select('timezone').execute();
    assert.deepEqual(zones, [{ timezone: 'Europe/Paris' }]);
  });

  test('a proof is fresh for a quarter of an hour', async () => {
    const { token } = await app.signIn('USER');
    requireFresh(await actorOf(token));
    await setSession({ authenticatedAt: new Date(Date.now() - 15 * 60_000) });
    const stale = await actorOf(token);
    assert.throws(() => requireFresh(stale), { code: 'FRESH_AUTHENTICATION_REQUIRED' });
    const next = await rotate(stale, { authenticatedAt: new Date() });
    requireFresh(await actorOf(next ?? ''));
  });

  test('whoever acts as somebody else has proved nothing', async () => {
    const { token } = await app.signIn('USER');
    const actor = await actorOf(token);
    assert.throws(() => requireFresh({ ...actor, impersonatorId: 'x' }), { code: 'FRESH_AUTHENTICATION_REQUIRED' });
  });
});
