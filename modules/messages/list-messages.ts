import type { CommandeStanding } from '#modules/commandes/module.ts';
import { describeAttachments } from '#modules/files/module.ts';
import type { Context } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { cutPage, datedPlace, PAGE_LIMIT_DEFAULT, type Page } from '#platform/http/page.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { messageErrors } from './errors.ts';
import { presentMessage } from './present.ts';
import { findSentMessage, listSentMessages, type SentMessage } from './queries.ts';
import type { Message } from './schema.ts';

/** A page of a conversation, newest first: one query, and a second one when there are attachments. */
export async function listMessages(
  { db }: Context,
  { commande }: Allowed<'conversation.read', CommandeStanding>,
  { limit = PAGE_LIMIT_DEFAULT, after }: { limit?: number; after?: string },
): Promise<Page<Message>> {
  const sent = await listSentMessages(db, commande.id, { limit, after: datedPlace(after) });
  const { items, next } = cutPage(sent, limit, ({ message }) => [message.createdAt, message.id]);
  return { items: await describeMessages(db, items), next };
}

/** @throws MESSAGE_NOT_FOUND */
export async function describeMessage(db: Db, id: string): Promise<Message> {
  const sent = await findSentMessage(db, id);
  const [message] = sent ? await describeMessages(db, [sent]) : [];
  if (!message) throw messageErrors.MESSAGE_NOT_FOUND();
  return message;
}

async function describeMessages(db: Db, sent: readonly SentMessage[]): Promise<Message[]> {
  const asked = sent.filter(({ mayHaveAttachments }) => mayHaveAttachments).map(({ message }) => message.id);
  const attachments = asked.length > 0 ? await describeAttachments(db, asked) : null;
  return sent.map((one) => presentMessage(one, attachments?.get(one.message.id) ?? []));
}
