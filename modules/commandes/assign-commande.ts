import type { Static } from 'typebox';
import type { Context } from '#platform/context.ts';
import type { CommandeRow } from '#platform/db/database.gen.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/outbox.ts';
import { commandeErrors } from './errors.ts';
import { commandeAssigned } from './events.ts';
import { type CommandeAccess, isOpen, lockAccess } from './policy.ts';
import { findCorrecteur, insertHistorique, updateCommande } from './queries.ts';
import type { assignCommandeContract } from './schema.ts';
import { STATUT_WORDS } from './words.ts';

/**
 * Says who corrects a commande; null takes it back from whoever did. The same person again changes nothing.
 * @throws COMMANDE_ASSIGN_CLOSED, COMMANDE_UNASSIGN_REFUSED, COMMANDE_CORRECTEUR_INVALID
 */
export async function assignCommande(
  context: Context,
  allowed: Allowed<'commande.assign', CommandeAccess>,
  { correcteurId }: Static<typeof assignCommandeContract.body>,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { commande, actor } = await lockAccess(tx, allowed);
    if (commande.correcteurId === correcteurId) return;
    if (!isOpen(commande)) throw commandeErrors.COMMANDE_ASSIGN_CLOSED({ statut: STATUT_WORDS[commande.statut] });
    if (correcteurId === null) requireNotBegun(commande);
    else await requireCorrecteur(tx, commande, correcteurId);
    const change = { correcteurId, previousId: commande.correcteurId };

    await updateCommande(tx, commande.id, { correcteurId });
    await insertHistorique(tx, {
      commandeId: commande.id,
      actorId: actor.userId,
      action: 'ASSIGNATION',
      data: change,
    });
    await publish(tx, commandeAssigned, { commandeId: commande.id, actorId: actor.userId, ...change });
  });
}

function requireNotBegun({ statut, statutAvantPause }: CommandeRow): void {
  const begun = statut === 'EN_COURS' || statutAvantPause === 'EN_COURS';
  if (begun) throw commandeErrors.COMMANDE_UNASSIGN_REFUSED();
}

async function requireCorrecteur(tx: Db, commande: CommandeRow, correcteurId: string): Promise<void> {
  const correcteur = await findCorrecteur(tx, correcteurId);
  // Nobody corrects their own text.
  if (!correcteur || correcteur.id === commande.userId) throw commandeErrors.COMMANDE_CORRECTEUR_INVALID();
}
