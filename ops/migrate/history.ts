import { randomUUID } from 'node:crypto';
import type { MigrationDatabase } from './databases/migration-database.ts';
import { checksum, type Migration } from './migration-files.ts';
import { type Signature, sign } from './signature.ts';

/** Prisma's own table, with its columns: `npx prisma migrate status` and ours read the same rows. */
export const HISTORY_TABLE = '_prisma_migrations';

export interface HistoryRow {
  id: string;
  name: string;
  checksum: string;
  startedAt: Date;
  finishedAt: Date | null;
  finished: boolean;
  rolledBackAt: Date | null;
  rolledBack: boolean;
  /** Statements done; of use while the migration is not finished. */
  steps: number;
  /** What Prisma keeps an error in; we the progress on MySQL, and who did it once it is done. */
  logs: string | null;
}

/** Who applied a migration, and who undid it; null where Prisma did, or a Staka that did not say. */
export interface Authors {
  applied: Signature | null;
  undone: Signature | null;
  /** The backup that was made before; null where there was nothing to back up, or nobody made one. */
  backup: string | null;
  /** Of a data migration: how many rows it went through, and the SHA-256 of its file; null of any other. */
  data: { rows: number; checksum: string } | null;
}

export function authorsOf({ logs }: Pick<HistoryRow, 'logs'>): Authors {
  if (!logs?.startsWith('{"history":')) return { applied: null, undone: null, backup: null, data: null };
  const { history } = JSON.parse(logs);
  const { applied = null, undone = null, backup = null, data = null } = history;
  return { applied, undone, backup, data };
}

export function formatAuthors(authors: Authors): string {
  return JSON.stringify({ history: authors });
}

/** Every attempt at a migration, oldest first; none when the table is not there yet. */
export async function readHistory(db: MigrationDatabase): Promise<HistoryRow[]> {
  if (!(await db.tables()).includes(HISTORY_TABLE)) return [];
  const rows = await db.query(`SELECT * FROM ${HISTORY_TABLE}`);
  return rows.map(readRow).sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime() || (a.name < b.name ? -1 : 1));
}

export async function createHistory(db: MigrationDatabase): Promise<void> {
  if (!(await db.tables()).includes(HISTORY_TABLE)) await db.script(CREATE_TABLE[db.provider]);
}

interface RecordOptions {
  startedAt: Date;
  finished: boolean;
  logs?: string | null;
  backup?: string | null;
}

/** Records a migration as done, or as begun when `finished` is false, and returns the id of the row. */
export async function recordMigration(
  db: MigrationDatabase,
  migration: Migration,
  { startedAt, finished, logs = null, backup = null }: RecordOptions,
): Promise<string> {
  const id = randomUUID();
  const kept = finished ? formatAuthors({ applied: sign(), undone: null, backup, data: null }) : logs;
  await db.query(
    `INSERT INTO ${HISTORY_TABLE} (id, checksum, finished_at, migration_name, logs, started_at, applied_steps_count) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [id, checksum(migration.up), finished ? new Date() : null, migration.name, kept, startedAt, finished ? 1 : 0],
  );
  return id;
}

export async function recordProgress(db: MigrationDatabase, id: string, steps: number, logs: string): Promise<void> {
  await db.query(`UPDATE ${HISTORY_TABLE} SET finished_at = NULL, applied_steps_count = ?, logs = ? WHERE id = ?`, [
    steps,
    logs,
    id,
  ]);
}

export async function recordFinished(
  db: MigrationDatabase,
  id: string,
  { up }: Migration,
  backup: string | null = null,
): Promise<void> {
  await db.query(
    `UPDATE ${HISTORY_TABLE} SET finished_at = ?, applied_steps_count = 1, logs = ?, checksum = ? WHERE id = ?`,
    [new Date(), formatAuthors({ applied: sign(), undone: null, backup, data: null }), checksum(up), id],
  );
}

/**
 * The row stays, as Prisma keeps it: it no longer counts, and tells what happened.
 * @param row as it was before, for on MySQL the way back has written over when it was finished
 */
export async function recordRolledBack(db: MigrationDatabase, row: HistoryRow): Promise<void> {
  const logs = formatAuthors({ ...authorsOf(row), undone: sign() });
  await db.query(`UPDATE ${HISTORY_TABLE} SET finished_at = ?, rolled_back_at = ?, logs = ? WHERE id = ?`, [
    row.finishedAt,
    new Date(),
    logs,
    row.id,
  ]);
}

/** A row as it may be written down elsewhere; the moments in RFC 3339. */
export interface SavedRow extends Pick<HistoryRow, 'id' | 'checksum' | 'steps' | 'logs'> {
  finishedAt: string | null;
  rolledBackAt: string | null;
}

export function saveHistoryRow({ id, checksum, steps, logs, finishedAt, rolledBackAt }: HistoryRow): SavedRow {
  return {
    ...{ id, checksum, steps, logs },
    finishedAt: finishedAt?.toISOString() ?? null,
    rolledBackAt: rolledBackAt?.toISOString() ?? null,
  };
}

export async function restoreHistoryRow(db: MigrationDatabase, row: SavedRow): Promise<void> {
  const moment = (text: string | null) => (text === null ? null : new Date(text));
  await db.query(
    `UPDATE ${HISTORY_TABLE} SET checksum = ?, finished_at = ?, rolled_back_at = ?, applied_steps_count = ?, logs = ? WHERE id = ?`,
    [row.checksum, moment(row.finishedAt), moment(row.rolledBackAt), row.steps, row.logs, row.id],
  );
}

function readRow(row: Record<string, unknown>): HistoryRow {
  return {
    id: String(row.id),
    name: String(row.migration_name),
    checksum: String(row.checksum),
    startedAt: readDate(row.started_at),
    finishedAt: row.finished_at === null ? null : readDate(row.finished_at),
    finished: row.finished_at !== null,
    rolledBackAt: row.rolled_back_at === null ? null : readDate(row.rolled_back_at),
    rolledBack: row.rolled_back_at !== null,
    steps: Number(row.applied_steps_count),
    logs: row.logs === null ? null : String(row.logs),
  };
}

/** Dates from the drivers; on SQLite milliseconds or text, by whichever of Prisma's engines wrote the row. */
function readDate(value: unknown): Date {
  if (value instanceof Date) return value;
  return new Date(typeof value === 'number' || typeof value === 'bigint' ? Number(value) : String(value));
}

const CREATE_TABLE: Record<MigrationDatabase['provider'], string> = {
  sqlite: `CREATE TABLE "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`,
  postgresql: `CREATE TABLE _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`,
  mysql: `CREATE TABLE _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             DATETIME(3),
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          DATETIME(3),
    started_at              DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    applied_steps_count     INTEGER UNSIGNED NOT NULL DEFAULT 0
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
};
