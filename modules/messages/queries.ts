import { type ExpressionBuilder, type NotNull, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database, MessageRow, UserRow } from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';
import { forEachLength, paddedLists } from '#platform/db/padded.ts';
import { prepared, preparedForSending, type WithIsoDates } from '#platform/db/prepared.ts';
import { preparedInsert } from '#platform/db/prepared-insert.ts';
import type { DatedPlace } from '#platform/http/page.ts';

/** A message with its sender, as it is sent on. */
export interface SentMessage {
  readonly commandeId: string;
  readonly message: WithIsoDates<PlainMessage>;
  readonly sender: Sender;
  /** False where it is known to have no attachments: the others are worth asking for. */
  readonly mayHaveAttachments: boolean;
}

type PlainMessage = Pick<MessageRow, (typeof PLAIN)[number]>;
const PLAIN = ['id', 'senderId', 'content', 'type', 'isRead', 'createdAt'] as const;
const PLAIN_OF_M = PLAIN.map((column) => `m.${column}` as const);

export type Sender = Pick<UserRow, 'id' | 'prenom' | 'nom' | 'avatar' | 'role'>;

interface MessageRecord extends PlainMessage, Omit<Sender, 'id'> {
  /** Whether it has attachments, in whatever way the database says true. */
  readonly attached: unknown;
}

const firstPage = preparedForSending<MessageRecord>((db) => pageQuery(db));
const laterPage = preparedForSending<MessageRecord>((db) => pageQuery(db).where(isBefore));
const firstPageAlone = preparedForSending<PlainMessage>((db) => pageAloneQuery(db));
const laterPageAlone = preparedForSending<PlainMessage>((db) => pageAloneQuery(db).where(isBefore));
const oneRecord = preparedForSending<MessageRecord & Pick<MessageRow, 'commandeId'>>((db) =>
  records(db).select('m.commandeId').where('m.id', '=', ''),
);

/** Newest first, and one row more than `limit` when there is one. The hottest query of Staka. */
export async function listSentMessages(
  db: Db,
  commandeId: string,
  { limit, after }: { limit: number; after: DatedPlace | null },
): Promise<readonly SentMessage[]> {
  const parameters = after
    ? [commandeId, after.createdAt, after.createdAt, after.id, limit + 1]
    : [commandeId, limit + 1];
  if (capabilities(db).isInProcess) {
    const ask = after ? laterPageAlone : firstPageAlone;
    return withSenders(db, commandeId, await ask(db, parameters));
  }
  const ask = after ? laterPage : firstPage;
  const rows = await ask(db, parameters);
  return rows.map((row) => sentMessage(commandeId, row));
}

export async function findSentMessage(db: Db, id: string): Promise<SentMessage | undefined> {
  const [row] = await oneRecord(db, [id]);
  return row && sentMessage(row.commandeId ?? '', row);
}

function sentMessage(commandeId: string, row: WithIsoDates<MessageRecord>): SentMessage {
  const { senderId: id, prenom, nom, avatar, role, attached } = row;
  const sender = { id, prenom, nom, avatar, role };
  return { commandeId, message: row, sender, mayHaveAttachments: Boolean(attached) };
}

const wholeMessage = prepared<MessageRow>((db) => db.selectFrom('messages').selectAll().where('id', '=', ''));

export async function findMessage(db: Db, id: string): Promise<MessageRow | undefined> {
  const [row] = await wholeMessage(db, [id]);
  return row;
}

const lastMessageDate = prepared<Pick<MessageRow, 'createdAt'>>((db) =>
  db.selectFrom('messages').select('createdAt').where('commandeId', '=', '').orderBy('createdAt', 'desc').limit(1),
);

export async function findLastMessageDate(tx: Db, commandeId: string): Promise<Date | undefined> {
  const [row] = await lastMessageDate(tx, [commandeId, 1]);
  return row?.createdAt;
}

export type NewMessage = Pick<
  MessageRow,
  'id' | 'senderId' | 'receiverId' | 'commandeId' | 'content' | 'type' | 'createdAt'
>;

export const insertMessage: (tx: Db, message: NewMessage) => Promise<void> = preparedInsert('messages', [
  'id',
  'senderId',
  'receiverId',
  'commandeId',
  'content',
  'type',
  'createdAt',
]);

export async function insertAttachments(tx: Db, messageId: string, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return;
  await tx
    .insertInto('message_attachments')
    .values(fileIds.map((fileId) => ({ messageId, fileId })))
    .execute();
}

export async function findAttachmentIds(db: Db, messageId: string): Promise<string[]> {
  const rows = await db.selectFrom('message_attachments').select('fileId').where('messageId', '=', messageId).execute();
  return rows.map(({ fileId }) => fileId);
}

