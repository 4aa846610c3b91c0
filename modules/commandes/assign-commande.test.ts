import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { aCommande, aVersion } from './factory.ts';

eachDatabase((database) => {
  let app: TestApp;
  let client: TestPerson;
  let correcteur: TestPerson;
  let admin: TestPerson;
  before(async () => {
    app = await startTestApp(database);
  });
  beforeEach(async () => {
    client = await app.signIn('USER');
    correcteur = await app.signIn('CORRECTOR');
    admin = await app.signIn('ADMIN');
  });

  const assign = (id: string, as: TestPerson, correcteurId: string | null) =>
    app.call({ method: 'PUT', url: `/api/commandes/${id}/assignation`, as, body: { correcteurId } });
  const deliver = (id: string, as: TestPerson, fileIds: string[], message?: string) =>
    app.call({ method: 'POST', url: `/api/commandes/${id}/livraison`, as, body: { fileIds, message } });

  test('an administrator assigns, and the corrector sees the commande from then on', async () => {
    const id = await aCommande(database.db, { client });
    assert.equal((await app.call({ url: `/api/commandes/${id}`, as: correcteur })).status, 404);
    const assigned = await assign(id, admin, correcteur.id);
    assert.equal(assigned.body.correcteur.id, correcteur.id);
    const seen = await app.call({ url: `/api/commandes/${id}`, as: correcteur });
    assert.deepEqual(seen.body.transitions, [
      { to: 'EN_COURS', reasonRequired: false },
      { to: 'SUSPENDUE', reasonRequired: true },
    ]);
    const [line] = (await app.call({ url: `/api/commandes/${id}/historique`, as: client })).body.items;
    assert.deepEqual([line.action, line.data.correcteur.id, line.data.previous], ['ASSIGNATION', correcteur.id, null]);
  });

  test('whoever is replaced sees it no longer', async () => {
    const other = await app.signIn('CORRECTOR');
    const id = await aCommande(database.db, { client, correcteur, statut: 'EN_COURS' });
    assert.equal((await assign(id, admin, other.id)).status, 200);
    assert.equal((await app.call({ url: `/api/commandes/${id}`, as: correcteur })).status, 404);
    assert.deepEqual((await app.call({ url: '/api/commandes', as: correcteur })).body.items, []);
  });

  test('only administrators assign', async () => {
    const id = await aCommande(database.db, { client, correcteur });
    assert.equal((await assign(id, client, correcteur.id)).status, 403);
    assert.equal((await assign(id, correcteur, null)).status, 403);
    assert.equal((await assign(id, await app.signIn('USER'), correcteur.id)).status, 404);
  });

  test('only an active corrector or administrator corrects, and nobody their own text', async () => {
    const id = await aCommande(database.db, { client: admin });
    const gone = await app.signIn('CORRECTOR');
    await database.db.updateTable('users').set({ isActive: false }).where('id', '=', gone.id).execute();
    for (const person of [client.id, gone.id, admin.id, 'nobody'])
      assert.equal((await assign(id, admin, person)).body.code, 'COMMANDE_CORRECTEUR_INVALID');
  });

  test('a corrector is taken away before the work begins, and replaced after', async () => {
    const waiting = await aCommande(database.db, { client, correcteur });
    assert.equal((await assign(waiting, admin, null)).body.correcteur, null);
    const begun = await aCommande(database.db, { client, correcteur, statut: 'EN_COURS' });
    assert.equal((await assign(begun, admin, null)).body.code, 'COMMANDE_UNASSIGN_REFUSED');
    const paused = { statut: 'SUSPENDUE', statutAvantPause: 'EN_COURS', suspendedAt: new Date() } as const;
    const suspended = await aCommande(database.db, { client, correcteur, ...paused });
    assert.equal((await assign(suspended, admin, null)).body.code, 'COMMANDE_UNASSIGN_REFUSED');
    const ended = await aCommande(database.db, { client, correcteur, statut: 'TERMINE' });
    assert.equal((await assign(ended, admin, admin.id)).body.code, 'COMMANDE_ASSIGN_CLOSED');
  });

  test('assigning the same person again changes nothing', async () => {
    const id = await aCommande(database.db, { client, correcteur });
    assert.equal((await assign(id, admin, correcteur.id)).status, 200);
    assert.deepEqual(await database.db.selectFrom('outbox_events').selectAll().execute(), []);
  });

  test('administrators see who may correct, and how much they have to do', async () => {
    await aCommande(database.db, { client, correcteur, statut: 'EN_COURS' });
    await aCommande(database.db, { client, correcteur, statut: 'EN_ATTENTE' });
    await aCommande(database.db, { client, correcteur, statut: 'TERMINE' });
    const { body } = await app.call({ url: '/api/correcteurs', as: admin });
    const found = body.items.find((item: { id: string }) => item.id === correcteur.id);
    assert.deepEqual([found.enCours, found.enAttente], [1, 1]);
    assert.equal(
      body.items.some((item: { id: string }) => item.id === client.id),
      false,
    );
    assert.ok(!JSON.stringify(body).includes('@'));
    assert.equal((await app.call({ url: '/api/correcteurs', as: correcteur })).status, 403);
  });

  test('a delivery ends the commande, names its files and writes its message with them', async () => {
    const id = await aCommande(database.db, { client, correcteur, statut: 'EN_COURS' });
    const filename = 'vagues-corrigé.docx';
    const fileId = await aVersion(database.db, { commandeId: id, by: correcteur, kind: 'CORRECTION', filename });
    const delivered = await deliver(id, correcteur, [fileId], ' Bonne lecture ! ');
    assert.deepEqual([delivered.status, delivered.body.statut], [200, 'TERMINE']);
    assert.ok(delivered.body.dateFinition !== null);
    const [line] = (await app.call({ url: `/api/commandes/${id}/historique`, as: client })).body.items;
    assert.deepEqual([line.action, line.data.files], ['LIVRAISON', [{ id: fileId, filename }]]);
    await app.context.outbox.drain();
    const { items } = (await app.call({ url: `/api/commandes/${id}/messages`, as: client })).body;
    assert.equal(items.length, 1);
    assert.deepEqual(
      [items[0].content, items[0].sender.id, items[0].attachments[0].id],
      ['Bonne lecture !', correcteur.id, fileId],
    );
  });

  test('nothing but corrections of this very commande is delivered', async () => {
    const id = await aCommande(database.db, { client, correcteur, statut: 'EN_COURS' });
    const elsewhere = await aCommande(database.db, { client, correcteur, statut: 'EN_COURS' });
    const good = await aVersion(database.db, { commandeId: id, by: correcteur, kind: 'CORRECTION' });
    const bad = [
      await aVersion(database.db, { commandeId: id, by: client, kind: 'MANUSCRIT' }),
      await aVersion(database.db, { commandeId: id, by: correcteur, kind: 'CORRECTION', deletedAt: new Date() }),
      await aVersion(database.db, { commandeId: elsewhere, by: correcteur, kind: 'CORRECTION' }),
      'nothing',
    ];
    for (const file of bad)
      assert.equal((await deliver(id, correcteur, [good, file])).body.code, 'COMMANDE_DELIVERY_FILE_REFUSED');
    assert.equal((await deliver(id, correcteur, [])).status, 400);
    assert.equal((await deliver(id, client, [good])).body.code, 'COMMANDE_TRANSITION_FORBIDDEN');
    assert.equal((await app.call({ url: `/api/commandes/${id}`, as: client })).body.statut, 'EN_COURS');
  });

  test('a commande is delivered once, however often it is asked for', async () => {
    const id = await aCommande(database.db, { client, correcteur, statut: 'EN_COURS' });
    const fileId = await aVersion(database.db, { commandeId: id, by: correcteur, kind: 'CORRECTION' });
    const answers = await Promise.all([1, 2, 3].map(() => deliver(id, correcteur, [fileId], 'Voici')));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409]);
    await app.context.outbox.drain();
    assert.equal((await app.call({ url: `/api/commandes/${id}/messages`, as: client })).body.items.length, 1);
  });
});
