import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createAccount, TEST_PASSWORD } from '#modules/accounts/factory.ts';
import { aSession } from '#modules/sessions/factory.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { aDevice, type Oddity, withPasskey, withTotp } from './factory.ts';

const OWN = '/api/users/me/second-factors';

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  const post = (url: string, body: object = {}, as?: TestPerson) => app.call({ method: 'POST', url, body, as });
  const person = async (): Promise<TestPerson> => {
    const account = await createAccount(database.db);
    return { ...account, token: await aSession(database.db, account.id) };
  };
  const personWithDevice = async () => {
    const who = await person();
    const device = aDevice();
    const { body } = await withPasskey(app, who, device);
    return { who: { ...who, token: body.token ?? who.token }, device, added: body };
  };
  const challenge = async () => (await app.call({ method: 'POST', url: '/auth/passkey/options' })).body.options;
  const signIn = async (device: ReturnType<typeof aDevice>, oddity: Oddity = {}) =>
    post('/auth/passkey', { passkey: device.get((await challenge()).challenge, oddity) });

  test('a passkey signs in by itself, and its session has given a second factor', async () => {
    const { who, device } = await personWithDevice();
    const answer = await signIn(device);
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual([answer.body.message, answer.body.user.id], ['Connexion réussie', who.id]);
    assert.match(String(answer.headers['set-cookie']), /staka_session=.*HttpOnly/);
    const { body } = await app.call({ url: OWN, as: who });
    assert.ok(body.passkeys[0].lastUsedAt);
  });

  test('the first passkey brings recovery codes and another token; the second does not bring codes again', async () => {
    const { who, added } = await personWithDevice();
    assert.equal(added.recoveryCodes.length, 10);
    assert.equal(typeof added.token, 'string');
    const second = await withPasskey(app, who, aDevice(), 'Clé du bureau');
    assert.equal(second.status, 201, second.text);
    assert.equal(second.body.recoveryCodes, null);
    const names = second.body.factors.passkeys.map(({ name }: { name: string }) => name);
    assert.deepEqual(names, ['Téléphone', 'Clé du bureau']);
  });

  test('what a device needs names no key of anybody before it is known who asks', async () => {
    const { device: _ } = await personWithDevice();
    const options = await challenge();
    assert.deepEqual([options.rpId, options.allowCredentials, options.userVerification], ['localhost', [], 'required']);
  });

  for (const [what, oddity] of [
    ['on the page of somebody else', { origin: 'https://staka.example.net' }],
    ['for another host', { rpId: 'example.net' }],
    ['without a finger, a face or a PIN', { verified: false }],
    ['under somebody else’s handle', { userHandle: 'AAAA' }],
  ] satisfies [string, Oddity][])
    test(`a passkey that signs ${what} is refused`, async () => {
      const { device } = await personWithDevice();
      const answer = await signIn(device, oddity);
      assert.deepEqual([answer.status, answer.body.code], [401, 'PASSKEY_REFUSED']);
      assert.equal(answer.headers['set-cookie'], undefined);
      assert.equal((await signIn(device)).status, 200);
    });

  test('a counter that goes back is refused: the key was copied', async () => {
    const { device } = await personWithDevice();
    assert.equal((await signIn(device, { counter: 10 })).status, 200);
    assert.equal((await signIn(device, { counter: 10 })).body.code, 'PASSKEY_REFUSED');
    assert.equal((await signIn(device, { counter: 9 })).body.code, 'PASSKEY_REFUSED');
    assert.ok(app.logLines.some((line) => line.includes('a passkey was refused')));
    assert.equal((await signIn(device, { counter: 11 })).status, 200);
  });

  test('a device that does not count is no copy', async () => {
    const { device } = await personWithDevice();
    await database.db.updateTable('passkeys').set({ counter: 0 }).execute();
    assert.equal((await signIn(device, { counter: 0 })).status, 200);
    assert.equal((await signIn(device, { counter: 0 })).status, 200);
  });

  test('what was signed is good once, also when it arrives five times at once', async () => {
    const { device } = await personWithDevice();
    const passkey = device.get((await challenge()).challenge);
    const answers = await Promise.all(Array.from({ length: 5 }, () => post('/auth/passkey', { passkey })));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.equal((await post('/auth/passkey', { passkey })).body.code, 'PASSKEY_REFUSED');
  });

  test('a challenge that has expired, or that nobody gave, is refused', async () => {
    const { device } = await personWithDevice();
    const passkey = device.get((await challenge()).challenge);
    await database.db
      .updateTable('auth_challenges')
      .set({ expiresAt: new Date(0) })
      .execute();
    assert.equal((await post('/auth/passkey', { passkey })).body.code, 'PASSKEY_REFUSED');
    const made = device.get('A'.repeat(43));
    assert.equal((await post('/auth/passkey', { passkey: made })).body.code, 'PASSKEY_REFUSED');
  });

  test('a deactivated person does not sign in by their passkey either', async () => {
    const { device, who } = await personWithDevice();
    await database.db.updateTable('users').set({ isActive: false }).where('id', '=', who.id).execute();
    assert.equal((await signIn(device)).body.code, 'AUTH_ACCOUNT_DISABLED');
  });

  test('the password of somebody with a passkey asks for it, and for nobody else’s', async () => {
    const { device, who } = await personWithDevice();
    const other = await personWithDevice();
    const body = { email: who.email, password: TEST_PASSWORD };
    const step = (await post('/auth/login', body)).body;
    assert.deepEqual(step.methods, ['passkey', 'recovery-code']);
    const ask = async () =>
      (await post('/auth/second-factor/passkey-options', { challenge: step.challenge })).body.options;
    const [first, second] = [await ask(), await ask()];
    assert.equal(first.allowCredentials.length, 1);
    const give = (passkey: object) => post('/auth/second-factor', { challenge: step.challenge, passkey });
    assert.equal((await give(other.device.get(first.challenge))).body.code, 'PASSKEY_REFUSED');
    const answer = await give(device.get(second.challenge));
    assert.deepEqual([answer.status, answer.body.user?.id], [200, who.id]);
  });

  test('a challenge for one person is no challenge for a sign-in, and the other way round', async () => {
    const { device, who } = await personWithDevice();
    const { options } = (await post('/auth/reauthenticate/passkey-options', {}, who)).body;
    assert.equal((await post('/auth/passkey', { passkey: device.get(options.challenge) })).status, 401);
    const anybody = device.get((await challenge()).challenge);
    assert.equal((await post('/auth/reauthenticate', { passkey: anybody }, who)).body.code, 'PASSKEY_REFUSED');
  });

  test('a passkey, or a code, makes a stale session fresh', async () => {
    const { device, who } = await personWithDevice();
    await database.db
      .updateTable('user_sessions')
      .set({ authenticatedAt: new Date(0), secondFactorAt: null })
      .execute();
    const { options } = (await post('/auth/reauthenticate/passkey-options', {}, who)).body;
    const answer = await post('/auth/reauthenticate', { passkey: device.get(options.challenge) }, who);
    assert.equal(answer.status, 200, answer.text);
    const row = await database.db.selectFrom('user_sessions').selectAll().executeTakeFirstOrThrow();
    assert.ok(row.secondFactorAt && row.authenticatedAt > new Date(0));
    assert.equal(
      (await post('/auth/reauthenticate', { code: '123456' }, { ...who, token: answer.body.token })).status,
      401,
    );
  });

  test('one device has one passkey for one person', async () => {
    const { device, who } = await personWithDevice();
    const again = await withPasskey(app, who, device);
    assert.equal(again.body.code, 'PASSKEY_ALREADY_THERE');
    const { options } = (await post(`${OWN}/passkeys/options`, {}, who)).body;
    assert.equal(options.excludeCredentials.length, 1);
  });

  for (const [what, oddity] of [
    ['on the page of somebody else', { origin: 'https://staka.example.net' }],
    ['without a finger, a face or a PIN', { verified: false }],
  ] satisfies [string, Oddity][])
    test(`a passkey made ${what} is not added`, async () => {
      const who = await person();
      const { options } = (await post(`${OWN}/passkeys/options`, {}, who)).body;
      const passkey = aDevice().create(options.challenge, options.user.id, oddity);
      assert.equal((await post(`${OWN}/passkeys`, { name: 'Clé', passkey }, who)).body.code, 'PASSKEY_NOT_ADDED');
      assert.deepEqual(await database.db.selectFrom('passkeys').select('id').execute(), []);
    });

  test('a passkey is made for whoever asked, and once', async () => {
    const [who, other] = [await person(), await person()];
    const { options } = (await post(`${OWN}/passkeys/options`, {}, who)).body;
    const add = (as: TestPerson) =>
      post(`${OWN}/passkeys`, { name: 'Clé', passkey: aDevice().create(options.challenge, options.user.id) }, as);
    assert.equal((await add(other)).body.code, 'PASSKEY_NOT_ADDED');
    assert.equal((await add(who)).status, 201);
    assert.equal((await add(who)).body.code, 'PASSKEY_NOT_ADDED');
  });

  test('a passkey is renamed and removed by its owner; with the last factor go the recovery codes', async () => {
    const { device, who, added } = await personWithDevice();
    const url = `${OWN}/passkeys/${added.factors.passkeys[0].id}`;
    const renamed = await app.call({ method: 'PATCH', url, as: who, body: { name: ' Poche\ud800 ' } });
    assert.equal(renamed.body.passkeys[0].name, 'Poche\ufffd');
    assert.equal((await app.call({ method: 'DELETE', url, as: who })).status, 204);
    assert.equal((await signIn(device)).body.code, 'PASSKEY_REFUSED');
    const { body } = await app.call({ url: OWN, as: who });
    assert.deepEqual([body.passkeys, body.recoveryCodes], [[], null]);
  });

  test('recovery codes stay as long as one factor does', async () => {
    const { who, added } = await personWithDevice();
    await withTotp(app, who);
    await app.call({ method: 'DELETE', url: `${OWN}/passkeys/${added.factors.passkeys[0].id}`, as: who });
    const { body } = await app.call({ url: OWN, as: who });
    assert.equal(body.recoveryCodes.left, 10);
  });
});
