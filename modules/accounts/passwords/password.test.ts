import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { aSession } from '#modules/sessions/factory.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { createAccount, TEST_PASSWORD, type TestAccount, tokenIn } from '../factory.ts';
import { accountLimit, passwordChangeLimit, reserveAttempt } from '../signing-in/attempts.ts';

const NEXT = 'une autre phrase';

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  const post = (url: string, body: object) => app.call({ method: 'POST', url, body });
  const login = (email: string, password: string) => post('/api/auth/login', { email, password });
  const me = (token: string) => app.call({ url: '/auth/me', headers: { authorization: `Bearer ${token}` } });
  const sessionOf = ({ id }: TestAccount) => aSession(database.db, id);
  const change = (token: string, currentPassword: string, newPassword = NEXT) =>
    app.call({
      method: 'PUT',
      url: '/api/users/me/password',
      body: { currentPassword, newPassword },
      headers: { authorization: `Bearer ${token}` },
    });
  const askForReset = async ({ email }: { email: string }) => {
    const answer = await post('/api/auth/request-password-reset', { email });
    return { answer, letter: (await app.letters()).filter(({ to }) => to === email).at(-1) };
  };

  test('a new password is set by the link, once, and every session is closed', async () => {
    const account = await createAccount(database.db);
    const session = await sessionOf(account);
    const token = tokenIn((await askForReset(account)).letter);
    assert.equal((await post('/api/auth/reset-password', { token, password: NEXT })).status, 200);
    assert.equal((await me(session)).status, 401);
    assert.equal((await login(account.email, NEXT)).status, 200);
    assert.equal((await login(account.email, TEST_PASSWORD)).status, 401);
    const again = await post('/api/auth/reset-password', { token, password: 'encore une autre' });
    assert.equal(again.body.code, 'AUTH_LINK_INVALID');
    assert.equal((await app.letters()).at(-1)?.subject, 'Votre mot de passe a changé');
  });

  test('asking for an unknown address looks the same and sends nothing', async () => {
    const known = await askForReset(await createAccount(database.db));
    const unknown = await askForReset({ email: 'personne@example.com' });
    assert.deepEqual([unknown.answer.status, unknown.answer.text], [known.answer.status, known.answer.text]);
    assert.equal(unknown.letter, undefined);
    const events = await database.db.selectFrom('outbox_events').select('name').execute();
    assert.deepEqual(
      events.map(({ name }) => name),
      Array(2).fill('user.password-reset-requested'),
    );
  });

  test('a link for a new password expires', async () => {
    const token = tokenIn((await askForReset(await createAccount(database.db))).letter);
    await database.db.updateTable('verification_tokens').set({ expiresAt: new Date() }).execute();
    assert.equal((await post('/api/auth/reset-password', { token, password: NEXT })).status, 410);
  });

  test('whoever is locked out by the attempts of others gets in again by the link', async () => {
    const account = await createAccount(database.db);
    for (let attempt = 0; attempt < 5; attempt += 1) await reserveAttempt(database.db, accountLimit(account.email));
    assert.equal((await login(account.email, TEST_PASSWORD)).status, 429);
    const token = tokenIn((await askForReset(account)).letter);
    await post('/api/auth/reset-password', { token, password: NEXT });
    assert.equal((await login(account.email, NEXT)).status, 200);
  });

  test('the link for a new password confirms the address it was sent to', async () => {
    const account = await createAccount(database.db, { emailVerifiedAt: null });
    const token = tokenIn((await askForReset(account)).letter);
    await post('/api/auth/reset-password', { token, password: NEXT });
    assert.equal((await login(account.email, NEXT)).status, 200);
  });

  test('a deactivated account gets no link, and the one it got before opens nothing', async () => {
    const account = await createAccount(database.db);
    const token = tokenIn((await askForReset(account)).letter);
    await database.db.updateTable('users').set({ isActive: false }).execute();
    assert.equal((await post('/api/auth/reset-password', { token, password: NEXT })).status, 410);
    await askForReset(account);
    assert.equal((await app.letters()).filter(({ to }) => to === account.email).length, 1);
  });

  test('my password changes when I know it, and my other sessions are closed', async () => {
    const account = await createAccount(database.db);
    const [mine, other] = [await sessionOf(account), await sessionOf(account)];
    assert.equal((await change(mine, TEST_PASSWORD)).status, 200);
    assert.deepEqual([(await me(mine)).status, (await me(other)).status], [200, 401]);
    assert.equal((await login(account.email, NEXT)).status, 200);
    assert.equal((await app.letters()).at(-1)?.to, account.email);
  });

  test('my password does not change when I do not know it', async () => {
    const account = await createAccount(database.db);
    const answer = await change(await sessionOf(account), 'pas le bon');
    assert.equal(answer.body.code, 'ACCOUNT_PASSWORD_WRONG');
    assert.equal((await login(account.email, TEST_PASSWORD)).status, 200);
  });

  test('whoever found an open session guesses the password five times at most', async () => {
    const account = await createAccount(database.db);
    const session = await sessionOf(account);
    for (let attempt = 0; attempt < 3; attempt += 1) await reserveAttempt(database.db, passwordChangeLimit(account.id));
    const answers = await Promise.all(Array.from({ length: 5 }, () => change(session, 'essai')));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [403, 403, 429, 429, 429]);
  });

  test('a new password that is too short is refused at its field', async () => {
    const { body } = await change(await sessionOf(await createAccount(database.db)), TEST_PASSWORD, 'court');
    assert.deepEqual([body.code, body.errors[0].field], ['ACCOUNT_PASSWORD_TOO_SHORT', 'newPassword']);
  });
});
