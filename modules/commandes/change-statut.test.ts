import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { STATUT_COMMANDE, type StatutCommande } from '#platform/db/database.gen.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { aCommande, aVersion } from './factory.ts';

const DAY_MS = 86_400_000;

/** By hand, from the design: what each person may do when everything else is as it must be. */
const OPEN: Record<string, readonly string[]> = {
  client: ['EN_ATTENTE → ANNULEE'],
  correcteur: [
    'EN_ATTENTE → EN_COURS',
    'EN_ATTENTE → SUSPENDUE',
    'EN_COURS → TERMINE',
    'EN_COURS → SUSPENDUE',
    'SUSPENDUE → EN_ATTENTE',
    'SUSPENDUE → EN_COURS',
  ],
  administrateur: [
    'EN_ATTENTE → EN_COURS',
    'EN_ATTENTE → SUSPENDUE',
    'EN_ATTENTE → ANNULEE',
    'EN_COURS → TERMINE',
    'EN_COURS → SUSPENDUE',
    'EN_COURS → ANNULEE',
    'SUSPENDUE → EN_ATTENTE',
    'SUSPENDUE → EN_COURS',
    'SUSPENDUE → ANNULEE',
    'TERMINE → EN_COURS',
  ],
};

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  for (const [who, open] of Object.entries(OPEN)) {
    test(`${who}: every transition is as the design decided`, async () => {
      const people = await cast(app);
      const done: string[] = [];
      for (const from of STATUT_COMMANDE) {
        for (const to of STATUT_COMMANDE) {
          const id = await readyCommande(people, from, to);
          const { status } = await change(id, people[who], to, 'Parce que');
          const after = await app.call({ url: `/api/commandes/${id}`, as: people[who] });
          assert.equal(after.body.statut, status === 200 ? to : from);
          if (status === 200) done.push(`${from} → ${to}`);
          else assert.ok(status === 409 || status === 403, `${from} → ${to} answered ${status}`);
        }
      }
      assert.deepEqual(done.sort(), [...open].sort());
    });
  }

  test('a commande one has no part in does not exist', async () => {
    const { client, other } = await cast(app);
    const id = await aCommande(database.db, { client });
    const answer = await change(id, other, 'ANNULEE', 'Pour voir');
    assert.equal(answer.status, 404);
    assert.equal(answer.body.code, 'COMMANDE_NOT_FOUND');
  });

  test('a change leaves a line that says who, when, from where, to where and why', async () => {
    const { client, correcteur } = await cast(app);
    const id = await aCommande(database.db, { client, correcteur, statut: 'EN_COURS' });
    await change(id, correcteur, 'SUSPENDUE', '  Il manque le chapitre 3.  ');
    const { body } = await app.call({ url: `/api/commandes/${id}/historique`, as: client });
    const [line] = body.items;
    assert.equal(line.action, 'STATUT');
    assert.equal(line.actor.id, correcteur.id);
    assert.deepEqual(
      [line.fromStatut, line.toStatut, line.reason],
      ['EN_COURS', 'SUSPENDUE', 'Il manque le chapitre 3.'],
    );
    assert.ok(Math.abs(Date.now() - Date.parse(line.createdAt)) < 60_000);
  });

  test('a refused change leaves neither a line nor an event', async () => {
    const { client } = await cast(app);
    const id = await aCommande(database.db, { client });
    assert.equal((await change(id, client, 'ANNULEE', '   ')).body.code, 'COMMANDE_REASON_REQUIRED');
    assert.equal((await change(id, client, 'TERMINE')).body.code, 'COMMANDE_TRANSITION_REFUSED');
    assert.deepEqual(await countFacts(), { lines: 0, events: 0 });
  });

  test('of two people who change it at once one does and the other is told that it has moved', async () => {
    const { client, correcteur, administrateur } = await cast(app);
    for (let round = 0; round < 5; round += 1) {
      const id = await aCommande(database.db, { client, correcteur });
      const answers = await Promise.all([
        change(id, client, 'ANNULEE', 'Je renonce'),
        change(id, correcteur, 'EN_COURS'),
        change(id, administrateur, 'SUSPENDUE', 'On attend'),
      ]);
      // A pause may be cancelled by an administrator only, and a cancelled commande by nobody.
      const done = answers.filter(({ status }) => status === 200);
      assert.equal(done.length >= 1, true);
      const lines = await app.call({ url: `/api/commandes/${id}/historique`, as: client });
      assert.equal(lines.body.items.length, done.length);
      assertChain(lines.body.items);
    }
  });

  test('the same change twice at once happens once', async () => {
    const { client, correcteur } = await cast(app);
    const id = await aCommande(database.db, { client, correcteur });
    const answers = await Promise.all([change(id, correcteur, 'EN_COURS'), change(id, correcteur, 'EN_COURS')]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    assert.deepEqual(await countFacts(), { lines: 1, events: 1 });
  });

  test('finishing sets the date, taking up again clears it', async () => {
    const { client, correcteur, administrateur } = await cast(app);
    const id = await aCommande(database.db, { client, correcteur, statut: 'EN_COURS' });
    await aVersion(database.db, { commandeId: id, by: correcteur, kind: 'CORRECTION' });
    const finished = await change(id, correcteur, 'TERMINE');
    assert.ok(Math.abs(Date.now() - Date.parse(finished.body.dateFinition)) < 60_000);
    assert.equal(finished.body.deadline.remainingSeconds, null);
    const again = await change(id, administrateur, 'EN_COURS', 'Il reste une page');
    assert.equal(again.body.dateFinition, null);
  });

  test('a deleted correction finishes nothing', async () => {
    const { client, correcteur } = await cast(app);
    const id = await aCommande(database.db, { client, correcteur, statut: 'EN_COURS' });
    await aVersion(database.db, { commandeId: id, by: correcteur, kind: 'CORRECTION', deletedAt: new Date() });
    await aVersion(database.db, { commandeId: id, by: client, kind: 'MANUSCRIT' });
    assert.equal((await change(id, correcteur, 'TERMINE')).body.code, 'COMMANDE_CORRECTION_REQUIRED');
  });

  async function cast(app: TestApp): Promise<Record<string, TestPerson> & Cast> {
    return {
      client: await app.signIn('USER'),
      correcteur: await app.signIn('CORRECTOR'),
      administrateur: await app.signIn('ADMIN'),
      other: await app.signIn('CORRECTOR'),
    };
  }

  function change(id: string, as: TestPerson | undefined, statut: StatutCommande, reason?: string) {
    const body = reason === undefined ? { statut } : { statut, reason };
    return app.call({ method: 'PUT', url: `/api/commandes/${id}/statut`, as, body });
  }

  async function readyCommande({ client, correcteur }: Cast, from: StatutCommande, to: StatutCommande) {
    const paused = from === 'SUSPENDUE';
    const id = await aCommande(database.db, {
      client,
      correcteur,
      statut: from,
      suspendedAt: paused ? new Date() : null,
      statutAvantPause: paused && to === 'EN_ATTENTE' ? 'EN_ATTENTE' : paused ? 'EN_COURS' : null,
      dateFinition: from === 'TERMINE' ? new Date(Date.now() - DAY_MS) : null,
    });
    await aVersion(database.db, { commandeId: id, by: correcteur, kind: 'CORRECTION' });
    return id;
  }

  async function countFacts() {
    const count = async (table: 'commande_historique' | 'outbox_events') => {
      const query = database.db.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('count'));
      return (await query.executeTakeFirstOrThrow()).count;
    };
    return { lines: await count('commande_historique'), events: await count('outbox_events') };
  }
});

interface Cast {
  readonly client: TestPerson;
  readonly correcteur: TestPerson;
  readonly administrateur: TestPerson;
  readonly other: TestPerson;
}

/** Each line begins where the one before it ended. */
function assertChain(newestFirst: readonly { fromStatut: string; toStatut: string }[]): void {
  let statut = 'EN_ATTENTE';
  for (const { fromStatut, toStatut } of newestFirst.toReversed()) {
    assert.equal(fromStatut, statut);
    statut = toStatut;
  }
}
