import { lockCommande } from '#modules/commandes/module.ts';
import type { CommandeRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { findLastMessageDate, insertAttachments, insertMessage, type NewMessage } from './queries.ts';

/**
 * Adds a message to the conversation of a commande that the caller has locked: under that lock each message is at
 * least a millisecond younger than the one before it, so that the moment up to which someone has read divides them.
 */
export async function addMessage(
  tx: Db,
  message: Omit<NewMessage, 'createdAt' | 'commandeId'> & { commandeId: string },
  fileIds: readonly string[],
): Promise<void> {
  const last = await findLastMessageDate(tx, message.commandeId);
  const createdAt = new Date(Math.max(Date.now(), (last?.getTime() ?? 0) + 1));
  await insertMessage(tx, { ...message, createdAt });
  await insertAttachments(tx, message.id, fileIds);
}

/** The other party: the client for whoever corrects or administers; the corrector for the client, or nobody yet. */
export function receiverOf(commande: Pick<CommandeRow, 'userId' | 'correcteurId'>, senderId: string): string | null {
  return senderId === commande.userId ? commande.correcteurId : commande.userId;
}

/** What the corrector wrote when delivering, with the delivered files. Null when nothing was written. */
export async function addDeliveryMessage(
  tx: Db,
  delivery: { commandeId: string; actorId: string; fileIds: readonly string[]; message: string | null },
): Promise<{ messageId: string; commandeId: string; senderId: string } | null> {
  const { commandeId, actorId: senderId, fileIds, message: content } = delivery;
  const commande = content === null ? undefined : await lockCommande(tx, commandeId);
  if (content === null || !commande) return null;
  const messageId = newId();
  const type = senderId === commande.correcteurId ? 'USER_MESSAGE' : 'ADMIN_MESSAGE';
  const receiverId = receiverOf(commande, senderId);
  await addMessage(tx, { id: messageId, commandeId, senderId, receiverId, content, type }, fileIds);
  return { messageId, commandeId, senderId };
}
