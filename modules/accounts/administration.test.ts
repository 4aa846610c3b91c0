import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { createAccount, TEST_PASSWORD, tokenIn } from './factory.ts';

const LEA = { email: 'Lea@Example.com', prenom: 'Léa', nom: 'Lefèvre', role: 'CORRECTOR' };

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  const invite = (as: TestPerson, body: object = LEA) =>
    app.call({ method: 'POST', url: '/api/admin/users', as, body });
  const change = (as: TestPerson, id: string, body: object) =>
    app.call({ method: 'PATCH', url: `/api/admin/users/${id}`, as, body });
  const lettersTo = async (email: string) => (await app.letters()).filter(({ to }) => to === email);
  const list = async (as: TestPerson, query: string) =>
    (await app.call({ url: `/api/admin/users?${query}`, as })).body.items.map(({ email }: { email: string }) => email);
  const accept = (token: string, password = TEST_PASSWORD) =>
    app.call({
      method: 'POST',
      url: '/api/auth/accept-invitation',
      body: { token, password, prenom: 'Léa', nom: 'Roy' },
    });

  test('an invited corrector opens their account by the letter', async () => {
    const admin = await app.signIn('ADMIN', { prenom: 'Alice', nom: 'Martin' });
    const { status, body } = await invite(admin);
    assert.deepEqual(
      [status, body.email, body.role, body.emailVerifiedAt],
      [201, 'lea@example.com', 'CORRECTOR', null],
    );
    const letter = (await app.letters()).at(-1);
    assert.equal(letter?.subject, 'Alice Martin vous invite sur Staka');
    const accepted = await accept(tokenIn(letter));
    assert.deepEqual([accepted.body.user.nom, accepted.body.user.role], ['Roy', 'CORRECTOR']);
    assert.match(String(accepted.headers['set-cookie']), /^staka_session=/);
    assert.equal((await accept(tokenIn(letter))).body.code, 'AUTH_LINK_INVALID');
  });

  test('an invitation is sent again until it is accepted', async () => {
    const admin = await app.signIn('ADMIN');
    const { body } = await invite(admin);
    const again = () => app.call({ method: 'POST', url: `/api/admin/users/${body.id}/invitation`, as: admin });
    assert.equal((await again()).status, 202);
    const letters = (await app.letters()).filter(({ to }) => to === 'lea@example.com').slice(-2);
    assert.equal(new Set(letters.map(({ key }) => key)).size, 2);
    await accept(tokenIn(letters[0]));
    assert.equal((await accept(tokenIn(letters[1]))).status, 410);
    assert.equal((await again()).body.code, 'ACCOUNT_ALREADY_OPEN');
  });

  test('a person who is created without an invitation gets no letter before they are invited', async () => {
    const admin = await app.signIn('ADMIN');
    const later = { ...LEA, email: 'plus.tard@example.com', invite: false };
    const { status, body } = await invite(admin, later);
    assert.deepEqual([status, body.role, body.emailVerifiedAt], [201, 'CORRECTOR', null]);
    assert.deepEqual(await lettersTo(later.email), []);
    assert.equal((await invite(admin, later)).body.code, 'ACCOUNT_EMAIL_TAKEN');
    await app.call({ method: 'POST', url: `/api/admin/users/${body.id}/invitation`, as: admin });
    const [letter] = await lettersTo(later.email);
    assert.equal((await accept(tokenIn(letter))).body.user.role, 'CORRECTOR');
  });

  test('an address is invited once', async () => {
    const admin = await app.signIn('ADMIN');
    await invite(admin);
    assert.equal((await invite(admin, { ...LEA, email: 'LEA@example.COM' })).body.code, 'ACCOUNT_EMAIL_TAKEN');
  });

  for (const role of ['USER', 'CORRECTOR', 'MENTOR'] as const)
    test(`${role} administers nobody`, async () => {
      const [person, other] = [await app.signIn(role), await app.signIn('USER')];
      const answers = [
        await invite(person),
        await change(person, other.id, { role: 'ADMIN' }),
        await change(person, person.id, { role: 'ADMIN' }),
        await app.call({ url: '/api/admin/users', as: person }),
        await app.call({ url: `/api/admin/users/${other.id}`, as: person }),
        await app.call({ url: '/api/admin/users/nobody', as: person }),
        await app.call({ method: 'POST', url: `/api/admin/users/${other.id}/invitation`, as: person }),
      ];
      assert.deepEqual(
        answers.map(({ body }) => body.code),
        Array(7).fill('FORBIDDEN'),
      );
      assert.deepEqual(await app.letters().then((all) => all.filter(({ to }) => to === other.email)), []);
    });

  test('an id that cannot be one is nobody’s', async () => {
    const admin = await app.signIn('ADMIN');
    for (const id of ['nobody', '%00', '%F0%9F%92%A5', '..%2f..'])
      assert.ok([400, 404].includes((await app.call({ url: `/api/admin/users/${id}`, as: admin })).status), id);
  });

  test('nobody who is not signed in learns anything', async () => {
    for (const url of ['/api/admin/users', '/api/admin/users/x', '/api/users/me/profile', '/auth/me'])
      assert.equal((await app.call({ url })).body.code, 'AUTH_REQUIRED');
  });

  test('whoever is deactivated is signed out and leaves their tickets', async () => {
    const [admin, person] = [await app.signIn('ADMIN'), await app.signIn('CORRECTOR')];
    const ticket = { title: 'Aide', description: '…', userId: admin.id, assignedToId: person.id };
    await database.db.insertInto('support_requests').values(ticket).execute();
    const { body } = await change(admin, person.id, { isActive: false });
    assert.equal(body.isActive, false);
    assert.equal((await app.call({ url: '/auth/me', as: person })).status, 401);
    const tickets = await database.db.selectFrom('support_requests').select('assignedToId').execute();
    assert.deepEqual(tickets, [{ assignedToId: null }]);
    await change(admin, person.id, { isActive: true });
    assert.equal((await app.call({ url: '/auth/me', as: person })).status, 401, 'the old session stays closed');
  });

  test('a new role counts from the next request on', async () => {
    const [admin, person] = [await app.signIn('ADMIN'), await app.signIn('USER')];
    await change(admin, person.id, { role: 'ADMIN' });
    assert.equal((await app.call({ url: '/api/admin/users', as: person })).status, 200);
  });

  for (const body of [{ role: 'USER' }, { isActive: false }])
    test(`no administrator sets ${JSON.stringify(body)} for themself`, async () => {
      const [admin] = [await app.signIn('ADMIN'), await app.signIn('ADMIN')];
      assert.equal((await change(admin, admin.id, body)).body.code, 'ACCOUNT_OWN_RIGHTS');
      assert.equal((await change(admin, admin.id, { role: 'ADMIN', isActive: true })).status, 200);
    });

  test('of two administrators who demote each other at once one is left', async () => {
    const [one, two] = [await app.signIn('ADMIN'), await app.signIn('ADMIN')];
    const answers = await Promise.all([
      change(one, two.id, { role: 'USER' }),
      change(two, one.id, { isActive: false }),
    ]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 403]);
    const left = await database.db
      .selectFrom('users')
      .select('id')
      .where('role', '=', 'ADMIN')
      .where('isActive', '=', true)
      .execute();
    assert.equal(left.length, 1);
  });

  test('people are found by words of their names and address, whatever accents and case', async () => {
    const admin = await app.signIn('ADMIN', { prenom: 'Alice', nom: 'Martin', email: 'alice@example.com' });
    await createAccount(database.db, { prenom: 'Éloïse', nom: 'Dupont', email: 'elo@example.com' });
    await createAccount(database.db, { prenom: 'Jean', nom: 'Dupont', email: 'jean_100%@example.com' });
    assert.deepEqual(await list(admin, 'q=eloise'), ['elo@example.com']);
    assert.deepEqual(await list(admin, `q=${encodeURIComponent('DUPONT jean')}`), ['jean_100%@example.com']);
    assert.deepEqual(await list(admin, `q=${encodeURIComponent('100%@')}`), ['jean_100%@example.com']);
    assert.deepEqual(await list(admin, 'q=%25'), ['jean_100%@example.com']);
    assert.deepEqual(await list(admin, 'role=ADMIN'), ['alice@example.com']);
    assert.deepEqual(await list(admin, 'isActive=false'), []);
    assert.equal((await app.call({ url: '/api/admin/users?q=%00', as: admin })).status, 400);
  });

  test('people are found by what is confirmed and by their second factor', async () => {
    const admin = await app.signIn('ADMIN', { email: 'alice@example.com' });
    const { id: userId } = await createAccount(database.db, { email: 'avec@example.com' });
    const half = await createAccount(database.db, { email: 'presque@example.com', emailVerifiedAt: null });
    const application = { userId, secret: 'x', confirmedAt: new Date() };
    await database.db.insertInto('totp_secrets').values(application).execute();
    await database.db.insertInto('totp_secrets').values({ userId: half.id, secret: 'x' }).execute();
    assert.deepEqual(await list(admin, 'hasSecondFactor=true'), ['avec@example.com']);
    assert.deepEqual(await list(admin, 'hasSecondFactor=false'), ['presque@example.com', 'alice@example.com']);
    assert.deepEqual(await list(admin, 'isConfirmed=false'), ['presque@example.com']);
    assert.deepEqual(await list(admin, 'isConfirmed=true&hasSecondFactor=false'), ['alice@example.com']);
  });

  test('why somebody is deactivated is kept as long as they are, and only administrators read it', async () => {
    const [admin, person] = [await app.signIn('ADMIN'), await app.signIn('USER')];
    const { body } = await change(admin, person.id, { isActive: false, reason: 'Compte en double' });
    assert.deepEqual([body.deactivationReason, typeof body.deactivatedAt], ['Compte en double', 'string']);
    const again = (await change(admin, person.id, { isActive: true })).body;
    assert.deepEqual([again.deactivationReason, again.deactivatedAt], [null, null]);
  });

  test('people are listed newest first, page by page, without a password', async () => {
    const admin = await app.signIn('ADMIN');
    for (let index = 0; index < 4; index += 1) await createAccount(database.db);
    const first = await app.call({ url: '/api/admin/users?limit=2', as: admin });
    const second = await app.call({ url: `/api/admin/users?limit=2&after=${first.body.next}`, as: admin });
    const third = await app.call({ url: `/api/admin/users?limit=2&after=${second.body.next}`, as: admin });
    const ids = [first, second, third].flatMap(({ body }) => body.items.map(({ id }: { id: string }) => id));
    assert.deepEqual([new Set(ids).size, third.body.next, ids.at(-1)], [5, null, admin.id]);
    assert.doesNotMatch(first.text, /password|\$2b\$/);
    assert.equal((await app.call({ url: '/api/admin/users?after=x', as: admin })).body.code, 'CURSOR_INVALID');
  });
});
