import type { Db } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { fileErrors } from './errors.ts';
import { presentFile } from './present.ts';
import { findAttachableIds, listAttachments } from './queries.ts';
import type { File } from './schema.ts';

/**
 * Makes sure that someone may attach these files in the conversation of a commande.
 * @throws FILE_NOT_ATTACHABLE when one of them is of another commande, of someone else, deleted, or does not exist
 */
export async function requireAttachable(
  tx: Db,
  { actor, commandeId, fileIds }: { actor: Pick<Actor, 'userId'>; commandeId: string; fileIds: readonly string[] },
): Promise<void> {
  const wanted = [...new Set(fileIds)];
  const found = await findAttachableIds(tx, { userId: actor.userId, commandeId, fileIds: wanted });
  if (found.length < wanted.length) throw fileErrors.FILE_NOT_ATTACHABLE();
}

/** The attachments of several messages at once, by the message; those without any are absent. */
export async function describeAttachments(db: Db, messageIds: readonly string[]): Promise<Map<string, File[]>> {
  const attachments = await listAttachments(db, messageIds);
  const byMessage = new Map<string, File[]>();
  for (const attachment of attachments) {
    const files = byMessage.get(attachment.messageId);
    if (files) files.push(presentFile(attachment));
    else byMessage.set(attachment.messageId, [presentFile(attachment)]);
  }
  return byMessage;
}
