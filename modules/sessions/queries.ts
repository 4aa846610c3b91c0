import type { ExpressionBuilder } from 'kysely';
import type { Database, Role, UserSessionRow } from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';
import { preparedForSending, type WithIsoDates } from '#platform/db/prepared.ts';
import type { DatedPlace } from '#platform/http/page.ts';

/** What a request needs to know of the session it comes with; its dates as text, of which most requests read one. */
export type AuthenticationRow = WithIsoDates<SessionOfToken>;

interface SessionOfToken {
  readonly sessionId: string;
  readonly userId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date;
  readonly revokedAt: Date | null;
  readonly role: Role;
  readonly isActive: boolean;
  readonly langue: string | null;
  readonly rotatedAt: Date | null;
  readonly authenticatedAt: Date;
  readonly secondFactorAt: Date | null;
  readonly impersonatorId: string | null;
  /** The API token it was opened with; where an administrator acts as somebody, the session of theirs. */
  readonly openedWith: string | null;
}

/** The API token that a session was opened with. */
export interface TokenOfSessionRow {
  readonly scopes: readonly string[];
  readonly revokedAt: Date | null;
  readonly expiresAt: Date | null;
}

const authentication = preparedForSending<SessionOfToken>((db) =>
  authenticationQuery(db).where('session.token', '=', ''),
);
const authenticationBefore = preparedForSending<SessionOfToken>((db) =>
  authenticationQuery(db).where('session.previousToken', '=', '').where('session.rotatedAt', '>', new Date(0)),
);

/** The session of this hash with its person: asked for by every request. */
export async function findForAuthentication(db: Db, hash: string): Promise<AuthenticationRow | undefined> {
  const [row] = await authentication(db, [hash]);
  return row;
}

/** The session whose token was replaced after `since`, by the hash of the one before. */
export async function findByPreviousToken(db: Db, hash: string, since: Date): Promise<AuthenticationRow | undefined> {
  const [row] = await authenticationBefore(db, [hash, since]);
  return row;
}

/** Asked for the few sessions that have one: a join would be paid for by all. */
export async function findTokenOfSession(db: Db, tokenId: string): Promise<TokenOfSessionRow | undefined> {
  const tokens = db.selectFrom('api_tokens').select(['scopes', 'revokedAt', 'expiresAt']);
  return tokens.where('id', '=', tokenId).executeTakeFirst();
}

/** Whether the session from which somebody acts as another is open, and still an administrator's. */
export async function isImpersonatorSignedIn(
  db: Db,
  { sessionId, userId }: { sessionId: string | null; userId: string },
  now: Date,
): Promise<boolean> {
  if (sessionId === null) return false;
  const own = openSessionsOfAdministrators(db, now).where('own.id', '=', sessionId).where('own.userId', '=', userId);
  return (await own.executeTakeFirst()) !== undefined;
}

function openSessionsOfAdministrators(db: Db, now: Date) {
  return db
    .selectFrom('user_sessions as own')
    .innerJoin('users as administrator', 'administrator.id', 'own.userId')
    .select('own.id')
    .where('own.revokedAt', 'is', null)
    .where('own.expiresAt', '>', now)
    .where('administrator.isActive', '=', true)
    .where('administrator.role', '=', 'ADMIN');
}

/**
 * The API token a session was opened with. Where an administrator acts as somebody, the column holds the session of
 * theirs from which they do: what it was opened with, and ends with.
 */
export function apiTokenOf(session: Pick<UserSessionRow, 'token_id' | 'impersonatorId'>): string | null {
  return session.impersonatorId === null ? session.token_id : null;
}

type InsertedSession = Pick<
  UserSessionRow,
  'id' | 'userId' | 'token' | 'device' | 'userAgent' | 'ip' | 'timezone' | 'expiresAt' | 'createdAt'
> &
  Partial<Pick<UserSessionRow, 'token_id' | 'impersonatorId' | 'secondFactorAt' | 'authenticatedAt'>>;

export async function insertSession(tx: Db, values: InsertedSession): Promise<void> {
  const { createdAt } = values;
  await tx
    .insertInto('user_sessions')
    .values({ authenticatedAt: createdAt, ...values, lastUsedAt: createdAt })
    .execute();
}

const LOCKED = ['id', 'revokedAt', 'rotatedAt', 'token_id', 'impersonatorId'] as const;
export type LockedSession = Pick<UserSessionRow, (typeof LOCKED)[number]>;

/** As it is now: whatever changes it waits until the transaction ends. */
export async function lockSession(tx: Db, id: string): Promise<LockedSession | undefined> {
  const session = tx.selectFrom('user_sessions').select(LOCKED);
  return capabilities(tx)
    .lockRow(session.where('id', '=', id))
    .executeTakeFirst();
}

/** Without a hash the token stays, and only what was proved is written. */
export async function replaceToken(
  tx: Db,
  id: string,
  { hash, ...proof }: { hash: string | null } & Partial<Pick<UserSessionRow, 'authenticatedAt' | 'secondFactorAt'>>,
): Promise<void> {
  // MySQL sets from left to right: the token is kept before it is replaced.
  const replaced = ({ ref }: ExpressionBuilder<Database, 'user_sessions'>) =>
    hash === null ? proof : { previousToken: ref('token'), token: hash, rotatedAt: new Date(), ...proof };
  if (hash === null && Object.keys(proof).length === 0) return;
  await tx.updateTable('user_sessions').set(replaced).where('id', '=', id).execute();
}

/** What has been revoked stays as it is. */
export async function touchSessions(
  db: Db,
  ids: readonly string[],
  use: Pick<UserSessionRow, 'lastUsedAt' | 'expiresAt'>,
): Promise<void> {
  await db.updateTable('user_sessions').set(use).where('id', 'in', ids).where('revokedAt', 'is', null).execute();
}

