import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { secondFactorChanged } from '#modules/second-factors/module.ts';
import { inTransaction } from '#platform/db/db.ts';
import { publish } from '#platform/outbox/event.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { createAccount, TEST_PASSWORD, type TestAccount, tokenIn } from '../factory.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';
const NEXT = 'une autre phrase';
const NEW_DEVICE = 'Connexion depuis un nouvel appareil';

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  const post = (url: string, body: object, headers: Record<string, string> = {}) =>
    app.call({ method: 'POST', url, body, headers });
  const login = async ({ email }: { email: string }, userAgent = FIREFOX, password = TEST_PASSWORD) =>
    post('/api/auth/login', { email, password }, { 'user-agent': userAgent });
  const me = (token: string) => app.call({ url: '/auth/me', headers: { authorization: `Bearer ${token}` } });
  const lettersTo = async (address: string) => (await app.letters()).filter(({ to }) => to === address);
  const subjectsTo = async ({ email }: TestAccount) => (await lettersTo(email)).map(({ subject }) => subject);
  const lastTokenTo = async (address: string) => tokenIn((await lettersTo(address)).at(-1));
  const undo = (token: string) => post('/api/auth/undo', { token });
  const changePassword = (token: string, currentPassword = TEST_PASSWORD, newPassword = NEXT) =>
    app.call({
      method: 'PUT',
      url: '/api/users/me/password',
      headers: { authorization: `Bearer ${token}` },
      body: { currentPassword, newPassword },
    });

  test('the first sign-in there is tells nobody, nor does the same device again', async () => {
    const account = await createAccount(database.db);
    for (let times = 0; times < 3; times += 1) await login(account);
    assert.deepEqual(await subjectsTo(account), []);
  });

  test('another browser is told of, in words, and once', async () => {
    const account = await createAccount(database.db);
    await login(account);
    for (let times = 0; times < 2; times += 1) await login(account, CHROME);
    const letters = await lettersTo(account.email);
    assert.deepEqual(
      letters.map(({ subject }) => subject),
      [NEW_DEVICE],
    );
    assert.match(letters[0]?.text ?? '', /Chrome · Windows.*127\.0\.0\.1/);
    assert.match(letters[0]?.text ?? '', /\/securite\/annuler\?token=/);
  });

  const PARIS = 'Europe/Paris';
  for (const [what, before, now, letters] of [
    ['at another address', { ip: '192.0.2.7' }, {}, []],
    ['at another address of the same zone', { ip: '192.0.2.7', timezone: PARIS }, { timezone: PARIS }, []],
    ['in a later version', {}, { userAgent: FIREFOX.replaceAll('145.0', '146.0') }, []],
    ['in another zone', { timezone: PARIS }, { timezone: 'America/New_York' }, [NEW_DEVICE]],
    ['in no zone, at an address near by', { ip: '127.0.9.9', timezone: PARIS }, {}, []],
    ['in no zone, at an address far away', { ip: '192.0.2.7', timezone: PARIS }, {}, [NEW_DEVICE]],
  ] as const)
    test(`the same browser ${what} is ${letters.length === 0 ? 'known' : 'told of'}`, async () => {
      const account = await createAccount(database.db);
      await login(account);
      await database.db
        .updateTable('user_sessions')
        .set({ lastUsedAt: new Date(), ...before })
        .execute();
      const { userAgent = FIREFOX, timezone = '' }: { userAgent?: string; timezone?: string } = now;
      const credentials = { email: account.email, password: TEST_PASSWORD };
      await post('/api/auth/login', credentials, { 'user-agent': userAgent, 'x-timezone': timezone });
      assert.deepEqual(await subjectsTo(account), letters);
    });

  test('what is undone closes every session, and the password opens nothing until a new one is set', async () => {
    const account = await createAccount(database.db);
    const { body: own } = await login(account);
    const { body: thief } = await login(account, CHROME);
    const undone = await undo(await lastTokenTo(account.email));
    assert.deepEqual([undone.status, undone.body.isEmailRestored], [200, null]);
    for (const { token } of [own, thief]) assert.equal((await me(token)).status, 401);
    assert.equal((await login(account)).status, 401);
    const reset = { token: undone.body.token, password: NEXT };
    assert.equal((await post('/api/auth/reset-password', reset)).status, 200);
    assert.equal((await login(account, FIREFOX, NEXT)).status, 200);
  });

  test('a link that undoes serves once, and looking at it does nothing', async () => {
    const account = await createAccount(database.db);
    const { body } = await login(account);
    await changePassword(body.token);
    const token = await lastTokenTo(account.email);
    assert.equal((await app.call({ url: `/api/auth/undo?token=${token}` })).status, 404);
    assert.equal((await me(body.token)).status, 200);
    const answers = await Promise.all([undo(token), undo(token), undo(token)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 410, 410]);
  });

  test('a change of the password can be undone after the thief has changed it again', async () => {
    const account = await createAccount(database.db);
    const { body } = await login(account);
    await changePassword(body.token);
    const first = await lastTokenTo(account.email);
    await changePassword(body.token, NEXT, 'encore une autre');
    const second = await lastTokenTo(account.email);
    assert.equal((await undo(first)).status, 200);
    assert.equal((await undo(second)).status, 410, 'what came after is undone with it');
  });

  test('the former address gets its account back, with its links, and the thief keeps none', async () => {
    const account = await createAccount(database.db);
    const { body } = await login(account);
    const authorization = { authorization: `Bearer ${body.token}` };
    const asked = { email: 'voleur@example.com', password: TEST_PASSWORD };
    await app.call({ method: 'PUT', url: '/api/users/me/email', headers: authorization, body: asked });
    for (const address of [account.email, asked.email])
      await post('/api/auth/email-change', { token: await lastTokenTo(address), accept: true });
    const undoEmail = await lastTokenTo(account.email);
    await changePassword(body.token);
    const thiefsUndo = await lastTokenTo(asked.email);
    await post('/api/auth/request-password-reset', { email: asked.email });
    const thiefsReset = await lastTokenTo(asked.email);
    const undone = await undo(undoEmail);
    assert.equal(undone.body.isEmailRestored, true);
    assert.equal((await undo(thiefsUndo)).status, 410);
    assert.equal((await post('/api/auth/reset-password', { token: thiefsReset, password: NEXT })).status, 410);
    await post('/api/auth/reset-password', { token: undone.body.token, password: NEXT });
    assert.equal((await login(account, FIREFOX, NEXT)).status, 200);
  });

  test('an address that somebody else has by now is not taken from them, and the rest is undone', async () => {
    const account = await createAccount(database.db);
    const admin = await app.signIn('ADMIN');
    const url = `/api/admin/users/${account.id}/email`;
    await app.call({ method: 'PUT', url, as: admin, body: { email: 'autre@example.com' } });
    const token = await lastTokenTo(account.email);
    await createAccount(database.db, { email: account.email });
    const { body } = await undo(token);
    assert.equal(body.isEmailRestored, false);
    assert.match(body.message, /quelqu’un d’autre/);
    assert.equal((await login({ email: 'autre@example.com' })).status, 401);
  });

  test('what somebody made since to come in by is taken away, and what was there before stays', async () => {
    const account = await createAccount(database.db);
    const { id: userId } = account;
    for (const device of [FIREFOX, CHROME]) await login(account, device);
    const hourAgo = new Date(Date.now() - 3_600_000);
    for (const [name, createdAt] of [
      ['mine', hourAgo],
      ['theirs', new Date()],
    ] as const) {
      const key = { credentialId: name, publicKey: '', counter: 0, name, backedUp: false };
      await database.db
        .insertInto('passkeys')
        .values({ ...key, userId, createdAt })
        .execute();
      await database.db.insertInto('identities').values({ userId, provider: name, subject: name, createdAt }).execute();
      await database.db
        .insertInto('api_tokens')
        .values({ userId, name, prefix: name, token: name, createdAt })
        .execute();
    }
    await database.db
      .insertInto('totp_secrets')
      .values({ userId, secret: 'x', createdAt: hourAgo, confirmedAt: new Date() })
      .execute();
    await undo(await lastTokenTo(account.email));
    const { db } = database;
    assert.deepEqual(await db.selectFrom('passkeys').select('name').execute(), [{ name: 'mine' }]);
    assert.deepEqual(await db.selectFrom('identities').select('provider').execute(), [{ provider: 'mine' }]);
    assert.deepEqual(await db.selectFrom('totp_secrets').select('userId').execute(), []);
    const open = db.selectFrom('api_tokens').select('name').where('revokedAt', 'is', null);
    assert.deepEqual(await open.execute(), [{ name: 'mine' }]);
  });

  test('a change of a second factor is told, with a link that undoes it', async () => {
    const account = await createAccount(database.db);
    const fact = { actorId: account.id, what: 'passkey-added', ip: null, userAgent: null, sessionId: null } as const;
    await inTransaction(database.db, (tx) => publish(tx, secondFactorChanged, { userId: account.id, ...fact }));
    assert.equal((await undo(await lastTokenTo(account.email))).status, 200);
  });

  test('a link that undoes expires', async () => {
    const account = await createAccount(database.db);
    const { body } = await login(account);
    await changePassword(body.token);
    const token = await lastTokenTo(account.email);
    await database.db.updateTable('verification_tokens').set({ expiresAt: new Date() }).execute();
    assert.equal((await undo(token)).body.code, 'AUTH_LINK_INVALID');
    assert.equal((await login(account, FIREFOX, NEXT)).status, 200);
  });
});
