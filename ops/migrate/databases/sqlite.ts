import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AcquireLock, MigrationDatabase, SqlValue } from './migration-database.ts';

/** How long a read, or a COMMIT, waits for what others are just doing. */
const BUSY_MS = 5_000;

/** @param url `file:` and a path, absolute or from the working folder. */
export function openSqlite(url: string): MigrationDatabase {
  const path = url.replace(/^file:(\/\/)?/, '').replace(/\?.*$/, '');
  makeFolder(dirname(path));
  const connection = new DatabaseSync(path, { timeout: BUSY_MS });
  const query = async (sql: string, values: readonly SqlValue[] = []) =>
    connection.prepare(sql).all(...values.map(encode));
  return {
    provider: 'sqlite',
    transactional: true,
    query,
    script: async (sql) => connection.exec(sql),
    tables: async () => {
      const rows = await query(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`);
      return rows.map(({ name }) => String(name));
    },
    exclusively: (acquire, work) => exclusively(connection, acquire, work),
    // Whoever writes holds the whole file: there is no lock beside a transaction.
    alone: (_, work) => work(),
    another: async () => openSqlite(url),
    close: async () => connection.close(),
  };
}

/** For its owner alone. Node's own `recursive` never ends where a file system refuses new names, as /proc does. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(path)) throw error;
  }
}

/**
 * SQLite changes a table by copying it and dropping the old one, and dropping a table deletes its rows, with every row
 * of other tables that cascades from them. So the foreign keys are off meanwhile; and they must be off before BEGIN,
 * because inside a transaction `PRAGMA foreign_keys` does nothing at all (https://sqlite.org/lang_altertable.html#otheralter).
 * What they would have caught is looked for before COMMIT.
 */
async function exclusively<T>(db: DatabaseSync, acquire: AcquireLock, work: () => Promise<T>): Promise<T> {
  db.exec('PRAGMA foreign_keys=OFF');
  await acquire(async () => begin(db));
  try {
    const result = await work();
    refuseDanglingKeys(db);
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  } finally {
    db.exec('PRAGMA foreign_keys=ON');
  }
}

const SQLITE_BUSY = 5;

/** Asks once: SQLite's own way of waiting would hold up everything else this process does. */
function begin(db: DatabaseSync): boolean {
  db.exec('PRAGMA busy_timeout=0');
  try {
    db.exec('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false;
    throw error;
  } finally {
    db.exec(`PRAGMA busy_timeout=${BUSY_MS}`);
  }
}

function refuseDanglingKeys(db: DatabaseSync): void {
  const [row] = db.prepare('PRAGMA foreign_key_check').all();
  if (row) throw new Error(`rows of ${row.table} refer to rows of ${row.parent} that do not exist`);
}

/** Dates as Prisma's adapter writes them, so that they sort as text. */
function encode(value: SqlValue): string | number | null {
  return value instanceof Date ? value.toISOString().replace('Z', '+00:00') : value;
}
