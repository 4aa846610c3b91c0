import type { Static } from 'typebox';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { newId } from '#platform/ids.ts';
import { publish } from '#platform/outbox/outbox.ts';
import { futureDeadline, proposedDeadline, toDate } from './deadline.ts';
import { commandeCreated } from './events.ts';
import { insertCommande, insertHistorique } from './queries.ts';
import type { createCommandeContract } from './schema.ts';
import { cleanText, cleanTitre } from './texts.ts';

/**
 * Opens a commande for whoever asks.
 * @returns its id
 * @throws COMMANDE_TITRE_REQUIRED, COMMANDE_TEXT_TOO_LONG, COMMANDE_DEADLINE_PAST
 */
export async function createCommande(
  context: Context,
  actor: Allowed<'commande.create', Actor>,
  input: Static<typeof createCommandeContract.body>,
  now = Temporal.Now.instant(),
): Promise<string> {
  const { priorite = 'NORMALE', dateEcheance } = input;
  const commande = {
    id: newId(),
    userId: actor.userId,
    titre: cleanTitre(input.titre),
    description: cleanText('description', input.description ?? null),
    noteClient: cleanText('noteClient', input.noteClient ?? null),
    priorite,
    dateEcheance: dateEcheance ? futureDeadline(dateEcheance, now) : proposedDeadline(priorite, now),
    createdAt: toDate(now),
  };
  await inTransaction(context.db, async (tx) => {
    await insertCommande(tx, commande);
    await insertHistorique(tx, {
      commandeId: commande.id,
      actorId: actor.userId,
      action: 'CREATION',
      toStatut: 'EN_ATTENTE',
    });
    await publish(tx, commandeCreated, { commandeId: commande.id, actorId: actor.userId });
  });
  return commande.id;
}
