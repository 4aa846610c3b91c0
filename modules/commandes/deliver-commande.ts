import type { Static } from 'typebox';
import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/outbox.ts';
import { changesOf } from './change-statut.ts';
import { commandeErrors } from './errors.ts';
import { commandeDelivered } from './events.ts';
import { type CommandeAccess, lockAccess } from './policy.ts';
import { insertHistorique, lockVersionFileIds, updateCommande } from './queries.ts';
import type { deliverCommandeContract } from './schema.ts';
import { requireTransition } from './workflow.ts';

/**
 * Hands corrected files to the client, which ends the commande. The message, if any, is written into the conversation
 * by the module of messages.
 * @throws COMMANDE_DELIVERY_FILE_REFUSED, COMMANDE_TRANSITION_REFUSED, COMMANDE_TRANSITION_FORBIDDEN
 */
export async function deliverCommande(
  context: Context,
  allowed: Allowed<'commande.deliver', CommandeAccess>,
  { fileIds, message }: Static<typeof deliverCommandeContract.body>,
  now = Temporal.Now.instant(),
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { commande, actor, sides } = await lockAccess(tx, allowed);
    const state = { ...commande, corrections: fileIds.length };
    const transition = requireTransition(state, { to: 'TERMINE', reason: null, sides, now });
    await requireCorrections(tx, commande.id, fileIds);
    const act = { commandeId: commande.id, actorId: actor.userId };

    await updateCommande(tx, commande.id, changesOf(transition, commande, now));
    await insertHistorique(tx, {
      ...act,
      action: 'LIVRAISON',
      fromStatut: transition.from,
      toStatut: transition.to,
      data: { fileIds },
    });
    await publish(tx, commandeDelivered, { ...act, fileIds, message: message?.trim() || null });
  });
}

async function requireCorrections(tx: Db, commandeId: string, fileIds: readonly string[]): Promise<void> {
  const found = new Set(await lockVersionFileIds(tx, commandeId, 'CORRECTION', fileIds));
  if (!fileIds.every((id) => found.has(id))) throw commandeErrors.COMMANDE_DELIVERY_FILE_REFUSED();
}
