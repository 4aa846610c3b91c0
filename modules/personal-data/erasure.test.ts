import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { createAccount, TEST_PASSWORD, tokenIn } from '#modules/accounts/factory.ts';
import { aCommande, aFile, aVersion } from '#modules/commandes/factory.ts';
import { aMessage } from '#modules/messages/factory.ts';
import { aSession } from '#modules/sessions/factory.ts';
import type { UserRow } from '#platform/db/database.gen.ts';
import { METADATA } from '#platform/db/metadata.gen.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { aJobOfCanaries } from '#test/leaks/job.ts';
import { OWNED } from './erasure/rows/queries.ts';
import { sweepErasures } from './erasure/sweep-erasures.ts';
import { dumpOf, foundIn } from './factory.ts';

/** Not the person’s: what others have, what cannot be changed, and traces of the test that nothing ties to them. */
const NOT_THEIRS = ['correcteurEmail', 'noteCorrecteur', 'auditData', 'erasureReport', 'webhookPayload', 'clerkId'];

eachDatabase((database) => {
  let app: TestApp;
  let keeper: TestPerson;
  before(async () => {
    app = await startTestApp(database);
  });
  beforeEach(async () => {
    keeper = await app.signIn('ADMIN');
  });

  const person = async (values: Partial<UserRow> = {}): Promise<TestPerson> => {
    const account = await createAccount(database.db, values);
    return { ...account, token: await aSession(database.db, account.id) };
  };
  const ask = (as: TestPerson, password = TEST_PASSWORD) =>
    app.call({ method: 'DELETE', url: '/api/users/me', as, body: { password } });
  const isOpen = async (as: TestPerson) => (await app.call({ url: '/api/auth/me', as })).status === 200;
  const comeDue = () =>
    database.db
      .updateTable('erasures')
      .set({ dueAt: new Date(0) })
      .where('doneAt', 'is', null)
      .execute();
  const eraseNow = async (userId: string) => {
    await database.db.updateTable('users').set({ isActive: false }).where('id', '=', userId).execute();
    await database.db
      .insertInto('erasures')
      .values({ userId, dueAt: new Date(0) })
      .execute();
    await sweepErasures(app.context);
    await app.context.outbox.drain();
  };
  const erasures = async () => (await app.call({ url: '/api/admin/erasures', as: keeper })).body.items;

  test('an account whose erasure is asked for is closed at once, and open again by the link of the letter', async () => {
    const author = await person();
    assert.equal((await ask(author, 'une autre phrase')).body.code, 'ACCOUNT_PASSWORD_WRONG');
    const { status, body } = await ask(author);
    assert.equal(status, 200 + 2);
    assert.ok(new Date(body.dueAt).getTime() > Date.now() + 13.9 * 86_400_000);
    assert.equal(await isOpen(author), false);
    const letter = (await app.letters()).find(({ to }) => to === author.email);
    const cancel = () =>
      app.call({ method: 'POST', url: '/api/auth/cancel-erasure', body: { token: tokenIn(letter) } });
    assert.equal((await cancel()).status, 200);
    assert.equal((await cancel()).body.code, 'AUTH_LINK_INVALID');
    const again = { email: author.email, password: TEST_PASSWORD };
    assert.equal((await app.call({ method: 'POST', url: '/api/auth/login', body: again })).status, 200);
    await comeDue();
    assert.equal(await sweepErasures(app.context), 0);
    assert.deepEqual(
      (await erasures()).map(({ state }: { state: string }) => state),
      ['CANCELLED'],
    );
  });

  test('nobody is erased before their time, nor when an administrator has opened the account again', async () => {
    const author = await person();
    await ask(author);
    assert.equal(await sweepErasures(app.context), 0);
    const body = { isActive: true };
    assert.equal(
      (await app.call({ method: 'PATCH', url: `/api/admin/users/${author.id}`, as: keeper, body })).status,
      200,
    );
    await comeDue();
    assert.equal(await sweepErasures(app.context), 0);
    await app.context.outbox.drain();
    assert.deepEqual(
      (await erasures()).map(({ state }: { state: string }) => state),
      ['CANCELLED'],
    );
  });

  test('the last administrator is neither erased nor closed', async () => {
    await database.db.deleteFrom('users').execute();
    const last = await person({ role: 'ADMIN' });
    assert.equal((await ask(last)).body.code, 'ACCOUNT_LAST_ADMINISTRATOR');
    const closing = {
      method: 'POST',
      url: '/api/users/me/deactivate',
      as: last,
      body: { password: TEST_PASSWORD },
    } as const;
    assert.equal((await app.call(closing)).body.code, 'ACCOUNT_LAST_ADMINISTRATOR');
    assert.equal(await isOpen(last), true);
  });

  test('a person closes their account and an administrator opens it again', async () => {
    const correcteur = await person({ role: 'CORRECTOR' });
    const author = await app.signIn('USER');
    await database.db
      .insertInto('support_requests')
      .values({ id: 'ticket', userId: author.id, title: 'x', description: 'x', assignedToId: correcteur.id })
      .execute();
    const body = { password: TEST_PASSWORD };
    assert.equal(
      (await app.call({ method: 'POST', url: '/api/users/me/deactivate', as: correcteur, body })).status,
      200,
    );
    assert.equal(await isOpen(correcteur), false);
    const ticket = await database.db.selectFrom('support_requests').selectAll().executeTakeFirstOrThrow();
    assert.equal(ticket.assignedToId, null);
    const open = {
      method: 'PATCH',
      url: `/api/admin/users/${correcteur.id}`,
      as: keeper,
      body: { isActive: true },
    } as const;
    assert.equal((await app.call(open)).body.isActive, true);
    assert.deepEqual(await erasures(), []);
  });

  test('somebody without a password proves who they are by a fresh session', async () => {
    const { id, email } = await app.signIn('USER');
    const stale = { id, email, token: await aSession(database.db, id) };
    await database.db
      .updateTable('user_sessions')
      .set({ authenticatedAt: new Date(0) })
      .execute();
    assert.equal((await ask(stale)).body.code, 'FRESH_AUTHENTICATION_REQUIRED');
    const fresh = { id, email, token: await aSession(database.db, id) };
    assert.equal((await ask(fresh)).status, 202);
  });

  test('nothing of an erased person is left in any table, nor on the disk, nor an orphan', async () => {
    const job = await aJobOfCanaries(app, 'gone');
    const spare = await aJobOfCanaries(app, 'stay');
    await app.context.outbox.drain();
    const needles = Object.entries(job.canaries).filter(([name]) => !NOT_THEIRS.includes(name));
    const before = foundIn(
      await dumpOf(database.db),
      needles.map(([, canary]) => canary),
    );
    assert.ok(before.length > 30, `the test plants little: ${before.length}`);
    await eraseNow(job.client.id);
    const dump = await dumpOf(database.db);
    assert.deepEqual(
      foundIn(
        dump,
        needles.map(([, canary]) => canary),
      ),
      [],
    );
    assert.deepEqual(foundIn(dump, [job.client.id]).sort(), [
      `audit_entries: ${job.client.id}`,
      `erasures: ${job.client.id}`,
      `outbox_events: ${job.client.id}`,
    ]);
    assert.equal(await app.context.storage.has(job.canaries.sha256), false);
    const others = foundIn(dump, Object.values(spare.canaries)).length;
    assert.ok(others >= Object.keys(spare.canaries).length - 3, 'others keep what is theirs');
  });

  test('the law keeps an invoice, its amount, and nothing of whose it was', async () => {
    const job = await aJobOfCanaries(app, 'paid');
    const invoice = { number: 'FACT-2026-0001', amount: 59_900, taxAmount: 11_980, pdfUrl: '/x', issuedAt: new Date() };
    await database.db
      .insertInto('invoices')
      .values({ ...invoice, commandeId: job.commandeId })
      .execute();
    await eraseNow(job.client.id);
    const needles = Object.entries(job.canaries).filter(([name]) => !NOT_THEIRS.includes(name));
    const dump = await dumpOf(database.db);
    assert.deepEqual(
      foundIn(
        dump,
        needles.map(([, canary]) => canary),
      ),
      [],
    );
    assert.deepEqual(foundIn(dump, [job.canaries.noteCorrecteur]), []);
    const row = await database.db
      .selectFrom('users')
      .selectAll()
      .where('id', '=', job.client.id)
      .executeTakeFirstOrThrow();
    assert.deepEqual(
      [row.prenom, row.nom, row.isActive, row.email],
      ['', '', false, `${job.client.id}@erased.invalid`],
    );
    assert.ok(row.erasedAt);
    assert.equal(dump.get('invoices')?.length, 1);
    const all: { userId: string; state: string; kept: object[]; person: null }[] = await erasures();
    const [done] = all.filter(({ userId, state }) => userId === job.client.id && state === 'DONE');
    assert.ok(done);
    const { kept, person: shown, state } = done;
    assert.deepEqual([shown, state], [null, 'DONE']);
    const year = new Date().getFullYear() + 10;
    assert.deepEqual(kept[0], { what: 'invoices', count: 1, numbers: ['FACT-2026-0001'], until: `${year}-12-31` });
  });

  for (const [method, url, body] of [
    ['PATCH', '', { isActive: true }],
    ['PATCH', '', { role: 'ADMIN' }],
    ['PUT', '/email', { email: 'autre@example.com' }],
  ] as const)
    test(`whoever was erased is not changed by ${JSON.stringify(body)}`, async () => {
      const { id } = await person({ isActive: false, erasedAt: new Date() });
      const answer = await app.call({ method, url: `/api/admin/users/${id}${url}`, as: keeper, body });
      assert.deepEqual([answer.status, answer.body.code], [409, 'ACCOUNT_ERASED']);
    });

  test('a corrector who is erased leaves what they corrected to the client, and their words to nobody', async () => {
    const [author, correcteur] = [
      await app.signIn('USER'),
      await person({ role: 'CORRECTOR', prenom: 'Zyx', nom: 'Wvu' }),
    ];
    const commandeId = await aCommande(database.db, { client: author, correcteur, statut: 'TERMINE' });
    const correction = await aVersion(database.db, { commandeId, by: correcteur, kind: 'CORRECTION' });
    const note = await aFile(database.db, { commandeId, by: correcteur });
    const theirs = await aMessage(database.db, { commandeId, senderId: correcteur.id, content: 'Voilà' });
    const mine = await aMessage(database.db, { commandeId, senderId: author.id, content: 'Merci' });
    const told = { userId: author.id, actionUrl: `/app/commandes/${commandeId}` };
    await database.db
      .insertInto('notifications')
      .values([
        { ...told, title: 'Votre texte a un correcteur', message: 'Zyx Wvu s’occupe de « Les Vagues ».' },
        { ...told, title: 'Votre texte est corrigé', message: 'La correction est prête.' },
      ])
      .execute();
    await eraseNow(correcteur.id);
    const dump = await dumpOf(database.db);
    assert.deepEqual(foundIn(dump, ['Zyx', 'Wvu']), []);
    assert.deepEqual(foundIn(dump, [theirs, note]), []);
    assert.deepEqual(foundIn(dump, [mine]), [`messages: ${mine}`]);
    assert.equal(dump.get('notifications')?.length, 1);
    const file = await app.call({ url: `/api/files/${correction}`, as: author });
    assert.deepEqual([file.status, file.body.uploadedBy.id], [200, author.id]);
  });

  test('every table that belongs to a person is emptied of them', () => {
    const settled = ['files', 'commandes', 'erasures', 'clerk_users'];
    const withOwner = Object.entries(METADATA).filter(([, { columns }]) => columns.includes('userId'));
    const forgotten = withOwner.map(([table]) => table).filter((table) => !settled.includes(table));
    assert.deepEqual(forgotten.sort(), [...OWNED].sort());
  });

  test('of two sweeps at once one erases, and a person is erased once', async () => {
    const author = await person();
    await ask(author);
    await comeDue();
    const done = await Promise.all([sweepErasures(app.context), sweepErasures(app.context)]);
    assert.equal(done[0] + done[1], 1);
    assert.equal(await sweepErasures(app.context), 0);
  });

  test('only administrators see the erasures', async () => {
    const author = await app.signIn('USER');
    assert.equal((await app.call({ url: '/api/admin/erasures', as: author })).status, 403);
    assert.equal((await app.call({ url: '/api/admin/erasures' })).status, 401);
  });
});
