import { type CommandeStanding, countUnread } from '#modules/commandes/module.ts';
import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/outbox.ts';
import { messageErrors } from './errors.ts';
import { messagesRead } from './events.ts';
import { type Addressee, advanceRead, findMessage, markReceived } from './queries.ts';

/**
 * Remembers that someone has read a conversation up to a message, on whichever device.
 * @returns how many messages remain unread to them
 * @throws MESSAGE_NOT_FOUND
 */
export async function readConversation(
  context: Context,
  standing: Allowed<'conversation.read', CommandeStanding>,
  { upTo: messageId }: { upTo: string },
): Promise<{ unread: number }> {
  const { commande, actor } = standing;
  const upTo = await findMessage(context.db, messageId);
  if (upTo?.commandeId !== commande.id) throw messageErrors.MESSAGE_NOT_FOUND();
  await inTransaction(context.db, (tx) => markRead(tx, standing, upTo.createdAt));
  const unread = await countUnread(context.db, actor, [commande.id]);
  return { unread: unread.get(commande.id) ?? 0 };
}

async function markRead(tx: Db, { commande, actor, sides }: CommandeStanding, upTo: Date): Promise<void> {
  const read = { userId: actor.userId, commandeId: commande.id };
  if (!(await advanceRead(tx, { ...read, lastReadAt: upTo }))) return;
  await markReceived(tx, { ...read, upTo, addressee: addresseeOf({ commande, actor, sides }) });
  await publish(tx, messagesRead, read);
}

function addresseeOf({ commande, actor, sides }: CommandeStanding): Addressee {
  if (sides.includes('client')) return { side: 'client' };
  if (sides.includes('correcteur')) return { side: 'correcteur', clientId: commande.userId };
  return { side: 'administrateur', userId: actor.userId };
}
