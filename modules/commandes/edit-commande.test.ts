import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { aCommande, aVersion } from './factory.ts';

const HOUR_MS = 3_600_000;

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

  const create = (body: object, as = client) => app.call({ method: 'POST', url: '/api/commandes', as, body });
  const read = (id: string, as: TestPerson) => app.call({ url: `/api/commandes/${id}`, as });
  const edit = (id: string, as: TestPerson, body: object) =>
    app.call({ method: 'PATCH', url: `/api/commandes/${id}`, as, body });
  const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();

  test('a new commande waits, is its author’s, and begins its history', async () => {
    const { status, body } = await create({ titre: '  Les Vagues  ', description: 'Un roman' });
    assert.equal(status, 201);
    assert.deepEqual(
      [body.titre, body.description, body.statut, body.priorite, body.client.id, body.correcteur],
      ['Les Vagues', 'Un roman', 'EN_ATTENTE', 'NORMALE', client.id, null],
    );
    const history = await app.call({ url: `/api/commandes/${body.id}/historique`, as: client });
    assert.deepEqual(
      history.body.items.map((line: { action: string }) => line.action),
      ['CREATION'],
    );
  });

  for (const [priorite, hours] of Object.entries({ URGENTE: 72, HAUTE: 168, NORMALE: 336, FAIBLE: null })) {
    test(`without a date, ${priorite} is proposed ${hours ?? 'no'} hours`, async () => {
      const { body } = await create({ titre: 'Les Vagues', priorite });
      if (hours === null) assert.deepEqual(body.deadline, { at: null, paused: false, remainingSeconds: null });
      else assert.ok(Math.abs(body.deadline.remainingSeconds - hours * 3600) < 60);
    });
  }

  test('what cannot be is refused in a sentence', async () => {
    const codeOf = async (body: object) => (await create(body)).body.code;
    assert.equal(await codeOf({ titre: '   ' }), 'COMMANDE_TITRE_REQUIRED');
    assert.equal(await codeOf({ titre: 'x'.repeat(256) }), 'VALIDATION_FAILED');
    assert.equal(await codeOf({ description: 'Sans titre' }), 'VALIDATION_FAILED');
    assert.equal(await codeOf({ titre: 'Zéro\u0000' }), 'VALIDATION_FAILED');
    assert.equal(await codeOf({ titre: 'Tard', dateEcheance: inHours(-1) }), 'COMMANDE_DEADLINE_PAST');
    assert.equal(await codeOf({ titre: 'Long', description: 'é'.repeat(30_001) }), 'COMMANDE_TEXT_TOO_LONG');
    assert.equal((await create({ titre: 'Long', description: 'é'.repeat(30_000) })).status, 201);
  });

  test('the author changes a commande while it waits, and not after', async () => {
    const id = await aCommande(database.db, { client, correcteur });
    const changed = await edit(id, client, { titre: 'Les Marées', priorite: 'HAUTE', dateEcheance: null });
    assert.deepEqual([changed.body.titre, changed.body.priorite], ['Les Marées', 'HAUTE']);
    await database.db.updateTable('commandes').set({ statut: 'EN_COURS' }).where('id', '=', id).execute();
    assert.equal((await edit(id, client, { titre: 'Autre' })).body.code, 'COMMANDE_NOT_EDITABLE');
    assert.equal((await edit(id, correcteur, { titre: 'Autre' })).body.code, 'COMMANDE_FIELD_FORBIDDEN');
    assert.equal((await edit(id, admin, { titre: 'Autre' })).body.titre, 'Autre');
    assert.equal((await read(id, client)).body.may.edit, false);
  });

  test('the history names what was changed, and nothing when nothing was', async () => {
    const id = await aCommande(database.db, { client, titre: 'Les Vagues' });
    await edit(id, client, { titre: 'Les Vagues', description: null });
    await edit(id, client, { titre: 'Les Marées', description: null });
    const { body } = await app.call({ url: `/api/commandes/${id}/historique`, as: client });
    assert.deepEqual(
      body.items.map((line: { data: object }) => line.data),
      [{ fields: ['titre'] }],
    );
  });

  test('a deadline that stays past is no obstacle, a new one in the past is', async () => {
    const dateEcheance = new Date('2026-01-05T10:00:00Z');
    const id = await aCommande(database.db, { client, dateEcheance });
    assert.equal((await edit(id, client, { titre: 'A', dateEcheance: dateEcheance.toISOString() })).status, 200);
    const moved = await edit(id, client, { dateEcheance: inHours(-2) });
    assert.equal(moved.body.code, 'COMMANDE_DEADLINE_PAST');
    assert.ok((await read(id, client)).body.deadline.remainingSeconds < 0);
  });

  test('each private note is read and written on its own side, and is absent elsewhere', async () => {
    const id = await aCommande(database.db, { client, correcteur });
    assert.equal((await edit(id, client, { noteClient: 'NOTE-CANARI-A' })).body.noteClient, 'NOTE-CANARI-A');
    assert.equal(
      (await edit(id, correcteur, { noteCorrecteur: 'NOTE-CANARI-B' })).body.noteCorrecteur,
      'NOTE-CANARI-B',
    );
    assert.equal((await edit(id, client, { noteCorrecteur: 'x' })).body.code, 'COMMANDE_FIELD_FORBIDDEN');
    assert.equal((await edit(id, correcteur, { noteClient: 'x' })).body.code, 'COMMANDE_FIELD_FORBIDDEN');
    const [seenByClient, seenByCorrecteur, seenByAdmin] = await Promise.all(
      [client, correcteur, admin].map(async (reader) => (await read(id, reader)).body),
    );
    assert.ok(!('noteCorrecteur' in seenByClient) && seenByClient.noteClient === 'NOTE-CANARI-A');
    assert.ok(!('noteClient' in seenByCorrecteur) && seenByCorrecteur.noteCorrecteur === 'NOTE-CANARI-B');
    assert.deepEqual([seenByAdmin.noteClient, seenByAdmin.noteCorrecteur], ['NOTE-CANARI-A', 'NOTE-CANARI-B']);
  });

  test('no answer, event, line or notification carries a note to the other side', async () => {
    const { body } = await create({ titre: 'Les Vagues', noteClient: 'CANARI-CLIENT' });
    const put = (path: string, as: TestPerson, sent: object) =>
      app.call({ method: 'PUT', url: `/api/commandes/${body.id}${path}`, as, body: sent });
    await put('/assignation', admin, { correcteurId: correcteur.id });
    const answers = [
      await edit(body.id, correcteur, { noteCorrecteur: 'CANARI-CORRECTEUR' }),
      await put('/statut', correcteur, { statut: 'EN_COURS' }),
    ];
    await edit(body.id, client, { noteClient: 'CANARI-CLIENT 2' });
    const fileId = await aVersion(database.db, { commandeId: body.id, by: correcteur, kind: 'CORRECTION' });
    const livraison = { fileIds: [fileId], message: 'Voici' };
    answers.push(
      await app.call({ method: 'POST', url: `/api/commandes/${body.id}/livraison`, as: correcteur, body: livraison }),
    );
    await app.context.outbox.drain();
    for (const path of ['', `/${body.id}`, `/${body.id}/historique`, `/${body.id}/messages`]) {
      answers.push(await app.call({ url: `/api/commandes${path}`, as: correcteur }));
      const own = await app.call({ url: `/api/commandes${path}`, as: client });
      assert.ok(!own.text.includes('CANARI-CORRECTEUR'), path);
    }
    answers.push(await app.call({ url: '/api/notifications', as: correcteur }));
    for (const answer of answers) assert.ok(answer.status < 300 && !answer.text.includes('CANARI-CLIENT'), answer.text);
    const kept = [
      await database.db.selectFrom('outbox_events').selectAll().execute(),
      await database.db.selectFrom('commande_historique').selectAll().execute(),
      await database.db.selectFrom('notifications').selectAll().execute(),
    ];
    assert.ok(!JSON.stringify(kept).includes('CANARI'));
  });

  test('a note leaves no line in the history', async () => {
    const id = await aCommande(database.db, { client, correcteur });
    await edit(id, client, { noteClient: 'Entre nous' });
    const { body } = await app.call({ url: `/api/commandes/${id}/historique`, as: correcteur });
    assert.deepEqual(body.items, []);
  });
});
