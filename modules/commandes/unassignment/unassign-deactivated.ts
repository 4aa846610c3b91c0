import { userDeactivated } from '#modules/accounts/module.ts';
import { effect, publish } from '#platform/outbox/outbox.ts';
import { commandeAssigned } from '../events.ts';
import { insertHistorique, updateCommande } from '../queries.ts';
import { lockCorrected } from './queries.ts';

/**
 * Whoever is deactivated corrects nothing any more: what they had not finished, begun or not, waits for an administrator
 * to assign it anew. What they have delivered keeps their name.
 */
export const unassignDeactivated = effect(userDeactivated, 'unassign-commandes', async ({ tx, payload }) => {
  const { userId: previousId, actorId } = payload;
  for (const { id: commandeId } of await lockCorrected(tx, previousId)) {
    const change = { correcteurId: null, previousId };
    await updateCommande(tx, commandeId, { correcteurId: null });
    await insertHistorique(tx, { commandeId, actorId, action: 'ASSIGNATION', data: change });
    await publish(tx, commandeAssigned, { commandeId, actorId, ...change });
  }
});
