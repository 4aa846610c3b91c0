import type { AuthChallengeRow, IdentityRow } from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';

export async function findIdentity(
  db: Db,
  { provider, subject }: { provider: string; subject: string },
): Promise<IdentityRow | undefined> {
  return db
    .selectFrom('identities')
    .selectAll()
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .executeTakeFirst();
}

export async function findIdentityOf(
  db: Db,
  { id, userId }: { id: string; userId: string },
): Promise<IdentityRow | undefined> {
  return db.selectFrom('identities').selectAll().where('id', '=', id).where('userId', '=', userId).executeTakeFirst();
}

/** Oldest first. */
export async function listIdentities(db: Db, userId: string): Promise<IdentityRow[]> {
  return db
    .selectFrom('identities')
    .selectAll()
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}

/** False when this account there signs in as somebody already. */
export async function insertIdentity(
  tx: Db,
  identity: Pick<IdentityRow, 'provider' | 'subject' | 'userId' | 'email'> & { lastUsedAt?: Date | null },
): Promise<boolean> {
  return capabilities(tx).insertIgnore(tx.insertInto('identities').values(identity));
}

export async function updateIdentity(
  db: Db,
  id: string,
  changes: Partial<Pick<IdentityRow, 'userId' | 'email' | 'lastUsedAt'>>,
): Promise<void> {
  await db.updateTable('identities').set(changes).where('id', '=', id).execute();
}

export async function deleteIdentity(tx: Db, id: string): Promise<void> {
  await tx.deleteFrom('identities').where('id', '=', id).execute();
}

/** Locked with the person, so that of two ways in that are given up at once one is left. */
export async function countOtherWaysIn(
  tx: Db,
  { userId, except }: { userId: string; except: string },
): Promise<number> {
  const person = await capabilities(tx)
    .lockRow(tx.selectFrom('users').select('password').where('id', '=', userId))
    .executeTakeFirst();
  const identities = await tx
    .selectFrom('identities')
    .select('id')
    .where('userId', '=', userId)
    .where('id', '!=', except)
    .execute();
  const passkeys = await tx.selectFrom('passkeys').select('id').where('userId', '=', userId).execute();
  const passwords = typeof person?.password === 'string' ? 1 : 0;
  return passwords + identities.length + passkeys.length;
}

export async function insertOidcChallenge(
  db: Db,
  values: Pick<AuthChallengeRow, 'userId' | 'token' | 'data' | 'expiresAt'>,
): Promise<void> {
  await db
    .insertInto('auth_challenges')
    .values({ ...values, purpose: 'OIDC' })
    .execute();
}

export async function findOidcChallenge(db: Db, hash: string): Promise<AuthChallengeRow | undefined> {
  return db
    .selectFrom('auth_challenges')
    .selectAll()
    .where('token', '=', hash)
    .where('purpose', '=', 'OIDC')
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', new Date())
    .executeTakeFirst();
}

/** True for one caller only, however many come back at once. */
export async function spendOidcChallenge(db: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('auth_challenges')
    .set({ usedAt: new Date() })
    .where('id', '=', id)
    .where('usedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function deleteOldOidcChallenges(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('auth_challenges').where('purpose', '=', 'OIDC').where('expiresAt', '<', before).execute();
}
