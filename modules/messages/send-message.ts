import type { Static } from 'typebox';
import { type CommandeAccess, type CommandeStanding, lockAccess } from '#modules/commandes/module.ts';
import { requireAttachable } from '#modules/files/module.ts';
import type { Context } from '#platform/context.ts';
import type { MessageRow } from '#platform/db/database.gen.ts';
import { capabilities, type Db, inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { newId } from '#platform/ids.ts';
import { publish } from '#platform/outbox/outbox.ts';
import { addMessage, receiverOf } from './add-message.ts';
import { messageErrors } from './errors.ts';
import { messageSent } from './events.ts';
import { findAttachmentIds, findMessage } from './queries.ts';
import type { sendMessageContract } from './schema.ts';

/**
 * Writes into the conversation of a commande. The same message with the same id again changes nothing.
 * @returns its id
 * @throws MESSAGE_EMPTY, MESSAGE_ID_TAKEN, FILE_NOT_ATTACHABLE
 */
export async function sendMessage(
  context: Context,
  allowed: Allowed<'message.send', CommandeStanding>,
  input: Static<typeof sendMessageContract.body>,
): Promise<string> {
  const draft: Draft = {
    id: input.id?.toLowerCase(),
    content: input.content?.trim() ?? '',
    fileIds: input.attachmentIds ?? [],
  };
  if (draft.content === '' && draft.fileIds.length === 0) throw messageErrors.MESSAGE_EMPTY();
  try {
    return await inTransaction(context.db, async (tx) => {
      const access = await lockAccess(tx, allowed);
      return (await findSent(tx, access, draft)) ?? write(tx, access, draft);
    });
  } catch (error) {
    // The same id at the same moment in another conversation.
    if (capabilities(context.db).isUniqueViolation(error)) throw messageErrors.MESSAGE_ID_TAKEN({}, { cause: error });
    throw error;
  }
}

interface Draft {
  readonly id: string | undefined;
  readonly content: string;
  readonly fileIds: readonly string[];
}

async function write(tx: Db, { commande, actor, sides }: CommandeAccess, draft: Draft): Promise<string> {
  await requireAttachable(tx, { actor, commandeId: commande.id, fileIds: draft.fileIds });
  const message = {
    id: draft.id ?? newId(),
    commandeId: commande.id,
    senderId: actor.userId,
    receiverId: receiverOf(commande, actor.userId),
    content: draft.content,
    type: sides.includes('client') || sides.includes('correcteur') ? 'USER_MESSAGE' : 'ADMIN_MESSAGE',
  } as const;
  await addMessage(tx, message, draft.fileIds);
  await publish(tx, messageSent, { messageId: message.id, commandeId: commande.id, senderId: actor.userId });
  return message.id;
}

/** The message that an earlier try of this request wrote, if one did. */
async function findSent(tx: Db, access: CommandeAccess, draft: Draft): Promise<string | null> {
  const sent = draft.id === undefined ? undefined : await findMessage(tx, draft.id);
  if (!sent) return null;
  if (!(await isSame(tx, sent, access, draft))) throw messageErrors.MESSAGE_ID_TAKEN();
  return sent.id;
}

async function isSame(tx: Db, sent: MessageRow, { commande, actor }: CommandeAccess, draft: Draft): Promise<boolean> {
  const same = sent.commandeId === commande.id && sent.senderId === actor.userId && sent.content === draft.content;
  if (!same) return false;
  const attached = new Set(await findAttachmentIds(tx, sent.id));
  return attached.size === draft.fileIds.length && draft.fileIds.every((id) => attached.has(id));
}