/** Moves the place up to which someone has read, forward only. True when it moved. */
export async function advanceRead(
  tx: Db,
  { userId, commandeId, lastReadAt }: { userId: string; commandeId: string; lastReadAt: Date },
): Promise<boolean> {
  const inserted = await capabilities(tx).insertIgnore(
    tx.insertInto('conversation_reads').values({ userId, commandeId, lastReadAt }),
  );
  if (inserted) return true;
  const { numUpdatedRows } = await tx
    .updateTable('conversation_reads')
    .set({ lastReadAt })
    .where('userId', '=', userId)
    .where('commandeId', '=', commandeId)
    .where('lastReadAt', '<', lastReadAt)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** To whom of a conversation a message is addressed. */
export type Addressee =
  | { readonly side: 'client' }
  | { readonly side: 'correcteur'; readonly clientId: string }
  | { readonly side: 'administrateur'; readonly userId: string };

/** Marks what this person was sent, up to then, as read. */
export async function markReceived(
  tx: Db,
  read: { userId: string; commandeId: string; upTo: Date; addressee: Addressee },
): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ isRead: true, statut: 'LU' })
    .where('commandeId', '=', read.commandeId)
    .where('createdAt', '<=', read.upTo)
    .where('isRead', '=', false)
    .where('senderId', '!=', read.userId)
    .where(receivedBy(read.addressee))
    .execute();
}

function receivedBy(addressee: Addressee): RawBuilder<SqlBool> {
  const receiver = sql.ref('receiverId');
  switch (addressee.side) {
    case 'client':
      return sql`1 = 1`;
    case 'correcteur':
      // Also what the client wrote to the administrators, or to the corrector before.
      return sql`(${receiver} is null or ${receiver} <> ${addressee.clientId})`;
    case 'administrateur':
      return sql`(${receiver} is null or ${receiver} = ${addressee.userId})`;
  }
}

function pageQuery(db: Db) {
  return records(db).where('m.commandeId', '=', '').orderBy('m.createdAt', 'desc').orderBy('m.id', 'desc').limit(1);
}

const senders = forEachLength((length) =>
  prepared<Sender>((db) =>
    db
      .selectFrom('users')
      .select(['id', 'prenom', 'nom', 'avatar', 'role'])
      .where(
        'id',
        'in',
        Array.from({ length }, () => ''),
      ),
  ),
);

/**
 * Two people write most conversations: each is looked up once, rather than once for each of their messages. Where a
 * query costs no way to a server, asking for the attachments of all is quicker than asking first which have any.
 */
async function withSenders(
  db: Db,
  commandeId: string,
  messages: readonly WithIsoDates<PlainMessage>[],
): Promise<SentMessage[]> {
  // A list is quicker than a map of so few, whose keys V8 would have to make known first.
  const senderIds: string[] = [];
  for (const { senderId } of messages) if (!senderIds.includes(senderId)) senderIds.push(senderId);
  const people: Sender[] = [];
  for (const ids of paddedLists(senderIds)) people.push(...((await senders.get(ids.length)?.(db, ids)) ?? []));
  return messages.flatMap((message) => {
    const sender = people.find(({ id }) => id === message.senderId);
    // Every message has its sender: a foreign key says so.
    return sender ? [{ commandeId, message, sender, mayHaveAttachments: true }] : [];
  });
}

function pageAloneQuery(db: Db) {
  return db
    .selectFrom('messages as m')
    .select(PLAIN_OF_M)
    .where('m.commandeId', '=', '')
    .orderBy('m.createdAt', 'desc')
    .orderBy('m.id', 'desc')
    .limit(1);
}

/** Older than a place in the conversation. Said so that every database begins at that place in the index. */
function isBefore({ eb, or, and }: MessageExpression) {
  const place = new Date(0);
  return and([eb('m.createdAt', '<=', place), or([eb('m.createdAt', '<', place), eb('m.id', '<', '')])]);
}

type MessageExpression = ExpressionBuilder<Database & { m: Database['messages'] }, 'm'>;

function attached({ exists, selectFrom }: MessageExpression) {
  return exists(selectFrom('message_attachments as a').select('a.id').whereRef('a.messageId', '=', 'm.id')).as(
    'attached',
  );
}

/** A left join, though every message has its sender: so no database begins with the people, and sorts afterwards. */
function records(db: Db) {
  return db
    .selectFrom('messages as m')
    .leftJoin('users as s', 's.id', 'm.senderId')
    .select(PLAIN_OF_M)
    .select(['s.prenom', 's.nom', 's.avatar', 's.role'])
    .select(attached)
    .$narrowType<{ prenom: NotNull; nom: NotNull; role: NotNull }>();
}
