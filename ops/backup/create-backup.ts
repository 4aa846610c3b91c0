import { createReadStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { providerOf } from '#ops/migrate/databases/open-database.ts';
import type { StoredBytes } from '#platform/storage/storage.ts';
import project from '../../package.json' with { type: 'json' };
import { connected } from './connected.ts';
import { databaseName } from './database-name.ts';
import { backupErrors } from './errors.ts';
import { folderStore } from './folder-store.ts';
import {
  type BackupHeader,
  FORMAT,
  FORMAT_VERSION,
  HEADER_ENTRY,
  type Manifest,
  rowsEntry,
  SUMMARY_ENTRY,
  type TableShape,
  type TableSummary,
} from './format.ts';
import { backupFileName } from './list-backups.ts';
import { isSound } from './pin-files.ts';
import { readRows } from './read-rows.ts';
import { RowsDigest } from './rows-digest.ts';
import { appliedMigrations, endSnapshot } from './snapshot.ts';
import { snapshotWithFiles } from './snapshot-with-files.ts';
import type { BackupStore } from './store.ts';
import { type ArchiveWriter, writeArchive } from './write-archive.ts';

export interface BackupOptions {
  /** `DIRECT_URL`, or `DATABASE_URL`. */
  readonly url: string;
  /** Where backups go unless `store` says otherwise; `DATA_DIR/backups` */
  readonly folder: string;
  readonly store?: BackupStore | undefined;
  /** Where the bytes of files are; `DATA_DIR/files` */
  readonly filesFolder: string;
  /** Of the age format; none leaves the backup readable by everybody. */
  readonly keys: readonly string[];
  /** Only the rows of this table, and no files. */
  readonly table?: string | undefined;
  /** Make a backup even where bytes of files are missing or damaged; they are named in it. */
  readonly skipMissing?: boolean;
  /** Told the name of each table that is about to be copied. */
  readonly progress?: ((table: string) => void) | undefined;
}

export interface Backup {
  readonly path: string;
  readonly bytes: number;
  readonly manifest: Manifest;
}

/**
 * Writes the whole database and its files into one new file, while everybody goes on working. What is in it is one
 * state, that of the beginning. The file has its name only once it is whole and on the disk; a backup that is killed
 * leaves a partial file, which a later one removes.
 *
 * @throws BACKUP_NOTHING, BACKUP_TABLE_UNKNOWN, BACKUP_FILE_LOST, BACKUP_SCHEMA_CHANGED, DatabaseUnreachableError
 */
export async function createBackup(options: BackupOptions): Promise<Backup> {
  assertIsThere(options.url);
  const { url, table, keys, folder, store = folderStore(folder) } = options;
  const at = new Date();
  const nameOf = (number: number) => backupFileName({ at, provider: providerOf(url), table, keys }, number);
  const writer = writeArchive((bytes) => store.write(nameOf, bytes), { keys, at });
  try {
    const manifest = await connected(url, (db) => write(db, writer, options, at));
    return { ...(await writer.finish()), manifest };
  } finally {
    await writer.abandon();
  }
}

async function write(
  db: MigrationDatabase,
  writer: ArchiveWriter,
  options: BackupOptions,
  at: Date,
): Promise<Manifest> {
  const { snapshot, wanted, pins } = await snapshotWithFiles(db, options);
  try {
    const tables = chooseTables(snapshot.tables, options);
    const header: BackupHeader = {
      format: FORMAT,
      formatVersion: FORMAT_VERSION,
      stakaVersion: project.version,
      createdAt: at.toISOString(),
      provider: db.provider,
      onlyTable: options.table ?? null,
      migrations: snapshot.migrations,
      tables,
    };
    await writer.add(HEADER_ENTRY, JSON.stringify(header));
    const copied = await copyFiles(writer, wanted, pins.pathOf, options);
    const summaries: TableSummary[] = [];
    for (const table of tables) {
      options.progress?.(table.name);
      summaries.push(await writeTable(db, writer, table));
    }
    await assertNotMigrated(options.url, snapshot.migrations);
    const summary = { tables: summaries, ...copied };
    await writer.add(SUMMARY_ENTRY, JSON.stringify(summary));
    await endSnapshot(db);
    return { ...header, summary };
  } finally {
    await pins.remove();
  }
}

/** To open an SQLite file that is missing would make it. @throws BACKUP_NOTHING */
export function assertIsThere(url: string): void {
  const path = url.replace(/^file:(\/\/)?/, '').replace(/\?.*$/, '');
  if (url.startsWith('file:') && !existsSync(path)) throw backupErrors.BACKUP_NOTHING({ database: databaseName(url) });
}

function chooseTables(tables: readonly TableShape[], { url, table }: BackupOptions): readonly TableShape[] {
  if (tables.length === 0) throw backupErrors.BACKUP_NOTHING({ database: databaseName(url) });
  if (table === undefined) return tables;
  const chosen = tables.filter(({ name }) => name === table);
  if (chosen.length === 0)
    throw backupErrors.BACKUP_TABLE_UNKNOWN({ table, tables: tables.map(({ name }) => name).join(', ') });
  return chosen;
}

async function copyFiles(
  writer: ArchiveWriter,
  wanted: readonly StoredBytes[],
  pathOf: (sha256: string) => string,
  { skipMissing = false, filesFolder }: BackupOptions,
): Promise<{ files: StoredBytes[]; missingFiles: string[] }> {
  const files: StoredBytes[] = [];
  const missingFiles: string[] = [];
  for (const { sha256, size } of wanted) {
    const path = pathOf(sha256);
    if (!(await isSound(path, { sha256, size }))) {
      missingFiles.push(sha256);
      continue;
    }
    await writer.addStream(`files/${sha256}`, size, createReadStream(path));
    files.push({ sha256, size });
    if (path.includes('.backup-')) await rm(path, { force: true });
  }
  const [sha256] = missingFiles;
  if (sha256 !== undefined && !skipMissing)
    throw backupErrors.BACKUP_FILE_LOST({ count: missingFiles.length, sha256, folder: filesFolder });
  return { files, missingFiles };
}

/** So much of a table is one entry of the archive, and in memory at a time. */
const PART_CHARACTERS = 1024 * 1024;

async function writeTable(db: MigrationDatabase, writer: ArchiveWriter, table: TableShape): Promise<TableSummary> {
  const digest = new RowsDigest();
  let part = 0;
  let lines = '';
  const flush = async () => {
    if (lines === '') return;
    part += 1;
    await writer.add(rowsEntry(table.name, part), lines);
    lines = '';
  };
  for await (const rows of readRows(db, table)) {
    for (const row of rows) {
      const line = JSON.stringify(row);
      digest.add(line);
      lines += `${line}\n`;
    }
    if (lines.length > PART_CHARACTERS) await flush();
  }
  await flush();
  return digest.summary(table.name);
}

/** MySQL does not keep tables from changing under a snapshot. @throws BACKUP_SCHEMA_CHANGED */
async function assertNotMigrated(url: string, before: Manifest['migrations']): Promise<void> {
  const now = await connected(url, appliedMigrations);
  if (JSON.stringify(now) !== JSON.stringify(before)) throw backupErrors.BACKUP_SCHEMA_CHANGED();
}
