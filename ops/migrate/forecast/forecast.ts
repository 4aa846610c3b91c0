import type { Bilingual } from '#platform/terminal.ts';
import { countRowsOf } from '../count-rows.ts';
import type { MigrationDatabase } from '../databases/migration-database.ts';
import { HISTORY_TABLE, readHistory } from '../history.ts';
import type { Migration } from '../migration-files.ts';
import { checkHistory, isApplied } from '../plan.ts';
import { type MigrateOptions, withSession } from '../session.ts';
import { type Effect, effectOf, type Work } from './effect.ts';
import { type LiveTable, lossOf } from './losses.ts';
import { readStatements, tableOf } from './statements.ts';

export interface ForecastStatement extends Effect {
  sql: string;
  table: string | null;
  /** Of the table, as counted now; 0 when the table is not there yet. */
  rows: number;
  /** About how long it takes, by how long this database takes to read that table. */
  milliseconds: number;
  destroys: Bilingual | null;
}

export interface ForecastMigration {
  name: string;
  statements: ForecastStatement[];
}

/**
 * What `migrate` would do to the connected database, statement by statement. Counts the rows of every table that a
 * pending migration names, and changes nothing.
 *
 * @throws MIGRATION_EDITED, MIGRATION_FAILED_ELSEWHERE
 */
export function forecast(options: MigrateOptions): Promise<ForecastMigration[]> {
  return withSession(options, async ({ db, migrations }) => {
    const history = await readHistory(db);
    checkHistory(history, migrations);
    const pending = migrations.filter((migration) => !isApplied(history, migration));
    const live = await measure(db, pending);
    return pending.map(({ name, up }) => ({
      name,
      statements: readStatements(db.provider, up).map((sql) => forecastStatement(db.provider, sql, up, live)),
    }));
  });
}

/** What all of them destroy, one sentence each. */
export function lossesOf(migrations: readonly ForecastMigration[]): Bilingual[] {
  return migrations.flatMap(({ statements }) => statements.flatMap(({ destroys }) => destroys ?? []));
}

interface MeasuredTable extends LiveTable {
  /** How long it took to count its rows. */
  scanMilliseconds: number;
}

async function measure(db: MigrationDatabase, pending: readonly Migration[]): Promise<Map<string, MeasuredTable>> {
  const there = (await db.tables()).filter((table) => table !== HISTORY_TABLE);
  const scripts = pending.map(({ up }) => up).join('\n');
  const named = there.filter((table) => new RegExp(`["\`\\s]${table}["\`\\s(;]`).test(scripts));
  const measured = new Map<string, MeasuredTable>();
  for (const table of named) {
    const start = performance.now();
    const rows = await countRowsOf(db, table);
    const scanMilliseconds = performance.now() - start;
    measured.set(table, { rows, scanMilliseconds, columns: await columnsOf(db, table) });
  }
  return measured;
}

const COLUMNS: Record<MigrationDatabase['provider'], string> = {
  sqlite: 'SELECT name FROM pragma_table_info(?)',
  postgresql: `SELECT attname AS name FROM pg_attribute WHERE attrelid = quote_ident(?)::regclass AND attnum > 0 AND NOT attisdropped`,
  mysql:
    'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?',
};

async function columnsOf(db: MigrationDatabase, table: string): Promise<string[]> {
  return (await db.query(COLUMNS[db.provider], [table])).map(({ name }) => String(name));
}

/** How many times as long as counting the rows, and at least so many milliseconds. */
const COSTS: Record<Work, { scans: number; least: number }> = {
  nothing: { scans: 0, least: 2 },
  rows: { scans: 10, least: 2 },
  scan: { scans: 2, least: 2 },
  index: { scans: 6, least: 5 },
  rewrite: { scans: 15, least: 10 },
};

function forecastStatement(
  provider: MigrationDatabase['provider'],
  sql: string,
  script: string,
  live: ReadonlyMap<string, MeasuredTable>,
): ForecastStatement {
  const table = tableOf(sql);
  const measured = live.get(table ?? '');
  const effect = effectOf(provider, sql);
  // Of a table that is not there yet nobody waits for anything.
  const { lock, work }: Effect = measured || provider === 'sqlite' || table === undefined ? effect : NEW_TABLE;
  const { scans, least } = COSTS[work];
  const milliseconds = Math.ceil(Math.max(least, scans * (measured?.scanMilliseconds ?? 0)));
  return {
    sql,
    table: table ?? null,
    lock,
    work,
    rows: measured?.rows ?? 0,
    milliseconds,
    destroys: lossOf(sql, script, live),
  };
}

const NEW_TABLE: Effect = { lock: 'nobody', work: 'nothing' };
