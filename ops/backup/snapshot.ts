import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { readHistory } from '#ops/migrate/history.ts';
import { MAINTENANCE } from './carry-present.ts';
import type { AppliedMigration, TableShape } from './format.ts';
import { tableShapes } from './table-shapes.ts';

/** One state of the whole database, as long as the connection keeps its transaction. */
export interface Snapshot {
  readonly tables: readonly TableShape[];
  readonly migrations: readonly AppliedMigration[];
}

/** From here on this connection sees the database as it is now, whatever others write, and holds up nobody who does. */
export async function beginSnapshot(db: MigrationDatabase): Promise<Snapshot> {
  await BEGIN[db.provider](db);
  const tables = (await tableShapes(db)).filter(({ name }) => name !== MAINTENANCE);
  return { tables, migrations: await appliedMigrations(db) };
}

export async function endSnapshot(db: MigrationDatabase): Promise<void> {
  await db.script('ROLLBACK');
}

export async function appliedMigrations(db: MigrationDatabase): Promise<AppliedMigration[]> {
  const rows = (await readHistory(db)).filter(({ finished, rolledBack }) => finished && !rolledBack);
  return rows.map(({ name, checksum }) => ({ name, checksum }));
}

const BEGIN: Record<MigrationDatabase['provider'], (db: MigrationDatabase) => Promise<void>> = {
  sqlite: async (db) => {
    // As the server has it: without, a reader would hold up every writer.
    await db.query('PRAGMA journal_mode=WAL');
    await db.script('BEGIN');
    // The transaction sees what is there when it first reads.
    await db.query('SELECT count(*) FROM sqlite_master');
  },
  postgresql: async (db) => {
    const tables = await db.tables();
    await db.script('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // As pg_dump does, before the snapshot is taken: nobody may change a table that is still to be read.
    if (tables.length === 0) return;
    const names = tables.map((name) => quoted('postgresql', name));
    await db.script(`LOCK TABLE ${names.join(', ')} IN ACCESS SHARE MODE`);
  },
  mysql: async (db) => {
    await db.script('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await db.script('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
  },
};
