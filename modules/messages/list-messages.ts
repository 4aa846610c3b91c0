import type { CommandeStanding } from '#modules/commandes/module.ts';
import { describeAttachments } from '#modules/files/module.ts';
import type { Context } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { cutPage, datedPlace, PAGE_LIMIT_DEFAULT, type Page } from '#platform/http/page.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { messageErrors } from './errors.ts';
import { presentMessage } from './present.ts';
import { findMessageRecord, listMessageRows, type SentMessageRecord } from './queries.ts';
import type { Message } from './schema.ts';

/** A page of a conversation, newest first: one query, and a second one when there are attachments. */
export async function listMessages(
  { db }: Context,
  { commande }: Allowed<'conversation.read', CommandeStanding>,
  { limit = PAGE_LIMIT_DEFAULT, after }: { limit?: number; after?: string },
): Promise<Page<Message>> {
  const rows = await listMessageRows(db, commande.id, { limit, after: datedPlace(after) });
  const { items, next } = cutPage(rows, limit, ({ createdAt, id }) => [createdAt, id]);
  return { items: await describeMessages(db, items), next };
}

/** @throws MESSAGE_NOT_FOUND */
export async function describeMessage(db: Db, id: string): Promise<Message> {
  const row = await findMessageRecord(db, id);
  const [message] = row ? await describeMessages(db, [row]) : [];
  if (!message) throw messageErrors.MESSAGE_NOT_FOUND();
  return message;
}

async function describeMessages(db: Db, rows: readonly SentMessageRecord[]): Promise<Message[]> {
  const attached = rows.filter((row) => Boolean(row.attached)).map(({ id }) => id);
  const attachments = attached.length > 0 ? await describeAttachments(db, attached) : null;
  return rows.map((row) => presentMessage(row, attachments?.get(row.id) ?? []));
}
