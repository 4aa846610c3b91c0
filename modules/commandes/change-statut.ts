import type { Static } from 'typebox';
import type { Context } from '#platform/context.ts';
import type { CommandeRow } from '#platform/db/database.gen.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/outbox.ts';
import { resumedDeadline, toDate } from './deadline.ts';
import { commandeStatutChanged } from './events.ts';
import { type CommandeAccess, lockAccess } from './policy.ts';
import { type CommandeChanges, countFiles, insertHistorique, updateCommande } from './queries.ts';
import type { changeStatutContract } from './schema.ts';
import { requireTransition, type Transition, type WorkflowState } from './workflow.ts';

/**
 * Takes a commande to another statut, as the table in `workflow.ts` allows.
 * @throws what `requireTransition` throws
 */
export async function changeStatut(
  context: Context,
  allowed: Allowed<'commande.statut', CommandeAccess>,
  input: Static<typeof changeStatutContract.body>,
  now = Temporal.Now.instant(),
): Promise<void> {
  const reason = input.reason?.trim() || null;
  await inTransaction(context.db, async (tx) => {
    const { commande, actor, sides } = await lockAccess(tx, allowed);
    const state = await workflowState(tx, commande);
    const transition = requireTransition(state, { to: input.statut, reason, sides, now });
    const { from, to } = transition;
    const act = { commandeId: commande.id, actorId: actor.userId, reason };

    await updateCommande(tx, commande.id, changesOf(transition, commande, now));
    await insertHistorique(tx, { ...act, action: 'STATUT', fromStatut: from, toStatut: to });
    await publish(tx, commandeStatutChanged, { ...act, from, to });
  });
}

/** What a transition changes besides the statut. */
export function changesOf({ from, to }: Transition, commande: CommandeRow, now: Temporal.Instant): CommandeChanges {
  return {
    statut: to,
    ...(to === 'SUSPENDUE' ? { suspendedAt: toDate(now), statutAvantPause: from } : {}),
    ...(from === 'SUSPENDUE' ? { suspendedAt: null, statutAvantPause: null } : {}),
    ...(from === 'SUSPENDUE' && to !== 'ANNULEE' ? { dateEcheance: resumedDeadline(commande, now) } : {}),
    ...(to === 'TERMINE' ? { dateFinition: toDate(now) } : {}),
    ...(from === 'TERMINE' ? { dateFinition: null } : {}),
  };
}

async function workflowState(tx: Db, commande: CommandeRow): Promise<WorkflowState> {
  const counts = (await countFiles(tx, [commande.id])).get(commande.id);
  return { ...commande, corrections: counts?.corrections ?? 0 };
}
