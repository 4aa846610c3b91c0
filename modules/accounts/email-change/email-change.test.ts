import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { aSession } from '#modules/sessions/factory.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { createAccount, TEST_PASSWORD, tokenIn } from '../factory.ts';

const NEXT = 'nouvelle@example.com';

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  const aPerson = async (): Promise<TestPerson> => {
    const account = await createAccount(database.db);
    return { ...account, token: await aSession(database.db, account.id) };
  };
  const ask = (as: TestPerson, email = NEXT, password = TEST_PASSWORD) =>
    app.call({ method: 'PUT', url: '/api/users/me/email', as, body: { email, password } });
  const answer = (token: string, accept = true) =>
    app.call({ method: 'POST', url: '/api/auth/email-change', body: { token, accept } });
  const mine = async (as: TestPerson) => (await app.call({ url: '/api/users/me/email', as })).body;
  const lastTo = async (address: string) => (await app.letters()).filter(({ to }) => to === address).at(-1);
  const links = async (person: TestPerson, email = NEXT) =>
    [tokenIn(await lastTo(person.email)), tokenIn(await lastTo(email))] as const;
  const login = (email: string) =>
    app.call({ method: 'POST', url: '/api/auth/login', body: { email, password: TEST_PASSWORD } });

  for (const first of [0, 1] as const)
    test(`the address changes once both have confirmed it, the ${['present', 'new'][first]} one first`, async () => {
      const person = await aPerson();
      assert.equal((await ask(person, ' Nouvelle@Example.com')).status, 202);
      const both = await links(person);
      assert.equal((await answer(both[first])).body.state, 'WAITING');
      const { email, change } = await mine(person);
      assert.deepEqual([email, change.newEmail], [person.email, NEXT]);
      assert.deepEqual([change.presentConfirmed, change.newConfirmed], [first === 0, first === 1]);
      assert.equal((await answer(both[1 - first] ?? '')).body.state, 'DONE');
      assert.deepEqual(await mine(person), { email: NEXT, change: null });
      assert.deepEqual([(await login(NEXT)).status, (await login(person.email)).status], [200, 401]);
    });

  test('both addresses are told, and the former alone can undo it', async () => {
    const person = await aPerson();
    await ask(person);
    for (const token of await links(person)) await answer(token);
    assert.match((await lastTo(person.email))?.text ?? '', /\/securite\/annuler\?token=/);
    assert.doesNotMatch((await lastTo(NEXT))?.text ?? '', /token=/);
  });

  test('one address that refuses ends it', async () => {
    for (const end of [0, 1] as const) {
      const person = await aPerson();
      await ask(person);
      const both = await links(person);
      assert.equal((await answer(both[end], false)).body.state, 'REFUSED');
      assert.equal((await answer(both[1 - end] ?? '')).body.code, 'AUTH_LINK_INVALID');
      assert.deepEqual(await mine(person), { email: person.email, change: null });
    }
  });

  test('a link serves once, and both at once make one change', async () => {
    const person = await aPerson();
    await ask(person);
    const [from, to] = await links(person);
    const answers = await Promise.all([answer(from), answer(to), answer(from), answer(to)]);
    const states = answers.flatMap(({ body }) => body.state ?? []).sort();
    assert.deepEqual(states, ['DONE', 'WAITING']);
    assert.equal((await mine(person)).email, NEXT);
  });

  test('a second request takes the place of the first', async () => {
    const person = await aPerson();
    await ask(person);
    const first = await links(person);
    await ask(person, 'autre@example.com');
    for (const token of first) assert.equal((await answer(token)).status, 410);
    for (const token of await links(person, 'autre@example.com')) await answer(token);
    assert.equal((await mine(person)).email, 'autre@example.com');
  });

  test('a request that is taken back opens nothing', async () => {
    const person = await aPerson();
    await ask(person);
    const both = await links(person);
    assert.equal((await app.call({ method: 'DELETE', url: '/api/users/me/email', as: person })).status, 204);
    for (const token of both) assert.equal((await answer(token)).status, 410);
    assert.equal((await mine(person)).change, null);
  });

  test('a request expires', async () => {
    const person = await aPerson();
    await ask(person);
    const both = await links(person);
    await database.db.updateTable('email_changes').set({ expiresAt: new Date() }).execute();
    for (const token of both) assert.equal((await answer(token)).body.code, 'AUTH_LINK_INVALID');
  });

  test('an address that somebody got meanwhile is refused with a reason', async () => {
    const person = await aPerson();
    await ask(person);
    const [from, to] = await links(person);
    await createAccount(database.db, { email: NEXT });
    await answer(from);
    assert.equal((await answer(to)).body.code, 'ACCOUNT_EMAIL_TAKEN');
    assert.equal((await mine(person)).email, person.email);
  });

  test('an address with an account looks the same, and its owner alone is told', async () => {
    const [person, other] = [await aPerson(), await createAccount(database.db)];
    const [unknown, known] = [await ask(person), await ask(person, other.email)];
    assert.deepEqual([known.status, known.text], [unknown.status, unknown.text]);
    const letter = await lastTo(other.email);
    assert.equal(letter?.subject, 'Vous avez déjà un compte');
    assert.doesNotMatch(letter.text, /token=|personne-/);
  });

  test('who does not know the password, or asks for the same address, is refused', async () => {
    const person = await aPerson();
    assert.equal((await ask(person, NEXT, 'pas le bon')).body.code, 'ACCOUNT_PASSWORD_WRONG');
    assert.equal((await ask(person, person.email.toUpperCase())).body.code, 'ACCOUNT_EMAIL_SAME');
    assert.equal((await ask(person, 'sans arobase')).body.code, 'ACCOUNT_EMAIL_INVALID');
    assert.deepEqual(await database.db.selectFrom('email_changes').select('id').execute(), []);
  });

  test('the letter to the new address names nobody', async () => {
    await ask(await aPerson());
    assert.doesNotMatch((await lastTo(NEXT))?.text ?? '', /Camille|Martin|personne-/);
  });

  test('an administrator gives a person who lost their address another one, and never another administrator', async () => {
    const [admin, other, person] = [await app.signIn('ADMIN'), await app.signIn('ADMIN'), await aPerson()];
    const give = ({ id }: TestPerson, email = NEXT) =>
      app.call({ method: 'PUT', url: `/api/admin/users/${id}/email`, as: admin, body: { email } });
    assert.equal((await give(person)).body.email, NEXT);
    assert.match((await lastTo(person.email))?.text ?? '', /\/securite\/annuler\?token=/);
    for (const administrator of [admin, other])
      assert.equal((await give(administrator, 'x@example.com')).body.code, 'ACCOUNT_EMAIL_OF_ADMINISTRATOR');
    assert.equal((await give(await aPerson())).body.code, 'ACCOUNT_EMAIL_TAKEN');
    assert.equal((await give(person)).body.code, 'ACCOUNT_EMAIL_SAME');
    const longAgo = { authenticatedAt: new Date(0) };
    await database.db.updateTable('user_sessions').set(longAgo).where('userId', '=', admin.id).execute();
    assert.equal((await give(person, 'x@example.com')).body.code, 'FRESH_AUTHENTICATION_REQUIRED');
  });
});
