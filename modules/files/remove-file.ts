import { recordFichier } from '#modules/commandes/module.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/outbox.ts';
import { fileRemoved } from './events.ts';
import { type FileAccess, requireMayStillChange } from './policy.ts';
import { setDeletedAt } from './queries.ts';

/**
 * Puts a file out of sight. Its row and bytes stay, and no longer count in the quota of whoever uploaded it; the way back
 * is `restoreFile`. Deleting it again does nothing.
 * @throws FILE_DELETE_FORBIDDEN, FILE_NOT_FOUND when the commande has ended or changed hands meanwhile
 */
export async function removeFile({ db }: Context, access: Allowed<'file.remove', FileAccess>): Promise<void> {
  const { file, actor } = access;
  await inTransaction(db, async (tx) => {
    await requireMayStillChange(tx, access);
    if (!(await setDeletedAt(tx, file.id, new Date()))) return;
    const fact = { fileId: file.id, commandeId: file.commandeId, actorId: actor.userId };
    const { commandeId } = fact;
    if (commandeId !== null) await recordFichier(tx, { ...fact, commandeId, change: 'removed' });
    await publish(tx, fileRemoved, fact);
  });
}
