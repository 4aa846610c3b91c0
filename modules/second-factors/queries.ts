import type {
  AuthChallengePurpose,
  AuthChallengeRow,
  PasskeyRow,
  RecoveryCodeRow,
  TotpSecretRow,
  UserRow,
} from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';

/** What is known of whoever proves who they are. */
export type FactorOwner = Pick<UserRow, 'id' | 'email' | 'prenom' | 'nom' | 'isActive' | 'emailVerifiedAt'>;

const OWNER = ['id', 'email', 'prenom', 'nom', 'isActive', 'emailVerifiedAt'] as const;

export async function findOwner(db: Db, id: string): Promise<FactorOwner | undefined> {
  return db.selectFrom('users').select(OWNER).where('id', '=', id).executeTakeFirst();
}

/** Whatever else changes the factors of this person waits until the transaction ends. */
export async function lockOwner(tx: Db, id: string): Promise<FactorOwner | undefined> {
  return capabilities(tx)
    .lockRow(tx.selectFrom('users').select(OWNER).where('id', '=', id))
    .executeTakeFirst();
}

export async function findTotp(db: Db, userId: string): Promise<TotpSecretRow | undefined> {
  return db.selectFrom('totp_secrets').selectAll().where('userId', '=', userId).executeTakeFirst();
}

/** A secret that no code has confirmed yet gives way to the next. */
export async function putTotp(tx: Db, userId: string, secret: string): Promise<void> {
  const fresh = { secret, confirmedAt: null, lastStep: null };
  await capabilities(tx).upsert(tx.insertInto('totp_secrets').values({ userId, ...fresh }), ['userId'], {
    ...fresh,
    updatedAt: new Date(),
  });
}

/** True for the first code of this secret alone. */
export async function confirmTotpRow(tx: Db, userId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('totp_secrets')
    .set({ confirmedAt: new Date(), lastStep: step })
    .where('userId', '=', userId)
    .where('confirmedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** True for one caller a time step, however many ask at once. */
export async function takeStep(tx: Db, userId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('totp_secrets')
    .set({ lastStep: step })
    .where('userId', '=', userId)
    .where('confirmedAt', 'is not', null)
    .where(({ or, eb }) => or([eb('lastStep', 'is', null), eb('lastStep', '<', step)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function deleteTotp(tx: Db, userId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('totp_secrets').where('userId', '=', userId).executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function listRecoveryCodes(db: Db, userId: string): Promise<RecoveryCodeRow[]> {
  return db.selectFrom('recovery_codes').selectAll().where('userId', '=', userId).execute();
}

export async function replaceRecoveryCodes(tx: Db, userId: string, codes: readonly string[]): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('userId', '=', userId).execute();
  if (codes.length === 0) return;
  await tx
    .insertInto('recovery_codes')
    .values(codes.map((code) => ({ userId, code })))
    .execute();
}

/** Uses the code of one of these hashes: true for one caller only. */
export async function spendRecoveryCodeRow(tx: Db, userId: string, hashes: readonly string[]): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('recovery_codes')
    .set({ usedAt: new Date() })
    .where('userId', '=', userId)
    .where('code', 'in', hashes)
    .where('usedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function listPasskeys(db: Db, userId: string): Promise<PasskeyRow[]> {
  return db.selectFrom('passkeys').selectAll().where('userId', '=', userId).orderBy('id').execute();
}

export async function findPasskey(db: Db, credentialId: string): Promise<PasskeyRow | undefined> {
  return db.selectFrom('passkeys').selectAll().where('credentialId', '=', credentialId).executeTakeFirst();
}

/** False when this credential is known already. */
export async function insertPasskey(tx: Db, passkey: Omit<PasskeyRow, 'createdAt' | 'lastUsedAt'>): Promise<boolean> {
  return capabilities(tx).insertIgnore(tx.insertInto('passkeys').values(passkey));
}

/** Counts a use. False when the passkey is gone, or was used meanwhile with a counter as high. */
export async function countUse(
  tx: Db,
  { id, counter }: Pick<PasskeyRow, 'id' | 'counter'>,
  use: Pick<PasskeyRow, 'counter' | 'backedUp'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('passkeys')
    .set({ ...use, lastUsedAt: new Date() })
    .where('id', '=', id)
    .where('counter', '=', counter)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function renamePasskeyRow(tx: Db, id: string, name: string): Promise<void> {
  await tx.updateTable('passkeys').set({ name }).where('id', '=', id).execute();
}

export async function deletePasskey(tx: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('passkeys').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function deletePasskeysOf(tx: Db, userId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('passkeys').where('userId', '=', userId).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** No session of this person counts as having given a second factor any more. */
export async function forgetSecondFactor(tx: Db, userId: string): Promise<void> {
  await tx.updateTable('user_sessions').set({ secondFactorAt: null }).where('userId', '=', userId).execute();
}

export async function insertChallenge(
  db: Db,
  challenge: Pick<AuthChallengeRow, 'userId' | 'purpose' | 'token' | 'data' | 'expiresAt'>,
): Promise<void> {
  await db.insertInto('auth_challenges').values(challenge).execute();
}

interface ChallengeKey {
  readonly purpose: AuthChallengePurpose;
  /** SHA-256 */
  readonly hash: string;
}

/** One that can still be answered. */
export async function findChallenge(db: Db, { purpose, hash }: ChallengeKey): Promise<AuthChallengeRow | undefined> {
  return db
    .selectFrom('auth_challenges')
    .selectAll()
    .where('token', '=', hash)
    .where('purpose', '=', purpose)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', new Date())
    .executeTakeFirst();
}

/** Reserves a try at the answer: false when `max` have been had, however many ask at once. */
export async function countTry(db: Db, id: string, max: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('auth_challenges')
    .set(({ eb }) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('usedAt', 'is', null)
    .where('attempts', '<', max)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** True for one caller only. */
export async function spendChallengeRow(tx: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('auth_challenges')
    .set({ usedAt: new Date() })
    .where('id', '=', id)
    .where('usedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function deleteExpiredChallenges(db: Db): Promise<void> {
  await db.deleteFrom('auth_challenges').where('expiresAt', '<', new Date()).execute();
}
