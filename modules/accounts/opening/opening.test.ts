import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { createAccount, TEST_PASSWORD, tokenIn } from '../factory.ts';

const JEAN = { email: 'jean@example.com', password: TEST_PASSWORD, prenom: 'Jean', nom: 'Dupont' };

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  const post = (url: string, body: object, headers: Record<string, string> = {}) =>
    app.call({ method: 'POST', url, body, headers });
  const register = (person: object = JEAN) => post('/api/auth/register', person);
  const login = (email = JEAN.email, password = JEAN.password) => post('/auth/login', { email, password });
  const lastLetter = async () => (await app.letters()).at(-1);

  test('an account opens by the link in the letter, signs in and out', async () => {
    assert.equal((await register()).status, 202);
    assert.equal((await login()).body.code, 'AUTH_EMAIL_NOT_CONFIRMED');
    const letter = await lastLetter();
    assert.equal(letter?.to, JEAN.email);
    assert.match(letter.text, /http:\/\/localhost:3001\/confirm-email\?token=/);
    const confirmed = await post('/api/auth/confirm-email', { token: tokenIn(letter) });
    assert.equal(confirmed.body.user.email, JEAN.email);
    const { status, body, headers } = await login();
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body), ['message', 'user', 'token']);
    assert.equal(body.message, 'Connexion réussie');
    assert.match(String(headers['set-cookie']), /^staka_session=[\w-]{43};.*HttpOnly; SameSite=Lax/);
    const authorization = `Bearer ${body.token}`;
    assert.equal((await app.call({ url: '/auth/me', headers: { authorization } })).body.user.prenom, 'Jean');
    assert.equal((await post('/auth/logout', {}, { authorization })).status, 200);
    assert.equal((await app.call({ url: '/auth/me', headers: { authorization } })).status, 401);
  });

  test('nothing tells a known address from an unknown one, except the letter', async () => {
    const known = await createAccount(database.db);
    const first = await register();
    const second = await register({ ...JEAN, email: known.email.toUpperCase() });
    assert.deepEqual([second.status, second.text], [first.status, first.text]);
    const published = await database.db.selectFrom('outbox_events').select('id').execute();
    assert.equal(published.length, 2, 'one fact each');
    const letters = await app.letters();
    const toKnown = letters.find(({ to }) => to === known.email);
    assert.equal(toKnown?.subject, 'Vous avez déjà un compte');
    assert.doesNotMatch(toKnown.text, /token=/);
    assert.equal((await login(known.email)).status, 200);
  });

  test('a link of confirmation works once', async () => {
    await register();
    const token = tokenIn(await lastLetter());
    const answers = await Promise.all([1, 2, 3].map(() => post('/api/auth/confirm-email', { token })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 410, 410]);
    assert.equal((await post('/api/auth/confirm-email', { token })).body.code, 'AUTH_LINK_INVALID');
  });

  test('a link of confirmation expires', async () => {
    await register();
    const token = tokenIn(await lastLetter());
    await database.db.updateTable('verification_tokens').set({ expiresAt: new Date() }).execute();
    assert.equal((await post('/api/auth/confirm-email', { token })).body.code, 'AUTH_LINK_INVALID');
  });

  test('a link is good for its own purpose alone', async () => {
    await register();
    const token = tokenIn(await lastLetter());
    const answer = await post('/api/auth/reset-password', { token, password: 'encore une phrase' });
    assert.equal(answer.body.code, 'AUTH_LINK_INVALID');
  });

  for (const [first, second] of [
    ['celui d’un autre', JEAN.password],
    [JEAN.password, 'celui d’un autre'],
  ] as const)
    test(`of two who register one address neither password opens it (${first} first): the letter has its owner choose`, async () => {
      await register({ ...JEAN, password: first });
      const stale = tokenIn(await lastLetter());
      await register({ ...JEAN, password: second });
      const letter = await lastLetter();
      assert.match(letter?.text ?? '', /\/invitation\?token=/);
      assert.equal((await post('/api/auth/confirm-email', { token: stale })).status, 410);
      const chosen = { token: tokenIn(letter), password: 'choisi à la fin', prenom: 'Jean', nom: 'Dupont' };
      assert.equal((await post('/api/auth/accept-invitation', chosen)).status, 200);
      assert.equal((await login(JEAN.email, first)).status, 401);
      assert.equal((await login(JEAN.email, second)).status, 401);
      assert.equal((await login(JEAN.email, chosen.password)).status, 200);
    });

  test('somebody invited keeps their role and their invitation when their address is registered', async () => {
    const admin = await app.signIn('ADMIN');
    const body = { email: JEAN.email, prenom: 'Jean', nom: 'Dupont', role: 'ADMIN' };
    await app.call({ method: 'POST', url: '/api/admin/users', as: admin, body });
    await register({ ...JEAN, password: 'celui d’un autre' });
    const letter = await lastLetter();
    assert.match(letter?.text ?? '', /\/invitation\?token=/);
    assert.equal((await login(JEAN.email, 'celui d’un autre')).status, 401);
  });

  test('two registrations of one address at once make one account', async () => {
    const answers = await Promise.all([register(), register()]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [202, 202],
    );
    const users = await database.db.selectFrom('users').select('email').execute();
    assert.equal(users.length, 1);
  });

  test('an address gets five letters an hour', async () => {
    const ask = () => post('/api/auth/resend-confirmation', { email: 'inconnue@example.com' });
    for (const _ of [1, 2, 3, 4, 5]) assert.equal((await ask()).status, 202);
    const refused = await ask();
    assert.equal(refused.body.code, 'ACCOUNT_TOO_MANY_LETTERS');
    assert.ok(Number(refused.headers['retry-after']) > 3000);
  });

  test('another letter of confirmation can be asked for', async () => {
    await register();
    await app.letters();
    assert.equal((await post('/api/auth/resend-confirmation', { email: ' JEAN@example.com ' })).status, 202);
    const token = tokenIn(await lastLetter());
    assert.equal((await post('/api/auth/confirm-email', { token })).status, 200);
  });

  test('a password is 8 to 72 bytes, and the sentence says what to do', async () => {
    const short = await register({ ...JEAN, password: '7octets' });
    assert.equal(short.body.code, 'ACCOUNT_PASSWORD_TOO_SHORT');
    assert.equal(short.body.errors[0].field, 'password');
    const long = await register({ ...JEAN, password: 'é'.repeat(37) });
    assert.equal(long.body.code, 'ACCOUNT_PASSWORD_TOO_LONG');
    assert.match(long.body.detail, /74/);
    assert.equal((await register({ ...JEAN, password: 'é'.repeat(36) })).status, 202);
  });

  for (const email of [
    'sans-arobase',
    'deux@@example.com',
    'a@example',
    'a@example.com\nBcc: b@example.com',
    '<a@example.com>',
  ])
    test(`${JSON.stringify(email)} is no address`, async () => {
      assert.equal((await register({ ...JEAN, email })).body.code, 'ACCOUNT_EMAIL_INVALID');
    });

  test('the letter comes in the language of the browser', async () => {
    await post('/api/auth/register', JEAN, { 'accept-language': 'en-GB' });
    const letter = await lastLetter();
    assert.equal(letter?.subject, 'Confirm your e-mail address');
    assert.match(letter.html ?? '', /<html lang="en">/);
  });

  test('no secret is in the database, in the outbox or in the log', async () => {
    await register();
    const secret = tokenIn(await lastLetter());
    const { body } = await post('/api/auth/confirm-email', { token: secret });
    const tables = ['users', 'verification_tokens', 'user_sessions', 'outbox_events'] as const;
    const rows = await Promise.all(tables.map((table) => database.db.selectFrom(table).selectAll().execute()));
    const everything = JSON.stringify(rows) + app.logLines.join('');
    for (const hidden of [secret, body.token, JEAN.password]) assert.ok(!everything.includes(hidden));
    assert.ok(everything.includes(JEAN.email));
  });
});
