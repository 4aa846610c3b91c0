import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { createAccount } from '#modules/accounts/factory.ts';
import { codeOf, withTotp } from '#modules/second-factors/factory.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { type FakeClerk, startFakeClerk } from '#test/fakes/clerk.ts';
import { clerkUser, deletionOf, deliver, WEBHOOK_SECRET } from './factory.ts';
import { standInAddress } from './stand-in.ts';

const AZP = 'https://app.example.com';

eachDatabase((database) => {
  let app: TestApp;
  let clerk: FakeClerk;
  before(async () => {
    clerk = await startFakeClerk();
    const variables = { CLERK_WEBHOOK_SECRET: WEBHOOK_SECRET, CLERK_ISSUER: clerk.url, CLERK_AUTHORIZED_PARTIES: AZP };
    app = await startTestApp(database, {}, variables);
  });
  after(() => clerk.close());

  let id: string;
  beforeEach(() => {
    id = clerkUser().id;
  });
  const me = (token: string) => app.call({ url: '/auth/me', headers: { authorization: `Bearer ${token}` } });
  const tell = async (event: Parameters<typeof deliver>[1]) => {
    await deliver(app, event);
    await app.context.outbox.drain();
  };
  const people = () => database.db.selectFrom('users').select(['id', 'email']).orderBy('id').execute();

  test('a session token of Clerk’s opens the API to whom the webhook has told of', async () => {
    await tell({ type: 'user.created', data: clerkUser({ id, email: 'a@example.com' }) });
    const { status, body } = await me(await clerk.sign(id));
    assert.deepEqual([status, body.user.id, body.user.email], [200, id, 'a@example.com']);
  });

  test('whoever arrives before the webhook is created, and is who it tells of', async () => {
    const token = await clerk.sign(id);
    assert.equal((await me(token)).body.user.email, standInAddress(id));
    await tell({ type: 'user.created', data: clerkUser({ id, email: 'a@example.com', prenom: 'Anne' }) });
    const { user } = (await me(token)).body;
    assert.deepEqual([user.id, user.email, user.prenom], [id, 'a@example.com', 'Anne']);
    assert.deepEqual(await people(), [{ id, email: 'a@example.com' }]);
  });

  test('whoever arrives before the webhook and has an account here signs in to it from then on', async () => {
    const account = await createAccount(database.db, { email: 'a@example.com' });
    const token = await clerk.sign(id);
    await me(token);
    await tell({ type: 'user.created', data: clerkUser({ id, email: 'a@example.com' }) });
    assert.equal((await me(token)).body.user.id, account.id);
    assert.deepEqual(await people(), [{ id: account.id, email: 'a@example.com' }]);
  });

  test('many requests at once of somebody new make one person and one session', async () => {
    const token = await clerk.sign(id);
    const answers = await Promise.all(Array.from({ length: 8 }, () => me(token)));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.equal((await people()).length, 1);
    assert.equal((await database.db.selectFrom('user_sessions').select('id').execute()).length, 1);
  });

  test('a session of Clerk’s is listed like the others, and once revoked here opens nothing', async () => {
    const token = await clerk.sign(id);
    const headers = { authorization: `Bearer ${token}` };
    const list = await app.call({ url: '/api/users/me/sessions', headers });
    assert.deepEqual([list.status, list.body.items.length, list.body.items[0].current], [200, 1, true]);
    await app.call({ method: 'DELETE', url: `/api/users/me/sessions/${list.body.items[0].id}`, headers });
    assert.equal((await me(token)).status, 401);
    assert.equal((await me(await clerk.sign(id))).status, 401);
    assert.equal((await me(await clerk.sign(id, { claims: { sid: 'sess_another' } }))).status, 200);
  });

  for (const [why, options] of [
    ['has expired', { expiresIn: -60 }],
    ['comes from another issuer', { claims: { iss: 'https://clerk.elsewhere.example' } }],
    ['is for another site', { claims: { azp: 'https://elsewhere.example' } }],
    ['says of no site', { claims: { azp: undefined } }],
    ['was signed by a stranger', { withStrangeKey: true }],
    ['is not valid yet', { claims: {}, expiresIn: -3600 }],
  ] as const)
    test(`a token that ${why} opens nothing, and creates nobody`, async () => {
      assert.equal((await me(await clerk.sign(id, options))).status, 401);
      assert.deepEqual(await people(), []);
    });

  test('a token without a signature opens nothing', async () => {
    const [, payload] = (await clerk.sign(id)).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
    for (const token of [`${header}.${payload}.`, `${header}.${payload}.x`])
      assert.equal((await me(token)).status, 401);
    assert.deepEqual(await people(), []);
  });

  test('whoever has a second factor here gives it in this session before anything else', async () => {
    const as = { id, email: standInAddress(id), token: await clerk.sign(id) };
    await me(as.token);
    const { secret } = await withTotp(app, as);
    const another = { ...as, token: await clerk.sign(id, { claims: { sid: 'sess_another' } }) };
    const read = async () => (await app.call({ url: '/api/notifications', as: another })).status;
    assert.equal(await read(), 403);
    const proof = { method: 'POST', url: '/api/auth/reauthenticate', body: { code: codeOf(secret) } } as const;
    const { status, body } = await app.call({ ...proof, as: another });
    assert.deepEqual([status, body.token, await read()], [200, null, 200]);
  });

  test('what wants a recent proof counts from the one that was given to Clerk', async () => {
    const closeOthers = async (minutes: number) => {
      const headers = { authorization: `Bearer ${await clerk.sign(id, { claims: { fva: [minutes, -1] } })}` };
      return (await app.call({ method: 'POST', url: '/api/users/me/sessions/revoke-all', headers })).status;
    };
    assert.deepEqual([await closeOthers(20), await closeOthers(-1), await closeOthers(3)], [403, 403, 200]);
    assert.equal(await closeOthers(20), 403);
  });

  test('a token of Clerk’s opens its session for as long as that is open, also after a proof', async () => {
    const as = { id, email: standInAddress(id), token: await clerk.sign(id) };
    await me(as.token);
    await withTotp(app, as);
    await database.db
      .updateTable('user_sessions')
      .set({ rotatedAt: new Date(0) })
      .execute();
    assert.equal((await me(as.token)).status, 200);
    assert.equal((await app.call({ url: '/api/notifications', as })).status, 200);
  });

  test('neither Clerk’s id of a session nor what is made of it is a token', async () => {
    await me(await clerk.sign(id));
    for (const wrong of [`sess_${id}`, `clerk:sess_${id}`, id]) assert.equal((await me(wrong)).status, 401);
  });

  test('whoever is deleted at Clerk is refused, and does not come back', async () => {
    const token = await clerk.sign(id);
    await me(token);
    await tell(deletionOf(id));
    assert.equal((await me(token)).status, 401);
    assert.equal((await me(await clerk.sign(id, { claims: { sid: 'sess_new' } }))).status, 401);
    assert.deepEqual(await people(), []);
  });

  test('whoever is deactivated here is refused, and no session is opened for them', async () => {
    const token = await clerk.sign(id);
    await me(token);
    await database.db.updateTable('users').set({ isActive: false }).execute();
    assert.equal((await me(token)).status, 401);
    assert.equal((await me(await clerk.sign(id, { claims: { sid: 'sess_new' } }))).status, 401);
    assert.equal((await database.db.selectFrom('user_sessions').select('id').execute()).length, 1);
  });

  test('whoever waits for an administrator is nobody yet', async () => {
    await createAccount(database.db, { email: 'a@example.com', emailVerifiedAt: null });
    await tell({ type: 'user.created', data: clerkUser({ id, email: 'a@example.com' }) });
    assert.equal((await me(await clerk.sign(id))).status, 401);
    assert.equal((await people()).length, 1);
  });

  test('a token of ours never asks for Clerk’s keys, and keys are fetched once', async () => {
    const person = await app.signIn('USER');
    const before = clerk.keysFetched();
    assert.equal((await me(person.token)).status, 200);
    assert.equal((await me('x'.repeat(43))).status, 401);
    await me(await clerk.sign(id));
    await me(await clerk.sign(id));
    assert.ok(clerk.keysFetched() - before <= 1);
  });

  test('without an issuer no token of Clerk’s is looked at', async () => {
    const other = await startTestApp(database);
    const headers = { authorization: `Bearer ${await clerk.sign(id)}` };
    assert.equal((await other.call({ url: '/auth/me', headers })).status, 401);
  });
});

test('when Clerk signs with a new key, it is fetched', async () => {
  const { createRemoteJWKSet, jwtVerify } = await import('jose');
  const clerk = await startFakeClerk();
  try {
    const keys = createRemoteJWKSet(new URL(`${clerk.url}/.well-known/jwks.json`), { cooldownDuration: 0 });
    await jwtVerify(await clerk.sign('user_1'), keys);
    await clerk.rotateKeys();
    await jwtVerify(await clerk.sign('user_1'), keys);
    assert.equal(clerk.keysFetched(), 2);
  } finally {
    await clerk.close();
  }
});
