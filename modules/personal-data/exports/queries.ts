import type { DataExportRow } from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';

/** Holds the person until the transaction ends, so that of two requests at once one sees the other's export. */
export async function lockRequester(tx: Db, userId: string): Promise<void> {
  await capabilities(tx)
    .lockRow(tx.selectFrom('users').select('id').where('id', '=', userId))
    .executeTakeFirst();
}

export async function findPendingExport(tx: Db, userId: string): Promise<DataExportRow | undefined> {
  return capabilities(tx)
    .lockRow(tx.selectFrom('data_exports').selectAll().where('userId', '=', userId).where('state', '=', 'REQUESTED'))
    .executeTakeFirst();
}

export async function insertExport(tx: Db, { id, userId }: Pick<DataExportRow, 'id' | 'userId'>): Promise<void> {
  await tx.insertInto('data_exports').values({ id, userId, state: 'REQUESTED' }).execute();
}

export async function findExport(db: Db, id: string): Promise<DataExportRow | undefined> {
  return db.selectFrom('data_exports').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Newest first. */
export async function listExports(db: Db, userId: string): Promise<DataExportRow[]> {
  return db
    .selectFrom('data_exports')
    .selectAll()
    .where('userId', '=', userId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
}

export type Settled = Pick<DataExportRow, 'state'> &
  Partial<Pick<DataExportRow, 'storedName' | 'sha256' | 'size' | 'readyAt' | 'expiresAt' | 'error'>>;

/** True for the one who settles it: whoever comes later has made an archive for nothing. */
export async function settleExport(tx: Db, id: string, settled: Settled): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('data_exports')
    .set(settled)
    .where('id', '=', id)
    .where('state', '=', 'REQUESTED')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function listExpiredExports(db: Db, now: Date): Promise<Pick<DataExportRow, 'id' | 'storedName'>[]> {
  return db
    .selectFrom('data_exports')
    .select(['id', 'storedName'])
    .where('state', '=', 'READY')
    .where('expiresAt', '<=', now)
    .limit(500)
    .execute();
}

export async function markExpired(db: Db, id: string): Promise<void> {
  await db.updateTable('data_exports').set({ state: 'EXPIRED', storedName: null }).where('id', '=', id).execute();
}

/** What was asked for so long ago that nobody works on it any more. */
export async function failForgottenExports(db: Db, before: Date): Promise<void> {
  await db
    .updateTable('data_exports')
    .set({ state: 'FAILED', error: 'never finished' })
    .where('state', '=', 'REQUESTED')
    .where('createdAt', '<', before)
    .execute();
}

/** Those of the archives that somebody may still download. */
export async function findKnownArchives(db: Db, storedNames: readonly string[]): Promise<Set<string>> {
  if (storedNames.length === 0) return new Set();
  const rows = await db
    .selectFrom('data_exports')
    .select('storedName')
    .where('storedName', 'in', storedNames)
    .where('state', '=', 'READY')
    .execute();
  return new Set(rows.flatMap(({ storedName }) => storedName ?? []));
}

/** Those of the ids that stand for an export. */
export async function findExportIds(db: Db, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.selectFrom('data_exports').select('id').where('id', 'in', ids).execute();
  return new Set(rows.map(({ id }) => id));
}
