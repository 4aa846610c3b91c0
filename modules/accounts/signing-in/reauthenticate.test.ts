import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { aSession } from '#modules/sessions/factory.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { createAccount, TEST_PASSWORD } from '../factory.ts';

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  const LONG_AGO = new Date(Date.now() - 3_600_000);
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const cookie = (token: string) => ({ cookie: `staka_session=${token}`, 'sec-fetch-site': 'same-origin' });
  const prove = (headers: Record<string, string>, password: string = TEST_PASSWORD) =>
    app.call({ method: 'POST', url: '/auth/reauthenticate', headers, body: { password } });
  const status = async (token: string) => (await app.call({ url: '/auth/me', headers: bearer(token) })).status;
  const readSession = () => database.db.selectFrom('user_sessions').selectAll().executeTakeFirstOrThrow();
  const aStaleSession = async () => {
    const { id } = await createAccount(database.db);
    const token = await aSession(database.db, id);
    await database.db.updateTable('user_sessions').set({ authenticatedAt: LONG_AGO }).execute();
    return token;
  };

  test('the right password makes the session fresh, and gives it another token', async () => {
    const token = await aStaleSession();
    const { body } = await prove(bearer(token));
    assert.ok((await readSession()).authenticatedAt > LONG_AGO);
    assert.notEqual(body.token, token);
    assert.equal(await status(body.token), 200);
    await database.db.updateTable('user_sessions').set({ rotatedAt: LONG_AGO }).execute();
    assert.deepEqual([await status(token), await status(body.token)], [401, 200]);
  });

  test('a browser gets it in its cookie, where no script reads it', async () => {
    const { headers, body } = await prove(cookie(await aStaleSession()));
    const [, token = ''] = /staka_session=([\w-]{43}); .*HttpOnly/.exec(String(headers['set-cookie'])) ?? [];
    assert.deepEqual([body.token, await status(token)], [null, 200]);
  });

  test('several at once leave the browser with a cookie that is good', async () => {
    const token = await aStaleSession();
    const answers = await Promise.all(Array.from({ length: 5 }, () => prove(cookie(token))));
    const cookies = answers.flatMap(
      ({ headers }) => /staka_session=([\w-]{43})/.exec(String(headers['set-cookie']))?.[1] ?? [],
    );
    assert.equal(cookies.length, 1);
    const asked = await Promise.all(Array.from({ length: 20 }, (_, at) => status(at % 2 ? token : (cookies[0] ?? ''))));
    assert.deepEqual(new Set(asked), new Set([200]));
  });

  test('the wrong password changes nothing, and cannot be guessed', async () => {
    const token = await aStaleSession();
    const before = await readSession();
    const answers = await Promise.all(Array.from({ length: 12 }, () => prove(bearer(token), 'pas le bon')));
    const codes = new Set(answers.map(({ body }) => body.code));
    assert.deepEqual(codes, new Set(['ACCOUNT_PASSWORD_WRONG', 'AUTH_TOO_MANY_ATTEMPTS']));
    const { authenticatedAt, token: hash } = await readSession();
    assert.deepEqual([authenticatedAt, hash], [before.authenticatedAt, before.token]);
  });
});
