import type { ConsentRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';

export type NewConsent = Pick<ConsentRow, 'userId' | 'kind' | 'version' | 'grantedAt' | 'ip' | 'userAgent'>;

export async function insertConsent(tx: Db, consent: NewConsent): Promise<void> {
  await tx.insertInto('consents').values(consent).execute();
}

/** Newest first. */
export async function listConsents(db: Db, userId: string): Promise<ConsentRow[]> {
  return db
    .selectFrom('consents')
    .selectAll()
    .where('userId', '=', userId)
    .orderBy('grantedAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Whether there was one to withdraw. */
export async function withdrawConsent(tx: Db, userId: string, kind: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('consents')
    .set({ withdrawnAt: new Date() })
    .where('userId', '=', userId)
    .where('kind', '=', kind)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whether this says yes to this wording. */
export function isGiven(
  row: Pick<ConsentRow, 'kind' | 'version' | 'withdrawnAt'>,
  { kind, version }: { kind: string; version: string },
): boolean {
  return row.kind === kind && row.version === version && row.withdrawnAt === null;
}
