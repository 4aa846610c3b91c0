import type { Db } from '#platform/db/db.ts';

/**
 * Takes away every way into an account, beside its password, that was made since then: passkeys, authenticator
 * applications and their recovery codes, accounts elsewhere, API tokens.
 */
export async function closeWaysInSince(tx: Db, userId: string, since: Date): Promise<void> {
  const now = new Date();
  await tx.deleteFrom('passkeys').where('userId', '=', userId).where('createdAt', '>=', since).execute();
  await tx
    .deleteFrom('totp_secrets')
    .where('userId', '=', userId)
    // Set up before and confirmed since counts, too.
    .where(({ or, eb }) => or([eb('createdAt', '>=', since), eb('confirmedAt', '>=', since)]))
    .execute();
  await tx.deleteFrom('recovery_codes').where('userId', '=', userId).where('createdAt', '>=', since).execute();
  await tx.deleteFrom('identities').where('userId', '=', userId).where('createdAt', '>=', since).execute();
  await tx
    .updateTable('api_tokens')
    .set({ revokedAt: now })
    .where('userId', '=', userId)
    .where('createdAt', '>=', since)
    .where('revokedAt', 'is', null)
    .execute();
}
