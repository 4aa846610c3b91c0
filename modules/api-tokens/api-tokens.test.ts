import assert from 'node:assert/strict';
import { once } from 'node:events';
import { before, test } from 'node:test';
import { WebSocket } from 'ws';
import { aSession } from '#modules/sessions/factory.ts';
import { hashOfToken } from '#platform/secret-token.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { settleUses } from './authenticate-api-token.ts';
import { anApiToken } from './factory.ts';
import { looksLikeApiToken, newApiToken } from './token-text.ts';

const LONG_AGO = new Date(Date.now() - 3_600_000);

test('a token is told from a slip of the pen without asking anybody', () => {
  const token = newApiToken();
  assert.match(token, /^staka_[0-9a-z]{57}$/);
  assert.ok(looksLikeApiToken(token));
  const slip = token.slice(0, 20) + (token[20] === 'a' ? 'b' : 'a') + token.slice(21);
  for (const wrong of [slip, token.toUpperCase(), `${token}0`, token.slice(0, -1), '', 'staka_'])
    assert.equal(looksLikeApiToken(wrong), false, wrong);
});

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  const by = (token: string, method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) =>
    app.call({ method, url, headers: { authorization: `Bearer ${token}` }, ...(body ? { body } : {}) });
  const me = (token: string) => by(token, 'GET', '/auth/me');
  const create = (as: TestPerson, body = {}) =>
    app.call({
      method: 'POST',
      url: '/api/users/me/api-tokens',
      as,
      body: { name: 'Atelier', scopes: ['read'], expiresInDays: 30, ...body },
    });
  const readToken = () => database.db.selectFrom('api_tokens').selectAll().executeTakeFirstOrThrow();

  test('a token is shown once, and only its SHA-256 is kept', async () => {
    const person = await app.signIn('USER');
    const { status, body } = await create(person, { name: ' Scrivener ', scopes: ['write'] });
    const row = await readToken();
    assert.deepEqual([status, row.token, row.prefix], [201, hashOfToken(body.token), body.token.slice(0, 12)]);
    const list = await app.call({ url: '/api/users/me/api-tokens', as: person });
    assert.partialDeepStrictEqual(list.body.items, [{ name: 'Scrivener', scopes: ['read', 'write'] }]);
    assert.ok(!list.text.includes(body.token) && !list.text.includes(row.token));
    assert.equal((await me(body.token)).body.user.id, person.id);
    assert.ok(!app.logLines.join('').includes(body.token));
  });

  test('making one takes a fresh authentication', async () => {
    const { id, email } = await app.signIn('USER');
    const token = await aSession(database.db, id);
    await database.db.updateTable('user_sessions').set({ authenticatedAt: LONG_AGO }).execute();
    const refused = await create({ id, email, token });
    assert.deepEqual([refused.status, refused.body.code], [403, 'FRESH_AUTHENTICATION_REQUIRED']);
    assert.deepEqual(await database.db.selectFrom('api_tokens').select('id').execute(), []);
  });

  test('a token that reads does not write, and one that writes does', async () => {
    const { id } = await app.signIn('USER');
    const [reads, writes] = [
      await anApiToken(database.db, id),
      await anApiToken(database.db, id, { scopes: ['read', 'write'] }),
    ];
    const commande = { titre: 'Les Vagues' };
    assert.equal((await by(reads.token, 'GET', '/api/commandes')).status, 200);
    const refused = await by(reads.token, 'POST', '/api/commandes', commande);
    assert.deepEqual([refused.status, refused.body.code], [403, 'SCOPE_MISSING']);
    assert.equal((await by(writes.token, 'POST', '/api/commandes', commande)).status, 201);
  });

  test('what is under /admin takes the scope for it, and an administrator', async () => {
    const [admin, author] = [await app.signIn('ADMIN'), await app.signIn('USER')];
    const without = await anApiToken(database.db, admin.id, { scopes: ['read', 'write'] });
    const scopes = ['read', 'write', 'admin'];
    const [good, demoted] = [
      await anApiToken(database.db, admin.id, { scopes }),
      await anApiToken(database.db, author.id, { scopes }),
    ];
    const answers = await Promise.all(
      [without, good, demoted].map(({ token }) => by(token, 'GET', '/api/admin/users')),
    );
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body.code]),
      [
        [403, 'SCOPE_MISSING'],
        [200, undefined],
        [403, 'FORBIDDEN'],
      ],
    );
    assert.equal((await create(author, { scopes: ['admin'] })).status, 403);
  });

  test('accounts and their security are not a matter for tokens, whatever their scopes', async () => {
    const admin = await app.signIn('ADMIN');
    const { token } = await anApiToken(database.db, admin.id, { scopes: ['read', 'write', 'admin'] });
    const asked = await Promise.all([
      by(token, 'GET', '/api/users/me/sessions'),
      by(token, 'DELETE', '/api/users/me/sessions'),
      by(token, 'POST', '/api/users/me/api-tokens', { name: 'x', scopes: [], expiresInDays: null }),
      by(token, 'POST', '/auth/logout'),
      by(token, 'POST', '/api/admin/users', {}),
      by(token, 'GET', `/api/admin/users/${admin.id}/sessions`),
    ]);
    for (const { status, body } of asked) assert.deepEqual([status, body.code], [403, 'API_TOKEN_REFUSED']);
    assert.equal((await me(admin.token)).status, 200);
  });

  for (const [why, values] of [
    ['expired', { expiresAt: LONG_AGO }],
    ['revoked', { revokedAt: LONG_AGO }],
  ] as const)
    test(`a token that is ${why} opens nothing`, async () => {
      const { token } = await anApiToken(database.db, (await app.signIn('USER')).id, values);
      assert.equal((await me(token)).status, 401);
    });

  test('the tokens of whoever is deactivated open nothing, and neither does one that was never made', async () => {
    const { token } = await anApiToken(database.db, (await app.signIn('USER')).id);
    await database.db.updateTable('users').set({ isActive: false }).execute();
    assert.deepEqual([(await me(token)).status, (await me(newApiToken())).status], [401, 401]);
  });

  test('the last use is written once a minute at most', async () => {
    const { token } = await anApiToken(database.db, (await app.signIn('USER')).id);
    await Promise.all([me(token), me(token)]);
    await settleUses();
    const { lastUsedAt } = await readToken();
    assert.ok(lastUsedAt);
    await me(token);
    await settleUses();
    assert.deepEqual((await readToken()).lastUsedAt, lastUsedAt);
  });

  test('a cookie is no place for a token', async () => {
    const { token } = await anApiToken(database.db, (await app.signIn('USER')).id);
    const answer = await app.call({ url: '/auth/me', headers: { cookie: `staka_session=${token}` } });
    assert.equal(answer.status, 401);
  });

  test('a session opened with a token may do what the token may, and proves nothing', async () => {
    const person = await app.signIn('USER');
    const { id, token } = await anApiToken(database.db, person.id);
    const opened = await by(token, 'POST', '/auth/session');
    const session = opened.body.token;
    assert.deepEqual([opened.status, (await me(session)).body.user.id], [201, person.id]);
    assert.equal((await by(session, 'POST', '/api/commandes', { titre: 'x' })).body.code, 'SCOPE_MISSING');
    assert.equal((await by(session, 'GET', '/api/users/me/sessions')).body.code, 'API_TOKEN_REFUSED');
    assert.equal((await by(session, 'POST', '/auth/session')).body.code, 'API_TOKEN_REQUIRED');
    const { items } = (await app.call({ url: '/api/users/me/sessions', as: person })).body;
    assert.equal(items[0].tokenId, id);
  });

  test('revoking a token closes its sessions, and no others', async () => {
    const person = await app.signIn('USER');
    const { id, token } = await anApiToken(database.db, person.id);
    const session = (await by(token, 'POST', '/auth/session')).body.token;
    await app.call({ method: 'DELETE', url: `/api/users/me/api-tokens/${id}`, as: person });
    const statuses = await Promise.all([token, session, person.token].map(async (one) => (await me(one)).status));
    assert.deepEqual(statuses, [401, 401, 200]);
    await app.context.outbox.drain();
    const line = JSON.parse(app.logLines.find((one) => one.includes('Token revoked for session')) ?? '{}');
    assert.deepEqual([line.user_id, line.token_id], [person.id, id]);
  });

  test('closing a session that was opened with a token revokes the token', async () => {
    const person = await app.signIn('USER');
    const { token } = await anApiToken(database.db, person.id);
    const [session, sibling] = [
      (await by(token, 'POST', '/auth/session')).body.token,
      (await by(token, 'POST', '/auth/session')).body.token,
    ];
    const { items } = (await app.call({ url: '/api/users/me/sessions', as: person })).body;
    await app.call({ method: 'POST', url: `/api/users/me/sessions/${items[0].id}/revocation`, as: person });
    for (const ended of [token, session, sibling]) assert.equal((await me(ended)).status, 401);
    assert.equal((await me(person.token)).status, 200);
  });

  test('a socket opened with a token closes when the token is revoked', async () => {
    const origin = await app.listen();
    const person = await app.signIn('USER');
    const { id, token } = await anApiToken(database.db, person.id);
    const headers = { authorization: `Bearer ${token}` };
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/ws`, { headers });
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await app.call({ method: 'DELETE', url: `/api/users/me/api-tokens/${id}`, as: person });
    await app.context.outbox.drain();
    assert.equal((await closed)[0], 4401);
  });

  test('somebody else’s token does not exist', async () => {
    const [alice, bob] = [await app.signIn('USER'), await app.signIn('ADMIN')];
    const { id, token } = await anApiToken(database.db, alice.id);
    const refused = await app.call({ method: 'DELETE', url: `/api/users/me/api-tokens/${id}`, as: bob });
    assert.deepEqual([refused.status, refused.body.code], [404, 'API_TOKEN_NOT_FOUND']);
    assert.equal((await me(token)).status, 200);
  });

  test('nobody has more than fifty', async () => {
    const person = await app.signIn('USER');
    for (let count = 0; count < 49; count += 1) await anApiToken(database.db, person.id);
    const answers = await Promise.all([create(person), create(person), create(person)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409]);
  });
});
