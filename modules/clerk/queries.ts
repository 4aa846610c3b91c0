import { createHash } from 'node:crypto';
import type { ExpressionBuilder } from 'kysely';
import type { ClerkUserRow, ClerkUserState, Database, ReceivedWebhookRow, UserRow } from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';
import type { DatedPlace } from '#platform/http/page.ts';

const NOTHING_SAID = -1;

/** False when it was received before. */
export async function insertWebhook(tx: Db, webhook: Pick<ReceivedWebhookRow, 'id' | 'payload'>): Promise<boolean> {
  return capabilities(tx).insertIgnore(tx.insertInto('received_webhooks').values({ ...webhook, provider: 'clerk' }));
}

export async function findWebhook(db: Db, id: string): Promise<ReceivedWebhookRow | undefined> {
  return db.selectFrom('received_webhooks').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What it said of a person is kept with the person: of the webhook there stays that it came. */
export async function markWebhookProcessed(tx: Db, id: string): Promise<void> {
  await tx
    .updateTable('received_webhooks')
    .set({ processedAt: new Date(), payload: {} })
    .where('id', '=', id)
    .execute();
}

const SEEN_SESSION = 'clerk-session';

/** Remembers, by its hash, that this session of Clerk’s opened one here. False when it did before. */
export async function insertSeenSession(tx: Db, hash: string): Promise<boolean> {
  const seen = { id: `${SEEN_SESSION}:${hash}`, provider: SEEN_SESSION, payload: {}, processedAt: new Date() };
  return capabilities(tx).insertIgnore(tx.insertInto('received_webhooks').values(seen));
}

/** The open sessions of this person may open others: they are about to be somebody else. */
export async function forgetSeenSessions(tx: Db, userId: string): Promise<void> {
  const open = await tx
    .selectFrom('user_sessions')
    .select('token')
    .where('userId', '=', userId)
    .where('revokedAt', 'is', null)
    .execute();
  const ids = open.map(({ token }) => `${SEEN_SESSION}:${token}`);
  if (ids.length > 0) await tx.deleteFrom('received_webhooks').where('id', 'in', ids).execute();
}

export async function deleteSeenSessions(db: Db, before: Date): Promise<void> {
  await db
    .deleteFrom('received_webhooks')
    .where('provider', '=', SEEN_SESSION)
    .where('receivedAt', '<', before)
    .execute();
}

export async function deleteProcessedWebhooks(db: Db, before: Date): Promise<void> {
  await db
    .deleteFrom('received_webhooks')
    .where('provider', '=', 'clerk')
    .where('receivedAt', '<', before)
    .where('processedAt', 'is not', null)
    .execute();
}

const BLOCK = 'clerk-block';

/** Until when Clerk keeps this user of its out, in milliseconds since 1970; null when it does not. */
export async function findBlock(db: Db, clerkUserId: string): Promise<number | null> {
  const row = await findWebhook(db, blockId(clerkUserId));
  return row ? blockOf(row).until : null;
}

export async function writeBlock(tx: Db, clerkUserId: string, until: number): Promise<void> {
  const payload: Block = { clerkUserId, until };
  const kept = { provider: BLOCK, payload, processedAt: new Date() };
  const query = tx.insertInto('received_webhooks').values({ id: blockId(clerkUserId), ...kept });
  await capabilities(tx).upsert(query, ['id'], kept);
}

export async function deleteBlock(tx: Db, clerkUserId: string): Promise<void> {
  await tx.deleteFrom('received_webhooks').where('id', '=', blockId(clerkUserId)).execute();
}

interface Block {
  readonly clerkUserId: string;
  readonly until: number;
}

export async function listBlocks(db: Db): Promise<Block[]> {
  const rows = await db.selectFrom('received_webhooks').select('payload').where('provider', '=', BLOCK).execute();
  return rows.map(blockOf);
}

/** An id of Clerk's may be as long as the column. */
function blockId(clerkUserId: string): string {
  return `${BLOCK}:${createHash('sha256').update(clerkUserId).digest('hex')}`;
}

function blockOf({ payload }: Pick<ReceivedWebhookRow, 'payload'>): Block {
  return payload as Block; // as it was written above
}

/** The row of this user of Clerk’s, made where it was missing; nobody else changes it before the transaction ends. */
export async function lockClerkUser(tx: Db, id: string): Promise<ClerkUserRow> {
  const { insertIgnore, lockRow } = capabilities(tx);
  await insertIgnore(tx.insertInto('clerk_users').values({ id, state: 'WAITING', version: NOTHING_SAID }));
  return lockRow(tx.selectFrom('clerk_users').selectAll().where('id', '=', id)).executeTakeFirstOrThrow();
}

export async function findClerkUser(db: Db, id: string): Promise<ClerkUserRow | undefined> {
  return db.selectFrom('clerk_users').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function updateClerkUser(tx: Db, id: string, changes: Partial<ClerkUserRow>): Promise<void> {
  await tx.updateTable('clerk_users').set(changes).where('id', '=', id).execute();
}

/** Those that wait for nothing but this address. */
export async function findWaitingFor(tx: Db, email: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('clerk_users')
    .select('id')
    .where('email', '=', email)
    .where('state', '=', 'WAITING')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Newest first; `after` is the last of the page before. */
export async function listClerkUsers(
  db: Db,
  state: ClerkUserState | undefined,
  { limit, after }: { limit: number; after: DatedPlace | null },
): Promise<ClerkUserRow[]> {
  let query = db.selectFrom('clerk_users').selectAll();
  if (state !== undefined) query = query.where('state', '=', state);
  if (after !== null) query = query.where(isOlderThan(after));
  return query.orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

export interface KnownClerkUser extends Pick<ClerkUserRow, 'id' | 'state' | 'version' | 'reason' | 'email'> {
  readonly blockedUntil: number | null;
}

/** All of them, by their ids. */
export async function listKnown(db: Db): Promise<KnownClerkUser[]> {
  const blocks = new Map((await listBlocks(db)).map(({ clerkUserId, until }) => [clerkUserId, until]));
  const users = db.selectFrom('clerk_users').select(['id', 'state', 'version', 'reason', 'email']).orderBy('id');
  return (await users.execute()).map((row) => ({ ...row, blockedUntil: blocks.get(row.id) ?? null }));
}

export type PersonRow = Pick<
  UserRow,
  | 'id'
  | 'email'
  | 'role'
  | 'isActive'
  | 'deactivationReason'
  | 'password'
  | 'emailVerifiedAt'
  | 'onboardedAt'
  | 'erasedAt'
>;

export async function lockPerson(tx: Db, id: string): Promise<PersonRow | undefined> {
  const columns = [
    'id',
    'email',
    'role',
    'isActive',
    'deactivationReason',
    'password',
    'emailVerifiedAt',
    'onboardedAt',
    'erasedAt',
  ] as const;
  const query = tx.selectFrom('users').select(columns).where('id', '=', id);
  return capabilities(tx).lockRow(query).executeTakeFirst();
}

/** A picture that somebody has given themselves here stays, whatever Clerk shows. */
export async function updatePerson(tx: Db, id: string, { avatar, ...changes }: Partial<UserRow>): Promise<void> {
  const person = tx.updateTable('users').where('id', '=', id);
  if (Object.keys(changes).length > 0) await person.set(changes).execute();
  if (avatar !== undefined) await person.set({ avatar }).where('avatarSha256', 'is', null).execute();
}

/** With preferences, links and what else is worth nothing without them. */
export async function deletePerson(tx: Db, id: string): Promise<void> {
  await tx.deleteFrom('users').where('id', '=', id).execute();
}

/** Where somebody appears who has ever done more here than sign in. */
const TRACES = [
  ['commandes', 'userId'],
  ['commandes', 'correcteurId'],
  ['commande_historique', 'actorId'],
  ['files', 'uploadedById'],
  ['uploads', 'userId'],
  ['messages', 'senderId'],
  ['messages', 'receiverId'],
  ['support_requests', 'userId'],
  ['payment_methods', 'userId'],
  ['mentor_profiles', 'userId'],
  ['api_tokens', 'userId'],
  ['passkeys', 'userId'],
  ['consents', 'userId'],
] as const;

/** Whether this person has left anything of their own. */
export async function hasTraces(tx: Db, userId: string): Promise<boolean> {
  for (const [table, column] of TRACES) {
    // Kysely cannot follow a table that is a variable: each column above is the id of a person.
    const query = tx.selectFrom(table as 'files').select(column as 'uploadedById');
    const found = await query
      .where(column as 'uploadedById', '=', userId)
      .limit(1)
      .executeTakeFirst();
    if (found) return true;
  }
  return false;
}

function isOlderThan({ createdAt, id }: DatedPlace) {
  return ({ eb, and, or }: ExpressionBuilder<Database, 'clerk_users'>) =>
    or([eb('createdAt', '<', createdAt), and([eb('createdAt', '=', createdAt), eb('id', '<', id)])]);
}

/** What this person is called at Clerk. */
export async function findIdentityOfPerson(db: Db, userId: string): Promise<{ subject: string } | undefined> {
  return db
    .selectFrom('identities')
    .select('subject')
    .where('provider', '=', 'clerk')
    .where('userId', '=', userId)
    .executeTakeFirst();
}
