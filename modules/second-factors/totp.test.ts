import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createAccount, TEST_PASSWORD, tokenIn } from '#modules/accounts/factory.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { codeOf, withTotp } from './factory.ts';

const OWN = '/api/users/me/second-factors';

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  const login = async (email: string) =>
    (await app.call({ method: 'POST', url: '/api/auth/login', body: { email, password: TEST_PASSWORD } })).body;
  const give = (challenge: string, proof: object) =>
    app.call({ method: 'POST', url: '/auth/second-factor', body: { challenge, ...proof } });
  const activate = (as: TestPerson, code: string) =>
    app.call({ method: 'PUT', url: `${OWN}/totp/activation`, as, body: { code } });
  const read = async (as: TestPerson) => (await app.call({ url: OWN, as })).body;
  /** Somebody who has just signed in by their password. */
  const person = async (): Promise<TestPerson> => {
    const account = await createAccount(database.db);
    return { ...account, token: (await login(account.email)).token };
  };
  const protectedPerson = async () => {
    const who = await person();
    return { ...who, ...(await withTotp(app, who)) };
  };

  test('an app counts for nothing until its first right code, and is asked for from then on', async () => {
    const who = await person();
    const offer = await app.call({ method: 'POST', url: `${OWN}/totp`, as: who });
    assert.match(offer.body.uri, /^otpauth:\/\/totp\/Staka:/);
    assert.equal((await activate(who, '000000')).body.code, 'TOTP_CODE_WRONG');
    assert.equal(typeof (await login(who.email)).token, 'string');

    const { body } = await activate(who, ` ${codeOf(offer.body.secret).replace(/^.../, '$& ')}`);
    assert.equal(new Set(body.recoveryCodes).size, 10);
    // Fifty random bits each.
    for (const code of body.recoveryCodes) assert.match(code, /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    assert.ok(body.factors.totp.confirmedAt);
    const step = await login(who.email);
    assert.deepEqual(step, {
      secondFactorRequired: true,
      challenge: step.challenge,
      methods: ['totp', 'recovery-code'],
    });
  });

  test('a new password by letter leaves the second factor, which is asked for at the next sign-in', async () => {
    const who = await protectedPerson();
    await app.call({ method: 'POST', url: '/api/auth/request-password-reset', body: { email: who.email } });
    const letter = (await app.letters()).find(({ to, text }) => to === who.email && text.includes('/reset-password'));
    const reset = { token: tokenIn(letter), password: 'une autre phrase secrète' };
    const { status, headers } = await app.call({ method: 'POST', url: '/api/auth/reset-password', body: reset });
    assert.deepEqual([status, headers['set-cookie']], [200, undefined]);
    const body = { email: who.email, password: reset.password };
    const answer = await app.call({ method: 'POST', url: '/auth/login', body });
    assert.deepEqual([answer.body.secondFactorRequired, answer.body.token], [true, undefined]);
  });

  test('the step hands out no cookie, and its challenge is no session', async () => {
    const who = await protectedPerson();
    const body = { email: who.email, password: TEST_PASSWORD };
    const answer = await app.call({ method: 'POST', url: '/auth/login', body });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['set-cookie'], undefined);
    const as = { ...who, token: answer.body.challenge };
    assert.equal((await app.call({ url: '/api/auth/me', as })).status, 401);
  });

  test('the right code signs in, in a session that has given a second factor', async () => {
    const who = await protectedPerson();
    const { challenge } = await login(who.email);
    const answer = await give(challenge, { code: codeOf(who.secret) });
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual([answer.body.message, answer.body.user.id], ['Connexion réussie', who.id]);
    assert.match(String(answer.headers['set-cookie']), /HttpOnly/);
    const rows = await database.db.selectFrom('user_sessions').select('secondFactorAt').orderBy('id').execute();
    assert.ok(rows.at(-1)?.secondFactorAt);
    assert.equal((await give(challenge, { code: codeOf(who.secret, 1) })).body.code, 'SECOND_FACTOR_EXPIRED');
  });

  test('a code is accepted once, and none from before it', async () => {
    const who = await protectedPerson();
    const codes = [codeOf(who.secret), codeOf(who.secret), codeOf(who.secret, -1), codeOf(who.secret, 1)];
    const found: number[] = [];
    for (const code of codes) found.push((await give((await login(who.email)).challenge, { code })).status);
    assert.deepEqual(found, [200, 401, 401, 200]);
  });

  test('of four times the same code at once, one signs in', async () => {
    const who = await protectedPerson();
    const code = codeOf(who.secret);
    const steps = await Promise.all(Array.from({ length: 4 }, () => login(who.email)));
    const answers = await Promise.all(steps.map(({ challenge }) => give(challenge, { code })));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  });

  test('the clock may be off by one step, and no more', async () => {
    const who = await protectedPerson();
    const { challenge } = await login(who.email);
    assert.equal((await give(challenge, { code: codeOf(who.secret, 3) })).body.code, 'SECOND_FACTOR_WRONG');
    assert.equal((await give(challenge, { code: codeOf(who.secret, -3) })).body.code, 'SECOND_FACTOR_WRONG');
    assert.equal((await give(challenge, { code: codeOf(who.secret, 1) })).status, 200);
  });

  test('of twenty guesses at once five are looked at, and the next challenge waits, too', async () => {
    const who = await protectedPerson();
    const { challenge } = await login(who.email);
    const guesses = Array.from({ length: 20 }, (_, index) => give(challenge, { code: String(100_000 + index) }));
    const codes = (await Promise.all(guesses)).map(({ body }) => body.code);
    assert.equal(codes.filter((code) => code === 'SECOND_FACTOR_WRONG').length, 5);
    assert.equal(codes.includes(undefined), false);
    const next = await give((await login(who.email)).challenge, { code: codeOf(who.secret) });
    assert.equal(next.body.code, 'AUTH_TOO_MANY_ATTEMPTS');
  });

  test('a challenge that has expired, or was never given, opens nothing', async () => {
    const who = await protectedPerson();
    const { challenge } = await login(who.email);
    await database.db
      .updateTable('auth_challenges')
      .set({ expiresAt: new Date(0) })
      .execute();
    for (const one of [challenge, 'x', 'A'.repeat(43)])
      assert.equal((await give(one, { code: codeOf(who.secret) })).body.code, 'SECOND_FACTOR_EXPIRED');
  });

  test('a challenge from before the password was changed opens nothing', async () => {
    const who = await protectedPerson();
    const { challenge } = await login(who.email);
    await database.db.updateTable('users').set({ password: null }).where('id', '=', who.id).execute();
    assert.equal((await give(challenge, { code: codeOf(who.secret) })).body.code, 'SECOND_FACTOR_EXPIRED');
  });

  test('the wrong password of somebody with an app is answered as anybody’s', async () => {
    const who = await protectedPerson();
    const body = { email: who.email, password: 'pas le bon' };
    const { status, text } = await app.call({ method: 'POST', url: '/auth/login', body });
    assert.equal(status, 401);
    assert.doesNotMatch(text, /secondFactor|challenge/);
  });

  test('a recovery code signs in once, however it is typed', async () => {
    const who = await protectedPerson();
    const [first = '', second = ''] = who.recoveryCodes;
    const typed = first.toLowerCase().replace('-', ' ');
    assert.equal((await give((await login(who.email)).challenge, { recoveryCode: typed })).status, 200);
    const again = await give((await login(who.email)).challenge, { recoveryCode: first });
    assert.equal(again.body.code, 'SECOND_FACTOR_WRONG');
    assert.equal((await give((await login(who.email)).challenge, { recoveryCode: second })).status, 200);
    assert.equal((await read(who)).recoveryCodes.left, 8);
  });

  test('new recovery codes take the place of the old', async () => {
    const who = await protectedPerson();
    const { body } = await app.call({ method: 'POST', url: `${OWN}/recovery-codes`, as: who });
    assert.equal(new Set([...body.recoveryCodes, ...who.recoveryCodes]).size, 20);
    const [old] = who.recoveryCodes;
    const refused = await give((await login(who.email)).challenge, { recoveryCode: old });
    assert.equal(refused.body.code, 'SECOND_FACTOR_WRONG');
  });

  test('there are no recovery codes for somebody without a factor', async () => {
    const who = await person();
    const { body } = await app.call({ method: 'POST', url: `${OWN}/recovery-codes`, as: who });
    assert.equal(body.code, 'RECOVERY_CODES_WITHOUT_FACTOR');
  });

  test('once the app is removed, the password alone signs in again, and the recovery codes are gone', async () => {
    const who = await protectedPerson();
    assert.equal((await app.call({ method: 'DELETE', url: `${OWN}/totp`, as: who })).status, 204);
    assert.equal(typeof (await login(who.email)).token, 'string');
    assert.deepEqual(await read(who), { required: false, totp: null, passkeys: [], recoveryCodes: null });
  });

  test('whoever signed in long ago changes nothing of it', async () => {
    const who = await protectedPerson();
    const before = new Date(Date.now() - 3_600_000);
    await database.db.updateTable('user_sessions').set({ authenticatedAt: before }).execute();
    for (const [method, path] of [
      ['POST', 'totp'],
      ['PUT', 'totp/activation'],
      ['DELETE', 'totp'],
      ['POST', 'recovery-codes'],
      ['POST', 'passkeys/options'],
    ] as const) {
      const body = method === 'PUT' ? { code: codeOf(who.secret) } : undefined;
      const answer = await app.call({ method, url: `${OWN}/${path}`, as: who, ...(body ? { body } : {}) });
      assert.equal(answer.body.code, 'FRESH_AUTHENTICATION_REQUIRED', path);
    }
    assert.ok((await read(who)).totp);
  });

  test('a session that has not given the second factor takes none away, even a fresh one', async () => {
    const who = await protectedPerson();
    await database.db.updateTable('user_sessions').set({ secondFactorAt: null }).execute();
    for (const [method, path] of [
      ['DELETE', 'totp'],
      ['POST', 'recovery-codes'],
      ['POST', 'passkeys/options'],
    ] as const) {
      const answer = await app.call({ method, url: `${OWN}/${path}`, as: who });
      assert.equal(answer.body.code, 'SECOND_FACTOR_NOT_GIVEN', path);
    }
    const proof = { code: codeOf(who.secret) };
    await app.call({ method: 'POST', url: '/auth/reauthenticate', as: who, body: proof });
    assert.equal((await app.call({ method: 'DELETE', url: `${OWN}/totp`, as: who })).status, 204);
  });

  test('neither the secret nor a code is in the database, the log or the events', async () => {
    const who = await protectedPerson();
    const [code = ''] = who.recoveryCodes;
    await give((await login(who.email)).challenge, { recoveryCode: code });
    const tables = ['totp_secrets', 'recovery_codes', 'auth_challenges', 'outbox_events'] as const;
    const rows = await Promise.all(tables.map((table) => database.db.selectFrom(table).selectAll().execute()));
    const kept = JSON.stringify(rows) + app.logLines.join('\n');
    for (const secret of [who.secret, code, code.replace('-', '')]) assert.equal(kept.includes(secret), false);
  });

  test('what changes is published with who and from where', async () => {
    const who = await protectedPerson();
    const events = await database.db
      .selectFrom('outbox_events')
      .select('payload')
      .where('name', '=', 'second-factor.changed')
      .execute();
    const [payload] = events.map((event) => event.payload as Record<string, unknown>);
    assert.deepEqual([payload?.userId, payload?.actorId, payload?.what], [who.id, who.id, 'totp-added']);
    assert.deepEqual([payload?.ip, typeof payload?.sessionId], ['127.0.0.1', 'string']);
  });

  test('when the key of the installation is lost, a code opens nothing and says why', async () => {
    const who = await protectedPerson();
    const other = await startTestApp(database, {}, { SECRET_KEY: 'another-key-of-at-least-thirty-two-letters' });
    const body = { email: who.email, password: TEST_PASSWORD };
    const { challenge } = (await other.call({ method: 'POST', url: '/auth/login', body })).body;
    const proof = { challenge, code: codeOf(who.secret) };
    const answer = await other.call({ method: 'POST', url: '/auth/second-factor', body: proof });
    assert.deepEqual([answer.status, answer.body.code], [503, 'SECOND_FACTOR_UNREADABLE']);
  });
});