/** Whatever has become of it. */
export async function findSession(
  db: Db,
  { id, userId }: { id: string; userId: string },
): Promise<UserSessionRow | undefined> {
  const sessions = db.selectFrom('user_sessions').selectAll();
  return sessions.where('id', '=', id).where('userId', '=', userId).executeTakeFirst();
}

export interface SessionsAsked {
  /** Those that have ended, too. */
  readonly all: boolean;
  readonly limit: number;
  /** The last of the page before. */
  readonly after: DatedPlace | null;
}

/** Newest first. */
export async function listSessions(
  db: Db,
  userId: string,
  { all, limit, after }: SessionsAsked,
): Promise<UserSessionRow[]> {
  const theirs = db.selectFrom('user_sessions').selectAll().where('userId', '=', userId);
  const asked = all ? theirs : theirs.where('revokedAt', 'is', null).where('expiresAt', '>', new Date());
  const page = after === null ? asked : asked.where(isOlderThan(after));
  return page.orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

/** Those of a person who acts as others, those of one as whom others act, and those begun from one session. */
export type Impersonations = { readonly by: string } | { readonly of: string } | { readonly from: string };

/** As far as they are open. */
export async function findImpersonations(
  tx: Db,
  whose: Impersonations,
): Promise<Pick<UserSessionRow, 'id' | 'userId'>[]> {
  const open = tx.selectFrom('user_sessions').select(['id', 'userId']).where('revokedAt', 'is', null).orderBy('id');
  if ('by' in whose) return open.where('impersonatorId', '=', whose.by).execute();
  const impersonations = open.where('impersonatorId', 'is not', null);
  if ('from' in whose) return impersonations.where('token_id', '=', whose.from).execute();
  return impersonations.where('userId', '=', whose.of).execute();
}

export async function personExists(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom('users').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

/** Which of these are sessions that are open, or API tokens that are good. */
export async function findOpenIds(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const now = new Date();
  const sessions = db
    .selectFrom('user_sessions as session')
    .innerJoin('users as person', 'person.id', 'session.userId')
    .select('session.id')
    .where('session.id', 'in', ids)
    .where('session.revokedAt', 'is', null)
    .where('session.expiresAt', '>', now)
    .where('person.isActive', '=', true)
    .where(({ or, eb }) =>
      or([
        eb('session.impersonatorId', 'is', null),
        eb('session.token_id', 'in', openSessionsOfAdministrators(db, now)),
      ]),
    );
  const tokens = db
    .selectFrom('api_tokens as token')
    .innerJoin('users as person', 'person.id', 'token.userId')
    .select('token.id')
    .where('token.id', 'in', ids)
    .where('token.revokedAt', 'is', null)
    .where(({ or, eb }) => or([eb('token.expiresAt', 'is', null), eb('token.expiresAt', '>', now)]))
    .where('person.isActive', '=', true);
  const rows = await sessions.unionAll(tokens).execute();
  return new Set(rows.map(({ id }) => id));
}

/** True when it was open until now. */
export async function revokeSessionRow(tx: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('user_sessions')
    .set({ revokedAt: new Date() })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The ids of the person's sessions that are not revoked, `except` one. */
export async function findUnrevokedIds(tx: Db, userId: string, except: string | null): Promise<string[]> {
  const rows = await tx
    .selectFrom('user_sessions')
    .select('id')
    .where('userId', '=', userId)
    .where('revokedAt', 'is', null)
    .$if(except !== null, (query) => query.where('id', '!=', except ?? ''))
    .execute();
  return rows.map(({ id }) => id);
}

export async function findUnrevokedIdsOfToken(tx: Db, tokenId: string): Promise<string[]> {
  const sessions = tx.selectFrom('user_sessions').select('id').where('token_id', '=', tokenId);
  return (await sessions.where('revokedAt', 'is', null).execute()).map(({ id }) => id);
}

export async function revokeApiTokenRow(tx: Db, id: string): Promise<void> {
  const revoked = tx.updateTable('api_tokens').set({ revokedAt: new Date() });
  await revoked.where('id', '=', id).where('revokedAt', 'is', null).execute();
}

export async function deleteSession(tx: Db, id: string): Promise<void> {
  await tx.deleteFrom('user_sessions').where('id', '=', id).execute();
}

/** Sessions that nobody can use any more, and that have been shown to their owner long enough. */
export async function deleteDeadSessions(db: Db, before: Date): Promise<void> {
  await db
    .deleteFrom('user_sessions')
    .where(({ or, eb }) => or([eb('expiresAt', '<', before), eb('revokedAt', '<', before)]))
    .execute();
}

function authenticationQuery(db: Db) {
  return db
    .selectFrom('user_sessions as session')
    .innerJoin('users as person', 'person.id', 'session.userId')
    .leftJoin('user_preferences as preferences', 'preferences.userId', 'session.userId')
    .select([
      'session.id as sessionId',
      'session.userId',
      'session.createdAt',
      'session.expiresAt',
      'session.lastUsedAt',
      'session.revokedAt',
      'person.role',
      'person.isActive',
      'preferences.langue',
      'session.rotatedAt',
      'session.authenticatedAt',
      'session.secondFactorAt',
      'session.impersonatorId',
      'session.token_id as openedWith',
    ]);
}

function isOlderThan({ createdAt, id }: DatedPlace) {
  return ({ eb, and, or }: ExpressionBuilder<Database, 'user_sessions'>) =>
    or([eb('createdAt', '<', createdAt), and([eb('createdAt', '=', createdAt), eb('id', '<', id)])]);
}
