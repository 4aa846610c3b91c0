import { recordFichier } from '#modules/commandes/module.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/outbox.ts';
import { fileRestored } from './events.ts';
import { type FileAccess, requireMayStillChange } from './policy.ts';
import { type FileRecord, setDeletedAt } from './queries.ts';
import { requireQuota } from './quota.ts';

/**
 * Brings a deleted file back, into its old place in the ladder of versions. Restoring what is not deleted does nothing.
 * @throws FILE_QUOTA_EXCEEDED when whoever uploaded it has filled the room since; FILE_DELETE_FORBIDDEN, FILE_NOT_FOUND
 * when the commande has ended or changed hands meanwhile
 */
export async function restoreFile(context: Context, access: Allowed<'file.restore', FileAccess>): Promise<FileRecord> {
  const { file, actor } = access;
  await inTransaction(context.db, async (tx) => {
    await requireMayStillChange(tx, access);
    if (file.deletedAt !== null) await requireQuota(tx, context, file.uploadedById, file.size);
    if (!(await setDeletedAt(tx, file.id, null))) return;
    const fact = { fileId: file.id, commandeId: file.commandeId, actorId: actor.userId };
    const { commandeId } = fact;
    if (commandeId !== null) await recordFichier(tx, { ...fact, commandeId, change: 'restored' });
    await publish(tx, fileRestored, fact);
  });
  return { ...file, deletedAt: null };
}
