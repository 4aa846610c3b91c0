import { type Expression, type ExpressionBuilder, expressionBuilder, type SqlBool } from 'kysely';
import {
  type Database,
  type Role,
  type UserPreferencesRow,
  type UserRow,
  VERIFICATION_PURPOSE,
  type VerificationPurpose,
  type VerificationTokenRow,
} from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';
import { prepared } from '#platform/db/prepared.ts';
import type { DatedPlace } from '#platform/http/page.ts';
import { normalizeEmail } from './email-address.ts';
import type { SignInPlace } from './letters/known-place.ts';

const PERSON = [
  'id',
  'prenom',
  'nom',
  'email',
  'role',
  'isActive',
  'avatar',
  'telephone',
  'adresse',
  'bio',
  'createdAt',
  'emailVerifiedAt',
  'onboardedAt',
  'wantsRole',
  'erasedAt',
] as const;

/** A person with their preferences, and without what nobody may read. */
export type AccountRow = Pick<UserRow, (typeof PERSON)[number]> & {
  readonly langue: string | null;
  readonly timezone: string | null;
  readonly notifications: UserPreferencesRow['notifications'] | null;
  readonly quietHoursStart: string | null;
  readonly quietHoursEnd: string | null;
};

/** What signing in looks at. */
export type CredentialsRow = Pick<UserRow, 'id' | 'email' | 'password' | 'isActive' | 'emailVerifiedAt'>;

const CREDENTIALS = ['id', 'email', 'password', 'isActive', 'emailVerifiedAt'] as const;

const accountOf = prepared<AccountRow>((db) => accounts(db).where('users.id', '=', ''));

export async function findAccount(db: Db, id: string): Promise<AccountRow | undefined> {
  const [row] = await accountOf(db, [id]);
  return row;
}

export async function findCredentials(db: Db, id: string): Promise<CredentialsRow | undefined> {
  return db.selectFrom('users').select(CREDENTIALS).where('id', '=', id).executeTakeFirst();
}

/** As they are now: whatever changes them waits until the transaction ends. */
export async function lockCredentials(tx: Db, id: string): Promise<CredentialsRow | undefined> {
  return capabilities(tx)
    .lockRow(tx.selectFrom('users').select(CREDENTIALS).where('id', '=', id))
    .executeTakeFirst();
}

/**
 * Addresses are kept in lower case; rows adopted from elsewhere may hold capitals, and are looked for only where the
 * index knows nobody. MySQL also finds « é » for « e »: such a neighbour is somebody else, or one account would have as
 * many counts of attempts as its address has spellings.
 */
export async function findCredentialsByEmail(db: Db, email: string): Promise<CredentialsRow | undefined> {
  const people = db.selectFrom('users').select(CREDENTIALS);
  const isTheirs = (row: CredentialsRow) => normalizeEmail(row.email) === email;
  const found = (await people.where('email', '=', email).execute()).find(isTheirs);
  if (found) return found;
  const adopted = await people.where(({ fn }) => fn('lower', ['email']), '=', email).execute();
  return adopted.find(isTheirs);
}

export interface NewUser {
  readonly id: string;
  readonly email: string;
  readonly prenom: string;
  readonly nom: string;
  readonly role: Role;
  readonly password: string | null;
  readonly emailVerifiedAt: Date | null;
}

/** With their preferences. False when somebody has this address already. */
export async function insertUser(tx: Db, user: NewUser, langue: string): Promise<boolean> {
  const inserted = await capabilities(tx).insertIgnore(tx.insertInto('users').values(user));
  if (inserted) await tx.insertInto('user_preferences').values({ userId: user.id, langue }).execute();
  return inserted;
}

export type UserChanges = Partial<
  Pick<
    UserRow,
    | 'prenom'
    | 'nom'
    | 'telephone'
    | 'adresse'
    | 'bio'
    | 'email'
    | 'password'
    | 'passwordChangedAt'
    | 'emailVerifiedAt'
    | 'role'
    | 'isActive'
    | 'deactivatedAt'
    | 'deactivationReason'
    | 'onboardedAt'
    | 'wantsRole'
  >
>;

export async function updateUser(tx: Db, id: string, changes: UserChanges): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  await tx.updateTable('users').set(changes).where('id', '=', id).execute();
}

export async function upsertPreferences(
  tx: Db,
  userId: string,
  changes: Partial<
    Pick<UserPreferencesRow, 'langue' | 'timezone' | 'notifications' | 'quietHoursStart' | 'quietHoursEnd'>
  >,
): Promise<void> {
  const query = tx.insertInto('user_preferences').values({ userId, ...changes });
  await capabilities(tx).upsert(query, ['userId'], { updatedAt: new Date(), ...changes });
}

