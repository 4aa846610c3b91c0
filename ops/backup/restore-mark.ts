import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { HISTORY_TABLE } from '#ops/migrate/history.ts';
import { connected } from './connected.ts';
import { backupErrors } from './errors.ts';

/** While a row is in this table, what is in the database is the half of a restore. */
const MARK_TABLE = '_staka_restore';
/** On MySQL while a restored database takes its place: its triggers may be missing. See `stages/mysql.ts`. */
export const SWAP_TABLE = '_staka_swap';

export interface RestoreMark {
  /** The backup that was being restored. */
  readonly path: string;
  /** The backup of what was there before; null where there was nothing. */
  readonly previous: string | null;
}

export async function readMark(db: MigrationDatabase): Promise<RestoreMark | null> {
  if (!(await db.tables()).includes(MARK_TABLE)) return null;
  const [row] = await db.query(`SELECT backup, previous FROM ${MARK_TABLE}`);
  return row ? { path: String(row.backup), previous: row.previous === null ? null : String(row.previous) } : null;
}

/**
 * Whoever serves does not begin on what a killed restore has left.
 * @throws RESTORE_INTERRUPTED
 */
export async function refuseHalfRestored(url: string): Promise<void> {
  const path = await connected(url, async (db) => (await readMark(db))?.path ?? (await pathOfSwap(db)));
  if (path === null) return;
  throw backupErrors.RESTORE_INTERRUPTED({ path: path || { fr: 'FICHIER', en: 'FILE' } });
}

/** Null where no swap was broken off; '' where it was before it said of which backup. */
async function pathOfSwap(db: MigrationDatabase): Promise<string | null> {
  if (!(await db.tables()).includes(SWAP_TABLE)) return null;
  const [row] = await db.query(`SELECT triggers FROM ${SWAP_TABLE}`);
  return row ? JSON.parse(String(row.triggers)).path : '';
}

export async function setMark(db: MigrationDatabase, { path, previous }: RestoreMark): Promise<void> {
  await db.script(`CREATE TABLE IF NOT EXISTS ${MARK_TABLE} (backup VARCHAR(1000) NOT NULL, previous VARCHAR(1000))`);
  await db.script(`DELETE FROM ${MARK_TABLE}`);
  await db.query(`INSERT INTO ${MARK_TABLE} (backup, previous) VALUES (?, ?)`, [path, previous]);
}

export async function dropMark(db: MigrationDatabase): Promise<void> {
  await db.script(`DROP TABLE IF EXISTS ${MARK_TABLE}`);
}

/** No migration counts as done: Staka does not start on it, and `staka migrate` does not touch it. */
export async function closeToServers(db: MigrationDatabase): Promise<void> {
  await db.script(`UPDATE ${HISTORY_TABLE} SET finished_at = NULL`);
}

/** In the transaction that loads the rows: from its commit on the restore is done. */
export async function openToServers(db: MigrationDatabase): Promise<void> {
  await db.query(`UPDATE ${HISTORY_TABLE} SET finished_at = ?`, [new Date()]);
  await db.script(`DELETE FROM ${MARK_TABLE}`);
}
