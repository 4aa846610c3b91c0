import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createAccount, TEST_PASSWORD } from '#modules/accounts/factory.ts';
import { aDevice, withPasskey, withTotp } from '#modules/second-factors/factory.ts';
import { aSession } from '#modules/sessions/factory.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { stakaCommand } from '#test/staka-command.ts';

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  const reset = (...args: string[]) => {
    return stakaCommand(['second-factors:reset', ...args], { environment: { DATABASE_URL: database.url } });
  };
  const person = async () => {
    const account = await createAccount(database.db);
    return { ...account, token: await aSession(database.db, account.id) };
  };
  const factors = async () => {
    const counts = await Promise.all(
      (['totp_secrets', 'passkeys', 'recovery_codes'] as const).map((table) =>
        database.db.selectFrom(table).select('userId').execute(),
      ),
    );
    return counts.map((rows) => new Set(rows.map(({ userId }) => userId)));
  };

  test('somebody who has lost everything signs in by their password again, and is told of it', async () => {
    const [lost, other] = [await person(), await person()];
    for (const as of [lost, other]) {
      await withTotp(app, as);
      await withPasskey(app, as, aDevice());
    }
    const { status, stdout } = reset(`--email= ${lost.email.toUpperCase()} `);
    assert.deepEqual([status, stdout.includes('are removed, and their sessions closed')], [0, true]);
    assert.equal((await app.call({ url: '/auth/me', as: lost })).status, 401);
    const body = { email: lost.email, password: TEST_PASSWORD };
    assert.equal((await app.call({ method: 'POST', url: '/auth/login', body })).body.message, 'Connexion réussie');
    assert.equal((await app.call({ url: '/auth/me', as: other })).status, 200);
    for (const having of await factors()) assert.deepEqual([...having], [other.id]);
    const letter = (await app.letters()).filter(({ to }) => to === lost.email).at(-1);
    assert.equal(letter?.subject, 'La double authentification de votre compte a changé');
    const [entry] = await database.db
      .selectFrom('audit_entries')
      .select(['actorId', 'targetId', 'ip'])
      .where('action', '=', 'second-factor.reset')
      .orderBy('id', 'desc')
      .execute();
    assert.deepEqual(entry, { actorId: null, targetId: lost.id, ip: null });
  });

  for (const [what, args, sentence] of [
    ['an address that is missing', [], '--email is missing.'],
    ['an address nobody has', ['--email=x@example.com'], 'Nobody has the address x@example.com.'],
  ] as const)
    test(`${what} is refused in one sentence, and nothing is taken from anybody`, async () => {
      const as = await person();
      await withTotp(app, as);
      const { status, stdout, stderr } = reset(...args);
      assert.deepEqual([status, stdout, stderr], [1, '', `${sentence}\n`]);
      assert.deepEqual((await factors())[0], new Set([as.id]));
    });
});