/** Every active administrator, locked: none of them is demoted or deactivated by anybody else meanwhile. */
export async function lockActiveAdministrators(tx: Db): Promise<string[]> {
  const query = tx
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'ADMIN')
    .where('isActive', '=', true)
    .orderBy('id');
  const rows = await capabilities(tx).lockRow(query).execute();
  return rows.map(({ id }) => id);
}

export async function unassignTickets(tx: Db, userId: string): Promise<void> {
  await tx.updateTable('support_requests').set({ assignedToId: null }).where('assignedToId', '=', userId).execute();
}

export interface UserFilters {
  readonly words: readonly string[];
  readonly role: Role | undefined;
  readonly isActive: boolean | undefined;
  readonly isConfirmed: boolean | undefined;
  readonly hasSecondFactor: boolean | undefined;
}

/** Newest first; each word is found in a name or in the address. */
export async function listAccounts(
  db: Db,
  { words, role, isActive, isConfirmed, hasSecondFactor }: UserFilters,
  { limit, after }: { limit: number; after: DatedPlace | null },
): Promise<AccountRow[]> {
  const { containsInsensitive } = capabilities(db);
  let query = accounts(db);
  for (const word of words)
    query = query.where(({ or }) =>
      or(['users.prenom', 'users.nom', 'users.email'].map((column) => containsInsensitive(column, word))),
    );
  if (role !== undefined) query = query.where('users.role', '=', role);
  if (isActive !== undefined) query = query.where('users.isActive', '=', isActive);
  if (isConfirmed !== undefined) query = query.where('users.emailVerifiedAt', isConfirmed ? 'is not' : 'is', null);
  if (hasSecondFactor !== undefined)
    query = query.where(({ not }) => (hasSecondFactor ? secondFactorExists() : not(secondFactorExists())));
  if (after !== null) query = query.where(isOlderThan(after));
  return query.orderBy('users.createdAt', 'desc').orderBy('users.id', 'desc').limit(limit).execute();
}

/** What only administrators are told of a person. */
export interface AdministrationRow extends Pick<UserRow, 'id' | 'deactivatedAt' | 'deactivationReason'> {
  readonly hasSecondFactor: boolean;
}

export async function findAdministration(db: Db, ids: readonly string[]): Promise<Map<string, AdministrationRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('users')
    .select(['users.id', 'users.deactivatedAt', 'users.deactivationReason'])
    .select(secondFactorExists().as('hasSecondFactor'))
    .where('users.id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, { ...row, hasSecondFactor: Boolean(row.hasSecondFactor) }]));
}

/** An application whose first code was right, or a passkey. */
function secondFactorExists() {
  const { exists, or, selectFrom } = expressionBuilder<Database, 'users'>();
  const applications = selectFrom('totp_secrets as application')
    .select('application.userId')
    .whereRef('application.userId', '=', 'users.id')
    .where('application.confirmedAt', 'is not', null);
  const passkeys = selectFrom('passkeys as passkey')
    .select('passkey.userId')
    .whereRef('passkey.userId', '=', 'users.id');
  return or([exists(applications), exists(passkeys)]);
}

export async function insertVerificationToken(
  db: Db,
  values: Pick<VerificationTokenRow, 'userId' | 'purpose' | 'token' | 'expiresAt' | 'data'>,
): Promise<void> {
  await db.insertInto('verification_tokens').values(values).execute();
}

export interface TokenOwner extends Pick<VerificationTokenRow, 'userId' | 'purpose' | 'data' | 'createdAt'> {
  readonly isActive: boolean;
}

/** Whose link this is, as long as it can be used. */
export async function findTokenOwner(
  db: Db,
  { purposes, hash }: { purposes: readonly VerificationPurpose[]; hash: string },
): Promise<TokenOwner | undefined> {
  return db
    .selectFrom('verification_tokens as secret')
    .innerJoin('users', 'users.id', 'secret.userId')
    .select(['secret.userId', 'secret.purpose', 'secret.data', 'secret.createdAt', 'users.isActive'])
    .where('secret.token', '=', hash)
    .where('secret.purpose', 'in', purposes)
    .where('secret.usedAt', 'is', null)
    .where('secret.expiresAt', '>', new Date())
    .executeTakeFirst();
}

