import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { newSecretToken } from '#platform/secret-token.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { aSession } from './factory.ts';
import { deleteDeadSessions } from './queries.ts';
import { settleTouches } from './touch-sessions.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  const me = (headers: Record<string, string>) => app.call({ url: '/auth/me', headers });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const setSession = (values: { expiresAt?: Date; lastUsedAt?: Date; createdAt?: Date; revokedAt?: Date }) =>
    database.db.updateTable('user_sessions').set(values).execute();
  const readSession = () => database.db.selectFrom('user_sessions').selectAll().executeTakeFirstOrThrow();
  const anotherSession = (userId: string) =>
    aSession(database.db, userId, { ip: '192.0.2.7', userAgent: 'curl/8', device: 'curl', timezone: 'Europe/Paris' });

  test('a session is known by cookie and by bearer', async () => {
    const { id, token } = await app.signIn('USER');
    assert.equal((await me({ cookie: `staka_session=${token}` })).body.user.id, id);
    assert.equal((await me(bearer(token))).body.user.id, id);
  });

  test('neither the id of a person nor that of a session is a token', async () => {
    const { id } = await app.signIn('USER');
    const session = await readSession();
    for (const wrong of [id, session.id, session.token, newSecretToken(), '', 'x'.repeat(5000)])
      assert.equal((await me({ cookie: `staka_session=${wrong}` })).status, 401);
  });

  test('a header that says who asks is not helped out by the cookie', async () => {
    const { token } = await app.signIn('USER');
    const headers = { cookie: `staka_session=${token}`, authorization: 'Basic eDp5' };
    assert.equal((await me(headers)).status, 401);
  });

  for (const [why, values] of [
    ['expired', { expiresAt: new Date(Date.now() - 1000) }],
    ['revoked', { revokedAt: new Date() }],
  ] as const)
    test(`a session that is ${why} opens nothing`, async () => {
      const { token } = await app.signIn('USER');
      await setSession(values);
      assert.equal((await me(bearer(token))).status, 401);
    });

  test('whoever is deactivated is signed out', async () => {
    const { token } = await app.signIn('USER');
    await database.db.updateTable('users').set({ isActive: false }).execute();
    assert.equal((await me(bearer(token))).status, 401);
  });

  test('the last use is written, and the expiry moves on, once a minute at most', async () => {
    const { token } = await app.signIn('USER');
    const long = new Date(Date.now() - HOUR_MS);
    await setSession({ lastUsedAt: long, expiresAt: new Date(Date.now() + HOUR_MS) });
    await Promise.all([me(bearer(token)), me(bearer(token))]);
    await settleTouches();
    const used = await readSession();
    assert.ok(used.lastUsedAt > long && used.expiresAt.getTime() > Date.now() + 29 * DAY_MS);
    await me(bearer(token));
    await settleTouches();
    assert.deepEqual(await readSession(), used);
  });

  test('however much it is used, a session ends', async () => {
    const { token } = await app.signIn('USER');
    const createdAt = new Date(Date.now() - 179 * DAY_MS);
    await setSession({ createdAt, lastUsedAt: createdAt });
    await me(bearer(token));
    await settleTouches();
    const { expiresAt } = await readSession();
    assert.ok(expiresAt.getTime() < Date.now() + 2 * DAY_MS);
  });

  test('a session revoked from another device opens nothing, and its sockets are told to close', async () => {
    const person = await app.signIn('USER');
    const other = await anotherSession(person.id);
    const list = await app.call({ url: '/api/users/me/sessions', as: person });
    const [theirs, mine] = list.body.items;
    const { current, device, ip, place, state } = theirs;
    assert.deepEqual([current, device, ip, place, state], [false, 'curl', '192.0.2.7', 'Paris', 'open']);
    assert.equal(mine.current, true);
    const url = `/api/users/me/sessions/${theirs.id}/revocation`;
    assert.equal((await app.call({ method: 'POST', url, as: person })).status, 204);
    assert.equal((await me(bearer(other))).status, 401);
    assert.equal((await me(bearer(person.token))).status, 200);
    const events = await database.db.selectFrom('outbox_events').select(['name', 'payload']).execute();
    const payload = { sessionId: theirs.id, userId: person.id, tokenId: null, byId: person.id };
    assert.partialDeepStrictEqual(events, [{ name: 'session.revoked', payload }]);
    assert.equal(events.length, 1);
  });

  test('a revoked session stays in the list of all until it is taken off, and is not in that of the open ones', async () => {
    const person = await app.signIn('USER');
    const token = await anotherSession(person.id);
    const list = async (query = '') =>
      (await app.call({ url: `/api/users/me/sessions${query}`, as: person })).body.items.map(
        ({ state }: { state: string }) => state,
      );
    const [{ id }] = (await app.call({ url: '/api/users/me/sessions', as: person })).body.items;
    await app.call({ method: 'POST', url: `/api/users/me/sessions/${id}/revocation`, as: person });
    assert.deepEqual([await list(), await list('?state=all')], [['open'], ['revoked', 'open']]);
    const removed = await app.call({ method: 'DELETE', url: `/api/users/me/sessions/${id}`, as: person });
    assert.deepEqual([removed.status, await list('?state=all')], [204, ['open']]);
    assert.equal((await me(bearer(token))).status, 401);
  });

  test('an open session that is taken off the list is closed with that', async () => {
    const person = await app.signIn('USER');
    const token = await anotherSession(person.id);
    const [{ id }] = (await app.call({ url: '/api/users/me/sessions', as: person })).body.items;
    await app.call({ method: 'DELETE', url: `/api/users/me/sessions/${id}`, as: person });
    assert.equal((await me(bearer(token))).status, 401);
    const events = await database.db.selectFrom('outbox_events').select('name').execute();
    assert.deepEqual(events, [{ name: 'session.revoked' }]);
  });

  test('what is revoked is written to the log with its ids, and without any token', async () => {
    const person = await app.signIn('USER');
    const session = await readSession();
    await app.call({ method: 'POST', url: '/auth/logout', as: person });
    await app.context.outbox.drain();
    const [line, ...others] = app.logLines.filter((one) => one.includes('Token revoked for session'));
    const { user_id, session_id, token_id } = JSON.parse(line ?? '{}');
    assert.deepEqual([user_id, session_id, token_id, others], [person.id, session.id, null, []]);
    for (const secret of [person.token, session.token]) assert.ok(!app.logLines.join('').includes(secret));
  });

  test('every session is closed at once, this one too', async () => {
    const person = await app.signIn('USER');
    const tokens = [person.token, await anotherSession(person.id)];
    const closed = await app.call({ method: 'DELETE', url: '/api/users/me/sessions', as: person });
    assert.match(String(closed.headers['set-cookie']), /staka_session=;/);
    for (const token of tokens) assert.equal((await me(bearer(token))).status, 401);
  });

  test('an administrator sees and closes the sessions of anybody, and nobody else does', async () => {
    const [admin, author, person] = [await app.signIn('ADMIN'), await app.signIn('USER'), await app.signIn('USER')];
    const url = `/api/admin/users/${person.id}/sessions`;
    assert.equal((await app.call({ url, as: author })).status, 403);
    const { items } = (await app.call({ url, as: admin })).body;
    assert.deepEqual([items.length, items[0].current, items[0].ip], [1, false, '127.0.0.1']);
    const revoke = (as: TestPerson) => app.call({ method: 'POST', url: `${url}/${items[0].id}/revocation`, as });
    assert.deepEqual([(await revoke(author)).status, (await revoke(admin)).status], [403, 204]);
    assert.equal((await me(bearer(person.token))).status, 401);
    const removed = await app.call({ method: 'DELETE', url: `${url}/${items[0].id}`, as: admin });
    assert.equal(removed.status, 204);
    assert.deepEqual((await app.call({ url: `${url}?state=all`, as: admin })).body.items, []);
  });

  test('an administrator closes every session of a person, and keeps their own', async () => {
    const [admin, person] = [await app.signIn('ADMIN'), await app.signIn('USER')];
    const other = await anotherSession(admin.id);
    for (const { id } of [person, admin])
      await app.call({ method: 'POST', url: `/api/admin/users/${id}/sessions/revoke-all`, as: admin });
    const statuses = await Promise.all(
      [person.token, other, admin.token].map(async (t) => (await me(bearer(t))).status),
    );
    assert.deepEqual(statuses, [401, 401, 200]);
  });

  test('a session of one person is not found among those of another', async () => {
    const [admin, person] = [await app.signIn('ADMIN'), await app.signIn('USER')];
    const { items } = (await app.call({ url: '/api/users/me/sessions', as: person })).body;
    const url = `/api/admin/users/${admin.id}/sessions/${items[0].id}`;
    const refused = await app.call({ method: 'DELETE', url, as: admin });
    assert.deepEqual([refused.status, refused.body.code], [404, 'SESSION_NOT_FOUND']);
    const unknown = await app.call({ url: `/api/admin/users/${items[0].id}/sessions`, as: admin });
    assert.deepEqual([unknown.status, unknown.body.code], [404, 'SESSION_PERSON_NOT_FOUND']);
  });

  test('the session of somebody else does not exist', async () => {
    const [alice, bob] = [await app.signIn('USER'), await app.signIn('ADMIN')];
    const { id } = await database.db
      .selectFrom('user_sessions')
      .select('id')
      .where('userId', '=', alice.id)
      .executeTakeFirstOrThrow();
    const refused = await app.call({ method: 'DELETE', url: `/api/users/me/sessions/${id}`, as: bob });
    assert.deepEqual([refused.status, refused.body.code], [404, 'SESSION_NOT_FOUND']);
    assert.equal((await me(bearer(alice.token))).status, 200);
  });

  test('all sessions but this one are closed at once', async () => {
    const [person, stranger] = [await app.signIn('USER'), await app.signIn('USER')];
    const others = [await anotherSession(person.id), await anotherSession(person.id)];
    await app.call({ method: 'POST', url: '/api/users/me/sessions/revoke-all', as: person });
    for (const token of others) assert.equal((await me(bearer(token))).status, 401);
    for (const { token } of [person, stranger]) assert.equal((await me(bearer(token))).status, 200);
  });

  test('closing other sessions takes a fresh authentication; giving this one back, and the list, do not', async () => {
    const person = await app.signIn('USER');
    await anotherSession(person.id);
    await database.db
      .updateTable('user_sessions')
      .set({ authenticatedAt: new Date(0) })
      .execute();
    const own = '/api/users/me/sessions';
    const { items } = (await app.call({ url: own, as: person })).body;
    const other = items.find(({ current }: { current: boolean }) => !current).id;
    for (const [method, url] of [
      ['POST', `${own}/${other}/revocation`],
      ['DELETE', `${own}/${other}`],
      ['POST', `${own}/revoke-all`],
      ['DELETE', own],
    ] as const)
      assert.equal((await app.call({ method, url, as: person })).body.code, 'FRESH_AUTHENTICATION_REQUIRED', url);
    assert.equal((await app.call({ url: own, as: person })).body.items.length, 2);
    assert.equal((await app.call({ method: 'POST', url: '/auth/logout', as: person })).status, 200);
  });

  test('signing out takes the cookie back, and twice does no harm', async () => {
    const { token } = await app.signIn('USER');
    const logout = () =>
      app.call({
        method: 'POST',
        url: '/auth/logout',
        headers: { cookie: `staka_session=${token}`, 'sec-fetch-site': 'same-origin' },
      });
    assert.match(String((await logout()).headers['set-cookie']), /staka_session=;.*(Max-Age=0|1970)/);
    assert.equal((await logout()).status, 200);
    assert.equal((await me({ cookie: `staka_session=${token}` })).status, 401);
  });

  test('sessions are listed page by page', async () => {
    const person = await app.signIn('USER');
    for (const _ of [1, 2, 3, 4]) await anotherSession(person.id);
    const first = await app.call({ url: '/api/users/me/sessions?limit=3', as: person });
    const second = await app.call({ url: `/api/users/me/sessions?limit=3&after=${first.body.next}`, as: person });
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    assert.deepEqual([new Set(ids).size, second.body.next], [5, null]);
  });

  test('sessions that ended long ago are deleted, and no others', async () => {
    const person = await app.signIn('USER');
    const days = (count: number) => new Date(Date.now() - count * DAY_MS);
    await aSession(database.db, person.id, { revokedAt: days(31), device: 'revoked long ago' });
    await aSession(database.db, person.id, { expiresAt: days(31), device: 'expired long ago' });
    await aSession(database.db, person.id, { revokedAt: days(29), device: 'revoked' });
    await deleteDeadSessions(database.db, days(30));
    const left = await database.db.selectFrom('user_sessions').select('device').orderBy('device').execute();
    assert.deepEqual(new Set(left.map(({ device }) => device)), new Set([null, 'revoked']));
  });

  test('behind https the cookie is never sent in the clear', async () => {
    const secure = await startTestApp(database, { publicUrl: 'https://staka.example' });
    const logout = await secure.call({ method: 'POST', url: '/auth/logout' });
    assert.match(String(logout.headers['set-cookie']), /HttpOnly; Secure; SameSite=Lax/);
  });
});
