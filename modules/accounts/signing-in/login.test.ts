import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { hash, parseOptions } from '@node-rs/bcrypt';
import { hashOfToken } from '#platform/secret-token.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { createAccount, TEST_PASSWORD } from '../factory.ts';
import { verifications } from '../passwords/password-hash.ts';

eachDatabase((database) => {
  let app: TestApp;
  /** Passwords are as much work as in production. */
  let careful: TestApp;
  before(async () => {
    app = await startTestApp(database);
    careful = await startTestApp(database, {}, { PASSWORD_ROUNDS: '12' });
  });

  const login = (email: string, password: string = TEST_PASSWORD, to = app) =>
    to.call({ method: 'POST', url: '/api/auth/login', body: { email, password } });
  /** How long a password takes to look at has nothing to do with the database. */
  const isMeasured = database.name === 'sqlite';
  const quickest = async (who: string) => Math.min(await timeOf(who), await timeOf(who));
  const timeOf = async (who: string) => {
    const start = performance.now();
    await login(who, 'pas le bon', careful);
    return performance.now() - start;
  };
  const statusCounts = (answers: readonly { status: number }[]) =>
    Object.fromEntries(
      Map.groupBy(answers, ({ status }) => status)
        .entries()
        .map(([status, all]) => [status, all.length]),
    );

  test('an unknown address and a wrong password get the same answer', async () => {
    const { email } = await createAccount(database.db);
    const [wrong, unknown] = [await login(email, 'pas le bon'), await login('personne@example.com')];
    const { instance: _, ...known } = wrong.body;
    assert.deepEqual({ ...unknown.body, instance: undefined }, { ...known, instance: undefined });
    assert.equal(known.code, 'AUTH_INVALID_CREDENTIALS');
    assert.equal(wrong.headers['set-cookie'], undefined);
  });

  if (isMeasured)
    test('an unknown address takes as long as a wrong password', async () => {
      const { email } = await createAccount(database.db);
      const [known, unknown] = [await quickest(email), await quickest('personne@example.com')];
      assert.ok(unknown > known / 3, `${unknown} ms against ${known} ms`);
    });

  test('an address is matched whatever its case, even one adopted with capitals', async () => {
    const { email } = await createAccount(database.db, { email: 'Élodie.Adoptée@Example.com'.replace('É', 'E') });
    assert.equal((await login(`  ${email.toLowerCase()} `)).status, 200);
    assert.equal((await login(email.toUpperCase())).status, 200);
  });

  test('an address that differs by an accent is somebody else’s', async () => {
    await createAccount(database.db, { email: 'rene@example.com' });
    assert.equal((await login('rené@example.com')).status, 401);
  });

  test('of a hundred wrong passwords at once five are looked at', async () => {
    const { email } = await createAccount(database.db);
    const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => login(email, `essai ${index}`)));
    assert.deepEqual(statusCounts(answers), { 401: 5, 429: 95 });
    const refused = answers.find(({ status }) => status === 429);
    assert.equal(refused?.body.code, 'AUTH_TOO_MANY_ATTEMPTS');
    assert.ok(Number(refused.headers['retry-after']) > 0);
    assert.equal((await login(email)).status, 429);
  });

  test('one address may try fifty times, whatever the accounts', async () => {
    const hour = new Date(Date.now() + 3_600_000);
    await database.db
      .insertInto('login_attempts')
      .values({ key: 'address:127.0.0.1', failures: 50, windowEndsAt: hour })
      .execute();
    const { email } = await createAccount(database.db);
    assert.equal((await login(email)).body.code, 'AUTH_TOO_MANY_ATTEMPTS');
  });

  test('once the wait is over the right password signs in, and clears the count of the account alone', async () => {
    const { email } = await createAccount(database.db);
    for (let tries = 0; tries < 5; tries += 1) await login(email, 'pas le bon');
    assert.equal((await login(email)).status, 429);
    await database.db
      .updateTable('login_attempts')
      .set({ windowEndsAt: new Date(Date.now() - 1) })
      .where('key', 'like', 'account:%')
      .execute();
    assert.equal((await login(email)).status, 200);
    const left = await database.db.selectFrom('login_attempts').select(['key', 'failures']).execute();
    assert.deepEqual(left, [{ key: 'address:127.0.0.1', failures: 6 }]);
  });

  test('an attacker who signs in to an account of their own between two guesses is counted on', async () => {
    const [own, other] = [await createAccount(database.db), await createAccount(database.db)];
    for (let tries = 0; tries < 3; tries += 1) {
      await login(other.email, 'pas le bon');
      assert.equal((await login(own.email)).status, 200);
    }
    const counts = await database.db.selectFrom('login_attempts').select(['key', 'failures']).execute();
    assert.deepEqual(counts.map(({ failures }) => failures).sort(), [3, 3]);
  });

  test('of a row of wrong passwords the first is told and the one that locks, known address or not', async () => {
    const { id, email } = await createAccount(database.db);
    for (const who of [email, 'personne@example.com'])
      for (let tries = 0; tries < 6; tries += 1) await login(who, 'pas le bon');
    const events = await database.db
      .selectFrom('outbox_events')
      .select('payload')
      .where('name', '=', 'login.failed')
      .orderBy('createdAt')
      .orderBy('id')
      .execute();
    // The payload of an event that was just defined.
    const told = events.map(({ payload }) => payload as { userId: string | null; isLocked: boolean });
    assert.deepEqual(
      told.map(({ userId, isLocked }) => [userId, isLocked]),
      [
        [id, false],
        [id, true],
        [null, false],
        [null, true],
      ],
    );
  });

  test('the same passwords are looked at, whether the address is known, has no password, or an old hash', async () => {
    const old = await hash('admin123', { cost: 4, version: '2y' });
    const people = [await createAccount(database.db), await createAccount(database.db, { password: null })];
    people.push(await createAccount(database.db, { password: old }));
    for (const email of [...people.map((person) => person.email), 'personne@example.com']) {
      let looked = 0;
      const count = () => {
        looked += 1;
      };
      verifications.subscribe(count);
      const { body } = await login(email, 'pas le bon');
      verifications.unsubscribe(count);
      assert.deepEqual([looked, body.code], [1, 'AUTH_INVALID_CREDENTIALS']);
    }
  });

  if (isMeasured)
    test('a wrong password takes as long where an old hash is weaker', async () => {
      const { email } = await createAccount(database.db, {
        password: await hash('admin123', { cost: 4, version: '2y' }),
      });
      const [weak, unknown] = [await quickest(email), await quickest('personne@example.com')];
      assert.ok(weak > unknown / 3, `${weak} ms against ${unknown} ms`);
    });

  for (const version of ['2y', '2a'] as const)
    test(`a $${version}$ hash made elsewhere with ten rounds is taken, and made anew once it has served`, async () => {
      const password = await hash('admin123', { cost: 10, version });
      const { id, email } = await createAccount(database.db, { password });
      const stored = database.db.selectFrom('users').select('password').where('id', '=', id);
      assert.equal((await login(email, 'pas le bon', careful)).status, 401);
      assert.equal((await stored.executeTakeFirstOrThrow()).password, password, 'a wrong password changes nothing');
      assert.equal((await login(email, 'admin123', careful)).status, 200);
      const after = (await stored.executeTakeFirstOrThrow()).password ?? '';
      assert.deepEqual([after.slice(0, 7), parseOptions(after).cost], ['$2b$12$', 12]);
      assert.equal((await login(email, 'admin123', careful)).status, 200);
    });

  test('a password does not grow old', async () => {
    const long = new Date(Date.now() - 10 * 365 * 86_400_000);
    const { email } = await createAccount(database.db, { createdAt: long, passwordChangedAt: long });
    assert.equal((await login(email)).status, 200);
  });

  test('in production the passwords of the sample accounts open nothing, right as they are', async () => {
    const password = await hash('admin123', { cost: 4 });
    const { email } = await createAccount(database.db, { password });
    const production = await startTestApp(database, { environment: 'production' });
    const body = { email, password: 'admin123' };
    const { status, body: answer } = await production.call({ method: 'POST', url: '/api/auth/login', body });
    assert.deepEqual(
      [status, answer.code, (await login(email, 'admin123')).status],
      [401, 'AUTH_INVALID_CREDENTIALS', 200],
    );
  });

  test('nobody signs in to an account that has no password', async () => {
    const { email } = await createAccount(database.db, { password: null });
    assert.equal((await login(email, '')).status, 401);
    assert.equal((await login(email)).status, 401);
  });

  test('a deactivated account says so to those who know its password', async () => {
    const { email } = await createAccount(database.db, { isActive: false });
    assert.equal((await login(email)).body.code, 'AUTH_ACCOUNT_DISABLED');
    assert.equal((await login(email, 'pas le bon')).body.code, 'AUTH_INVALID_CREDENTIALS');
  });

  test('the answer holds the user, and nothing of the password', async () => {
    const { id, email } = await createAccount(database.db);
    const { body, text } = await login(email);
    assert.deepEqual([body.user.id, body.user.preferences.langue], [id, 'fr']);
    assert.doesNotMatch(text, /password|\$2[aby]\$/);
  });

  test('of the session only the SHA-256 is stored, and nobody is notified', async () => {
    const { email } = await createAccount(database.db);
    const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' };
    const credentials = { email, password: TEST_PASSWORD };
    const { body } = await app.call({ method: 'POST', url: '/api/auth/login', body: credentials, headers });
    const sessions = await database.db.selectFrom('user_sessions').select(['token', 'device', 'ip']).execute();
    assert.deepEqual(sessions, [{ token: hashOfToken(body.token), device: 'Firefox · Linux', ip: '127.0.0.1' }]);
    assert.deepEqual(await database.db.selectFrom('notifications').select('id').execute(), []);
    const events = await database.db.selectFrom('outbox_events').select('name').execute();
    assert.deepEqual(
      events.filter(({ name }) => name !== 'session.opened'),
      [],
    );
  });

  for (const email of ['', 'a\u0000b@example.com', '💥'.repeat(100)])
    test(`${JSON.stringify(email.slice(0, 20))} signs nobody in`, async () => {
      assert.equal((await login(email)).status, 401);
    });
});