/** Uses the link: true for one caller only, however many ask at once. */
export async function markTokenUsed(
  tx: Db,
  { purpose, hash }: { purpose: VerificationPurpose; hash: string },
): Promise<boolean> {
  const now = new Date();
  const { numUpdatedRows } = await tx
    .updateTable('verification_tokens')
    .set({ usedAt: now })
    .where('token', '=', hash)
    .where('purpose', '=', purpose)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** What undoes a thing outlives it, or whoever did it could keep it from being undone. */
const SPENT_TOGETHER = VERIFICATION_PURPOSE.filter((purpose) => purpose !== 'UNDO' && purpose !== 'ERASURE_CANCEL');

/** No link of these that was sent to this person opens anything any more. */
export async function spendTokens(
  tx: Db,
  userId: string,
  purposes: readonly VerificationPurpose[] = SPENT_TOGETHER,
): Promise<void> {
  await unusedTokens(tx, userId).where('purpose', 'in', purposes).execute();
}

/** Those of the same letter, and of the letters that came after it. */
export async function spendUndoLinksAfter(tx: Db, userId: string, createdAt: Date): Promise<void> {
  await unusedTokens(tx, userId).where('purpose', '=', 'UNDO').where('createdAt', '>=', createdAt).execute();
}

function unusedTokens(tx: Db, userId: string) {
  return tx
    .updateTable('verification_tokens')
    .set({ usedAt: new Date() })
    .where('userId', '=', userId)
    .where('usedAt', 'is', null);
}

/** From where a person has signed in themselves before this session, as long as sessions are kept. */
export async function findEarlierPlaces(
  db: Db,
  { userId, sessionId }: { userId: string; sessionId: string },
): Promise<SignInPlace[]> {
  const session = db.selectFrom('user_sessions').select('createdAt').where('id', '=', sessionId);
  return db
    .selectFrom('user_sessions')
    .select(['device', 'ip', 'timezone'])
    .distinct()
    .where('userId', '=', userId)
    .where('impersonatorId', 'is', null)
    .where('token_id', 'is', null)
    .where('id', '!=', sessionId)
    .where('createdAt', '<=', session)
    .execute();
}

export interface AttemptCount {
  readonly failures: number;
  readonly windowEndsAt: Date;
}

/** The count as it is now, 0 for a key that has none yet. The row is locked until the commit. */
export async function lockAttempts(tx: Db, key: string, now: Date): Promise<AttemptCount> {
  await capabilities(tx).upsert(
    tx.insertInto('login_attempts').values({ key, failures: 0, windowEndsAt: now }),
    ['key'],
    { updatedAt: now },
  );
  const query = tx.selectFrom('login_attempts').select(['failures', 'windowEndsAt']).where('key', '=', key);
  return capabilities(tx).lockRow(query).executeTakeFirstOrThrow();
}

export async function writeAttempts(tx: Db, key: string, count: AttemptCount): Promise<void> {
  await tx.updateTable('login_attempts').set(count).where('key', '=', key).execute();
}

export async function clearAttempts(db: Db, key: string): Promise<void> {
  await db.deleteFrom('login_attempts').where('key', '=', key).execute();
}

/** Takes one attempt back: it was none. */
export async function uncountAttempt(db: Db, key: string): Promise<void> {
  await db
    .updateTable('login_attempts')
    .set(({ eb }) => ({ failures: eb('failures', '-', 1) }))
    .where('key', '=', key)
    .where('failures', '>', 0)
    .execute();
}

/** Links that expired, and counts of attempts that are remembered no longer. */
export async function deleteExpired(
  db: Db,
  { tokensBefore, attemptsBefore }: { tokensBefore: Date; attemptsBefore: Date },
): Promise<void> {
  await db.deleteFrom('verification_tokens').where('expiresAt', '<', tokensBefore).execute();
  await db.deleteFrom('login_attempts').where('windowEndsAt', '<', attemptsBefore).execute();
}

function accounts(db: Db) {
  return db
    .selectFrom('users')
    .leftJoin('user_preferences as preferences', 'preferences.userId', 'users.id')
    .select(PERSON.map((column) => `users.${column}` as const))
    .select(['preferences.langue', 'preferences.timezone', 'preferences.notifications'])
    .select(['preferences.quietHoursStart', 'preferences.quietHoursEnd']);
}

function isOlderThan({ createdAt, id }: DatedPlace) {
  return ({ eb, and, or }: ExpressionBuilder<Database, 'users'>): Expression<SqlBool> =>
    or([eb('users.createdAt', '<', createdAt), and([eb('users.createdAt', '=', createdAt), eb('users.id', '<', id)])]);
}
