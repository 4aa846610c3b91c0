import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createAccount, TEST_PASSWORD } from '#modules/accounts/factory.ts';
import { aSession } from '#modules/sessions/factory.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { clerkUser, deletionOf, deliver, WEBHOOK_SECRET } from './factory.ts';
import { releaseLocks } from './release-locks.ts';
import { standInAddress } from './stand-in.ts';

const OLD_SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database, {}, { CLERK_WEBHOOK_SECRET: `${WEBHOOK_SECRET},${OLD_SECRET}` });
  });

  const created = (user = clerkUser()) => ({ type: 'user.created', data: user });
  const apply = async (...events: Parameters<typeof deliver>[1][]) => {
    for (const event of events) assert.equal((await deliver(app, event)).status, 200);
    await app.context.outbox.drain();
  };
  const person = (id: string) => database.db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  const clerk = (id: string) =>
    database.db.selectFrom('clerk_users').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const me = (as: TestPerson) => app.call({ url: '/auth/me', as });
  const facts = async () =>
    (await database.db.selectFrom('outbox_events').select('name').orderBy('id').execute()).map(({ name }) => name);
  const updated = (user: ReturnType<typeof clerkUser>) => ({ type: 'user.updated', data: user });
  const kept = () => database.db.selectFrom('received_webhooks').selectAll().execute();

  test('somebody whom Clerk knew first has Clerk’s id here, and may sign in', async () => {
    const user = clerkUser({ email: 'Jeanne@Example.com', prenom: 'Jeanne' });
    await apply(created(user));
    const { id, email, prenom, role, isActive, emailVerifiedAt } = (await person(user.id)) ?? {};
    assert.deepEqual([id, email, prenom, role, isActive], [user.id, 'jeanne@example.com', 'Jeanne', 'USER', true]);
    assert.ok(emailVerifiedAt);
    const [identity] = await database.db.selectFrom('identities').selectAll().execute();
    assert.deepEqual([identity?.provider, identity?.subject, identity?.userId], ['clerk', user.id, user.id]);
  });

  test('the short address of the seeds takes the same', async () => {
    const user = clerkUser();
    assert.equal((await deliver(app, created(user), { url: '/webhooks/clerk' })).status, 200);
    await app.context.outbox.drain();
    assert.ok(await person(user.id));
  });

  test('an event is kept before it is acknowledged, and what it said of the person not for longer than needed', async () => {
    const { body } = await deliver(app, created());
    assert.deepEqual(body, { received: true });
    const [before] = await kept();
    assert.equal(before?.processedAt, null);
    assert.match(JSON.stringify(before?.payload), /Camille/);
    await app.context.outbox.drain();
    const [after] = await kept();
    assert.ok(after?.processedAt);
    assert.deepEqual(after?.payload, {});
  });

  test('a delivery that is repeated is kept once', async () => {
    const event = created();
    for (const _ of [1, 2, 3]) assert.equal((await deliver(app, event, { id: 'msg_again' })).status, 200);
    assert.deepEqual(
      (await kept()).map(({ id }) => id),
      ['clerk:msg_again'],
    );
    assert.equal((await database.db.selectFrom('outbox_events').select('id').execute()).length, 1);
  });

  test('both secrets are good while one takes the place of the other', async () => {
    for (const secret of [WEBHOOK_SECRET, OLD_SECRET])
      assert.equal((await deliver(app, created(), { secret })).status, 200);
  });

  for (const [why, delivery] of [
    ['signed by another secret', { secret: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['signed six minutes ago', { at: new Date(Date.now() - 6 * 60_000) }],
    ['signed six minutes ahead', { at: new Date(Date.now() + 6 * 60_000) }],
    ['changed on its way', { body: JSON.stringify({ ...created(), type: 'user.deleted' }) }],
    ['without a signature', { signature: '' }],
  ] as const)
    test(`what is ${why} is refused, and nothing is kept`, async () => {
      const { status, body } = await deliver(app, created(), delivery);
      assert.deepEqual([status, body.code], [400, 'CLERK_WEBHOOK_UNSIGNED']);
      assert.deepEqual(await kept(), []);
    });

  test('what is signed is not counted, however much comes from one address; what is not is', async () => {
    const event = { type: 'session.created', data: {} };
    for (let n = 0; n < 300; n += 1) assert.equal((await deliver(app, event)).status, 200);
    const statuses = [];
    for (let n = 0; n < 40; n += 1) statuses.push((await deliver(app, event, { signature: 'v1,x' })).status);
    assert.ok(statuses.includes(429), String(statuses));
    assert.equal((await deliver(app, event)).status, 200);
  });

  test('other events are acknowledged and forgotten; what cannot be read is refused', async () => {
    assert.equal((await deliver(app, { type: 'organization.created', data: { id: 'org_1' } })).status, 200);
    const { status, body } = await deliver(app, { type: 'user.created', data: { id: 12 } });
    assert.deepEqual([status, body.code], [422, 'CLERK_WEBHOOK_UNREADABLE']);
    assert.deepEqual(await kept(), []);
  });

  test('a body that is too large is refused before it is read', async () => {
    const { status } = await deliver(app, created(), { body: 'x'.repeat(300_000) });
    assert.equal(status, 413);
  });

  test('without a secret there is no webhook', async () => {
    const other = await startTestApp(database);
    const { status, body } = await deliver(other, created());
    assert.deepEqual([status, body.code], [404, 'CLERK_NOT_CONFIGURED']);
  });

  test('a person without address or name is taken all the same, under an address that receives nothing', async () => {
    const user = clerkUser({ email: null, prenom: null, nom: null });
    await apply(created(user));
    const { email, prenom, emailVerifiedAt } = (await person(user.id)) ?? {};
    assert.deepEqual([email, prenom, emailVerifiedAt], [standInAddress(user.id), '', null]);
  });

  test('an address that Clerk has not verified is not taken from whoever comes later', async () => {
    const user = clerkUser({ email: 'libre@example.com', verified: false });
    await apply(created(user));
    assert.equal((await person(user.id))?.email, standInAddress(user.id));
  });

  test('somebody with an account here is linked to it when both sides have verified the address', async () => {
    const account = await createAccount(database.db, { email: 'deja@example.com', prenom: 'Déjà' });
    const user = clerkUser({ email: 'deja@example.com', prenom: 'Autre' });
    await apply(created(user));
    assert.equal(await person(user.id), undefined);
    const { state, userId } = await clerk(user.id);
    assert.deepEqual([state, userId], ['LINKED', account.id]);
    assert.equal((await person(account.id))?.prenom, 'Déjà');
  });

  for (const [why, user, account, reason] of [
    ['Clerk has not verified it', { verified: false }, {}, 'EMAIL_UNVERIFIED_AT_CLERK'],
    ['nobody confirmed it here', {}, { emailVerifiedAt: null }, 'EMAIL_UNCONFIRMED_HERE'],
    ['the account is deactivated', {}, { isActive: false }, 'ACCOUNT_DEACTIVATED'],
  ] as const)
    test(`an address that has an account waits for an administrator while ${why}`, async () => {
      await createAccount(database.db, { email: 'deja@example.com', ...account });
      const arriving = clerkUser({ email: 'deja@example.com', ...user });
      await apply(created(arriving));
      const { state, userId, ...waiting } = await clerk(arriving.id);
      assert.deepEqual([state, userId, waiting.reason], ['WAITING', null, reason]);
      assert.equal(await person(arriving.id), undefined);
      assert.deepEqual(await database.db.selectFrom('identities').selectAll().execute(), []);
    });

  test('whoever waited for an address comes in once it is free', async () => {
    const [first, second] = [clerkUser({ email: 'a@example.com' }), clerkUser({ email: 'a@example.com' })];
    await apply(created(first), created(second));
    assert.equal((await clerk(second.id)).reason, 'ACCOUNT_OF_ANOTHER');
    await apply(deletionOf(first.id));
    assert.equal((await person(second.id))?.email, 'a@example.com');
  });

  test('whoever is deleted at Clerk and had done something here is deactivated, signed out and keeps their work', async () => {
    const user = clerkUser();
    await apply(created(user));
    await database.db.insertInto('commandes').values({ userId: user.id, titre: 'Les Vagues' }).execute();
    await apply(deletionOf(user.id));
    const { isActive, deactivatedAt } = (await person(user.id)) ?? {};
    assert.equal(isActive, false);
    assert.ok(deactivatedAt);
    assert.equal((await database.db.selectFrom('commandes').select('id').execute()).length, 1);
    await apply({ type: 'user.updated', data: { ...user, updated_at: Date.now() } });
    assert.equal((await person(user.id))?.isActive, false);
    assert.equal((await clerk(user.id)).email, null);
  });

  test('they are erased after some days, of which a letter tells them, once', async () => {
    const user = clerkUser({ email: 'partie@example.com' });
    await apply(created(user));
    await database.db.insertInto('commandes').values({ userId: user.id, titre: 'Les Vagues' }).execute();
    await apply(deletionOf(user.id), deletionOf(user.id));
    const [erasure, ...others] = await database.db.selectFrom('erasures').selectAll().execute();
    assert.deepEqual([erasure?.userId, erasure?.doneAt, others], [user.id, null, []]);
    assert.ok(erasure && erasure.dueAt > new Date());
    assert.equal((await app.letters()).filter(({ to }) => to === 'partie@example.com').length, 1);
  });

  test('an account that was here before outlives its user at Clerk', async () => {
    const account = await createAccount(database.db, { email: 'deja@example.com' });
    const user = clerkUser({ email: 'deja@example.com' });
    await apply(created(user), deletionOf(user.id));
    assert.equal((await person(account.id))?.isActive, true);
    assert.deepEqual(await database.db.selectFrom('identities').selectAll().execute(), []);
  });

  const login = ({ email }: { email: string }) =>
    app.call({ method: 'POST', url: '/auth/login', body: { email, password: TEST_PASSWORD } });

  test('administrators are told of somebody who waits because of an address, and of nobody else', async () => {
    const [admin, account] = [await app.signIn('ADMIN'), await createAccount(database.db)];
    const user = clerkUser({ email: account.email, verified: false });
    await apply(created(user), created(clerkUser()));
    const { items } = (await app.call({ url: '/api/notifications', as: admin })).body;
    const [{ title, message, actionUrl }, ...others] = items;
    assert.deepEqual([title, actionUrl, others], ['Camille Martin attend chez Clerk', '/app/admin/clerk', []]);
    assert.ok(message.includes(account.email));
    const letters = (await app.letters()).filter(({ to }) => to === admin.email).map(({ subject }) => subject);
    assert.deepEqual(letters, ['Camille Martin attend chez Clerk']);
  });

  test('whoever Clerk bans is signed out and deactivated here, and let in again when Clerk does', async () => {
    const account = await createAccount(database.db, { role: 'CORRECTOR' });
    const user = { ...clerkUser({ email: account.email }), updated_at: 1 };
    await apply(created(user));
    const as = { ...account, token: await aSession(database.db, account.id) };
    await apply(updated({ ...user, banned: true, updated_at: 2 }));
    assert.deepEqual([(await me(as)).status, (await login(account)).body.code], [401, 'AUTH_ACCOUNT_DISABLED']);
    await apply(updated({ ...user, banned: true, first_name: 'Autre', updated_at: 3 }));
    assert.equal((await login(account)).status, 403);
    await apply(updated({ ...user, banned: false, updated_at: 4 }));
    assert.deepEqual([(await login(account)).status, (await me(as)).status], [200, 401]);
    const told = ['clerk.user-linked', 'clerk.user-blocked', 'clerk.user-unblocked'];
    assert.deepEqual(
      (await facts()).filter((name) => told.includes(name)),
      told,
    );
  });

  test('the end of a ban opens nothing that an administrator has closed, nor does a ban close what one has opened', async () => {
    const [admin, account] = [await app.signIn('ADMIN'), await createAccount(database.db)];
    const decide = (body: object) =>
      app.call({ method: 'PATCH', url: `/api/admin/users/${account.id}`, as: admin, body });
    const user = { ...clerkUser({ email: account.email }), updated_at: 1 };
    await apply(created(user), updated({ ...user, banned: true, updated_at: 2 }));
    await decide({ isActive: true });
    await apply(updated({ ...user, banned: true, first_name: 'Autre', updated_at: 3 }));
    assert.equal((await login(account)).status, 200);
    await decide({ isActive: false, reason: 'Par nous' });
    await apply(updated({ ...user, banned: false, updated_at: 4 }));
    assert.equal((await person(account.id))?.deactivationReason, 'Par nous');
  });

  test('a lock ends when Clerk said that it would', async () => {
    const account = await createAccount(database.db);
    const user = clerkUser({ email: account.email, updatedAt: Date.now() - 3_000, lockedFor: 60 });
    await apply(created(user));
    await releaseLocks(app.context);
    assert.equal((await login(account)).status, 403);
    const until = Date.now() - 1;
    const over = { payload: { clerkUserId: user.id, until } };
    await database.db.updateTable('received_webhooks').set(over).where('provider', '=', 'clerk-block').execute();
    await releaseLocks(app.context);
    assert.equal((await login(account)).status, 200);
  });

  test('the last administrator is not shut out by a ban', async () => {
    const admin = await app.signIn('ADMIN');
    await apply(created(clerkUser({ email: admin.email, banned: true })));
    assert.equal((await me(admin)).status, 200);
  });

  test('somebody whom an administrator links while Clerk bans them is shut out at once', async () => {
    const [admin, account] = [await app.signIn('ADMIN'), await createAccount(database.db)];
    const user = clerkUser({ email: account.email, verified: false, banned: true });
    await apply(created(user));
    await app.call({ method: 'POST', url: `/api/admin/clerk/${user.id}/link`, as: admin, body: {} });
    assert.equal((await login(account)).body.code, 'AUTH_ACCOUNT_DISABLED');
  });
});
