import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { aCommande } from '../factory.ts';

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  test('whoever is deactivated corrects nothing any more, and what they delivered keeps their name', async () => {
    const [admin, client] = [await app.signIn('ADMIN'), await app.signIn('USER')];
    const [correcteur, other] = [await app.signIn('CORRECTOR'), await app.signIn('CORRECTOR')];
    const statuts = ['EN_ATTENTE', 'EN_COURS', 'SUSPENDUE', 'TERMINE'] as const;
    const theirs: string[] = [];
    for (const statut of statuts) theirs.push(await aCommande(database.db, { client, correcteur, statut }));
    const others = await aCommande(database.db, { client, correcteur: other, statut: 'EN_COURS' });
    const url = `/api/admin/users/${correcteur.id}`;
    assert.equal((await app.call({ method: 'PATCH', url, as: admin, body: { isActive: false } })).status, 200);
    await app.context.outbox.drain();
    const read = async (id: string) =>
      (await app.call({ url: `/api/commandes/${id}`, as: admin })).body.correcteur?.id ?? null;
    assert.deepEqual(await Promise.all(theirs.map(read)), [null, null, null, correcteur.id]);
    assert.equal(await read(others), other.id);
    const again = { correcteurId: other.id };
    const assigned = { method: 'PUT', url: `/api/commandes/${theirs[1]}/assignation`, as: admin, body: again } as const;
    assert.equal((await app.call(assigned)).status, 200, 'another takes over what was begun');
    const { items } = (await app.call({ url: `/api/commandes/${theirs[0]}/historique`, as: client })).body;
    assert.equal(items[0].action, 'ASSIGNATION');
  });
});
