import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Actor } from '#platform/http/actor.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { changeStatut } from './change-statut.ts';
import { remainingSeconds } from './deadline.ts';
import { aCommande } from './factory.ts';
import { commandeAccess, mayChangeStatut } from './policy.ts';

const at = (text: string) => Temporal.Instant.from(text);

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  test('the clock stands still while a commande is suspended, and the deadline moves by as much', async () => {
    const { id, correcteur } = await due('2026-11-30T12:00:00Z');
    await change(correcteur, id, 'SUSPENDUE', '2026-11-20T12:00:00Z');
    const paused = await stateOf(id, correcteur);
    assert.equal(remainingSeconds(paused, at('2026-11-20T12:00:00Z')), 10 * 86_400);
    assert.equal(remainingSeconds(paused, at('2026-12-25T00:00:00Z')), 10 * 86_400);
    await change(correcteur, id, 'EN_COURS', '2026-11-23T18:30:00Z');
    const resumed = await stateOf(id, correcteur);
    assert.equal(resumed.dateEcheance?.toISOString(), '2026-12-03T18:30:00.000Z');
    assert.equal(remainingSeconds(resumed, at('2026-11-23T18:30:00Z')), 10 * 86_400);
    assert.deepEqual([resumed.suspendedAt, resumed.statutAvantPause], [null, null]);
  });

  test('what was late stays as late as it was', async () => {
    const { id, correcteur } = await due('2026-11-19T12:00:00Z');
    await change(correcteur, id, 'SUSPENDUE', '2026-11-20T12:00:00Z');
    await change(correcteur, id, 'EN_COURS', '2026-11-22T12:00:00Z');
    const resumed = await stateOf(id, correcteur);
    assert.equal(remainingSeconds(resumed, at('2026-11-22T12:00:00Z')), -86_400);
  });

  test('without a deadline a pause changes nothing', async () => {
    const { id, correcteur } = await due(null);
    await change(correcteur, id, 'SUSPENDUE', '2026-11-20T12:00:00Z');
    await change(correcteur, id, 'EN_COURS', '2026-11-22T12:00:00Z');
    assert.equal((await stateOf(id, correcteur)).dateEcheance, null);
  });

  test('the deadline of a suspended commande is not set by hand', async () => {
    const { id, correcteur } = await due('2027-11-30T12:00:00Z');
    const admin = await app.signIn('ADMIN');
    await change(correcteur, id, 'SUSPENDUE', '2026-11-20T12:00:00Z');
    const url = `/api/commandes/${id}`;
    const moved = await app.call({ method: 'PATCH', url, as: admin, body: { dateEcheance: '2028-01-01T00:00:00Z' } });
    assert.equal(moved.body.code, 'COMMANDE_DEADLINE_PAUSED');
    const { deadline } = (await app.call({ url, as: admin })).body;
    assert.deepEqual([deadline.paused, deadline.at], [true, '2027-11-30T12:00:00.000Z']);
  });

  async function due(dateEcheance: string | null) {
    const client = await app.signIn('USER');
    const correcteur = await app.signIn('CORRECTOR');
    const date = dateEcheance === null ? null : new Date(dateEcheance);
    const id = await aCommande(database.db, { client, correcteur, statut: 'EN_COURS', dateEcheance: date });
    return { id, correcteur };
  }

  async function change(person: TestPerson, id: string, statut: 'SUSPENDUE' | 'EN_COURS', when: string) {
    const call = { context: app.context, actor: actorOf(person), params: { id } };
    // The policy reads nothing of the request itself.
    const allowed = await mayChangeStatut(call as Parameters<typeof mayChangeStatut>[0]);
    await changeStatut(app.context, allowed, { statut, reason: 'Parce que' }, at(when));
  }

  async function stateOf(id: string, person: TestPerson) {
    return (await commandeAccess(database.db, actorOf(person), id)).commande;
  }
});

function actorOf({ id }: TestPerson): Actor {
  return { userId: id, role: 'CORRECTOR', sessionId: '', langue: 'fr', via: 'bearer' };
}
