import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import type { Storage, StoredBytes } from '#platform/storage/storage.ts';
import { endPastMaintenance } from './carry-present.ts';
import { backupErrors } from './errors.ts';
import type { Manifest, TableShape } from './format.ts';
import { addPlainColumns, createPlainTable, insertRows } from './insert-rows.ts';
import { type ArchivePart, type ArchiveSource, readArchive } from './read-archive.ts';
import { readRows } from './read-rows.ts';
import { openToServers } from './restore-mark.ts';
import { RowsDigest } from './rows-digest.ts';
import { suspendForeignKeys } from './suspend-foreign-keys.ts';
import { tableShapes } from './table-shapes.ts';

export interface LoadOptions {
  readonly manifest: Manifest;
  /** Where the bytes of files go; null leaves them out. */
  readonly storage: Storage | null;
  /** Told of each part that is loaded. */
  readonly loading: () => void;
}

/**
 * Fills a migrated database from a backup, in one transaction, and believes it only when it has read every row back.
 * The files go first, since they do no harm alone. Runs while nobody else migrates.
 *
 * @throws RESTORE_COLUMN_UNKNOWN, RESTORE_DIFFERENT, RESTORE_DANGLING, BACKUP_DAMAGED
 */
export async function loadBackup(db: MigrationDatabase, source: ArchiveSource, options: LoadOptions): Promise<void> {
  if (db.provider !== 'mysql') return load(db, source, options);
  await db.script('START TRANSACTION');
  try {
    await load(db, source, options);
    await db.script('COMMIT');
  } catch (error) {
    await db.script('ROLLBACK').catch(() => {});
    throw error;
  }
}

async function load(
  db: MigrationDatabase,
  source: ArchiveSource,
  { manifest, storage, loading }: LoadOptions,
): Promise<void> {
  const tables = await targetTables(db);
  const putBackForeignKeys = await suspendForeignKeys(db);
  await emptyTables(db, tables);
  for await (const part of readArchive(source)) {
    await loadPart(db, part, tables, storage);
    loading();
  }
  for (const table of manifest.tables) await assertSame(db, tables, manifest, table);
  await endPastMaintenance(db, tables);
  await putBackForeignKeys();
  await openToServers(db);
}

async function loadPart(
  db: MigrationDatabase,
  part: ArchivePart,
  tables: ReadonlyMap<string, TableShape>,
  storage: Storage | null,
): Promise<void> {
  if (part.what === 'file' && storage) await putFile(storage, part.bytes, part.content);
  const table = part.what === 'rows' ? tables.get(part.table.name) : undefined;
  if (part.what === 'rows' && table) await insertRows(db, table, part.table.columns, part.rows);
}

async function putFile(storage: Storage, { sha256, size }: StoredBytes, content: Parameters<Storage['put']>[0]) {
  if (!(await storage.has(sha256, size))) await storage.put(content);
}

/** A migration may have put in rows of its own. */
async function emptyTables(db: MigrationDatabase, tables: ReadonlyMap<string, TableShape>): Promise<void> {
  for (const name of tables.keys()) {
    const table = quoted(db.provider, name);
    const rows = await db.query(`SELECT 1 AS one FROM ${table} LIMIT 1`);
    if (rows.length > 0) await db.script(`DELETE FROM ${table}`);
  }
}

/** Before the transaction begins: on MySQL a new table would end it. */
export async function createMissingTables(db: MigrationDatabase, { tables }: Manifest): Promise<void> {
  const found = await targetTables(db);
  for (const table of tables) {
    const there = found.get(table.name);
    if (there) await addPlainColumns(db, there, table);
    else await createPlainTable(db, table);
  }
}

async function targetTables(db: MigrationDatabase): Promise<Map<string, TableShape>> {
  return new Map((await tableShapes(db)).map((table) => [table.name, table]));
}

/** @throws RESTORE_DIFFERENT */
async function assertSame(
  db: MigrationDatabase,
  tables: ReadonlyMap<string, TableShape>,
  { summary }: Manifest,
  backedUp: TableShape,
): Promise<void> {
  const digest = new RowsDigest();
  const table = tables.get(backedUp.name);
  if (table)
    for await (const rows of readRows(db, table, backedUp.columns))
      for (const row of rows) digest.add(JSON.stringify(row));
  const found = digest.summary(backedUp.name);
  const expected = summary.tables.find(({ name }) => name === backedUp.name);
  if (found.rows === expected?.rows && found.digest === expected.digest) return;
  throw backupErrors.RESTORE_DIFFERENT({ table: backedUp.name, found: found.rows, expected: expected?.rows ?? 0 });
}
