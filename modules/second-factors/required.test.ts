import assert from 'node:assert/strict';
import { once } from 'node:events';
import { before, test } from 'node:test';
import { WebSocket } from 'ws';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { aDevice, withPasskey, withTotp } from './factory.ts';

const OWN = '/api/users/me/second-factors';

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database, {}, { REQUIRE_SECOND_FACTOR: 'admins' });
  });

  const codeOf = async (url: string, as: TestPerson) => (await app.call({ url, as })).body?.code;

  test('an administrator without a second factor reaches the screens that set one up, and nothing else', async () => {
    const admin = await app.signIn('ADMIN');
    for (const url of ['/api/admin/users', '/api/commandes', '/api/notifications', '/api/users/me/quota'])
      assert.equal(await codeOf(url, admin), 'SECOND_FACTOR_REQUIRED', url);
    for (const url of ['/api/auth/me', OWN, '/api/users/me/sessions', '/api/users/me/preferences', '/health'])
      assert.equal((await app.call({ url, as: admin })).status, 200, url);
    assert.equal((await app.call({ url: OWN, as: admin })).body.required, true);
  });

  test('once it is set up, in that session, everything is there', async () => {
    const admin = await app.signIn('ADMIN');
    await withTotp(app, admin);
    assert.equal((await app.call({ url: '/api/admin/users', as: admin })).status, 200);
  });

  test('others go on without', async () => {
    const author = await app.signIn('USER');
    assert.equal((await app.call({ url: '/api/commandes', as: author })).status, 200);
    assert.equal((await app.call({ url: OWN, as: author })).body.required, false);
  });

  test('where it is asked of everyone, nobody goes on without', async () => {
    const strict = await startTestApp(database, {}, { REQUIRE_SECOND_FACTOR: 'everyone' });
    const author = await strict.signIn('USER');
    const ask = () => strict.call({ url: '/api/commandes', as: author });
    assert.equal((await ask()).body.code, 'SECOND_FACTOR_REQUIRED');
    await withTotp(strict, author);
    assert.equal((await ask()).status, 200);
  });

  test('whoever takes their last factor away is back at the screens that set one up', async () => {
    const admin = await app.signIn('ADMIN');
    await withTotp(app, admin);
    await app.call({ method: 'DELETE', url: `${OWN}/totp`, as: admin });
    assert.equal(await codeOf('/api/admin/users', admin), 'SECOND_FACTOR_REQUIRED');
  });

  test('a socket is no way round', async () => {
    const admin = await app.signIn('ADMIN');
    const address = (await app.listen()).replace('http', 'ws');
    const connect = () => new WebSocket(`${address}/ws`, { headers: { authorization: `Bearer ${admin.token}` } });
    const [refused] = await once(connect(), 'unexpected-response').then(([, response]) => [response]);
    assert.equal(refused.statusCode, 401);
    await withPasskey(app, admin, aDevice());
    const socket = connect();
    await once(socket, 'open');
    socket.terminate();
  });

  test('an administrator resets somebody else’s, who is signed out everywhere and told of it', async () => {
    const [admin, person] = [await app.signIn('ADMIN'), await app.signIn('USER')];
    await withTotp(app, admin);
    await withTotp(app, person);
    await withPasskey(app, person, aDevice());
    const url = `/api/admin/users/${person.id}/second-factors`;
    assert.equal((await app.call({ method: 'DELETE', url, as: admin })).status, 204);
    assert.equal((await app.call({ url: '/api/auth/me', as: person })).status, 401);
    for (const table of ['totp_secrets', 'passkeys', 'recovery_codes'] as const) {
      const rows = await database.db.selectFrom(table).select('userId').where('userId', '=', person.id).execute();
      assert.deepEqual(rows, [], table);
    }
    const events = await database.db
      .selectFrom('outbox_events')
      .select('payload')
      .where('name', '=', 'second-factor.changed')
      .orderBy('id', 'desc')
      .execute();
    const reset = events.map(({ payload }) => payload as Record<string, unknown>).find(({ what }) => what === 'reset');
    assert.deepEqual([reset?.userId, reset?.actorId], [person.id, admin.id]);
  });

  test('nobody resets their own that way, nor without being an administrator who has just proved it', async () => {
    const [admin, person] = [await app.signIn('ADMIN'), await app.signIn('CORRECTOR')];
    await withTotp(app, admin);
    const reset = (id: string, as: TestPerson) =>
      app.call({ method: 'DELETE', url: `/api/admin/users/${id}/second-factors`, as });
    assert.equal((await reset(admin.id, admin)).body.code, 'SECOND_FACTOR_OWN_RESET');
    assert.equal((await reset('personne', admin)).body.code, 'SECOND_FACTOR_PERSON_NOT_FOUND');
    assert.equal((await reset(admin.id, person)).body.code, 'FORBIDDEN');
    await database.db
      .updateTable('user_sessions')
      .set({ authenticatedAt: new Date(0) })
      .execute();
    assert.equal((await reset(person.id, admin)).body.code, 'FRESH_AUTHENTICATION_REQUIRED');
  });
});
