import type { Bilingual } from '#platform/terminal.ts';
import { countRowsOf } from '../count-rows.ts';
import { BATCH_OF_DATA } from '../data/define.ts';
import { loadDataMigration } from '../data/load.ts';
import { leftToDo } from '../data/mark.ts';
import type { MigrationDatabase } from '../databases/migration-database.ts';
import { HISTORY_TABLE, readHistory } from '../history.ts';
import type { Migration } from '../migration-files.ts';
import { AS_WRITTEN, type OnlineForm, statementsOf, type TableShape } from '../online/form.ts';
import { LARGE_TABLE_ROWS } from '../online/limits.ts';
import { mysqlForm } from '../online/mysql-form.ts';
import { postgresqlForm } from '../online/postgresql-form.ts';
import { readShape } from '../online/read-shape.ts';
import { isUndoable } from '../online/undoable.ts';
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
  /**
   * The statements it is done by while people work, other than itself on a large table of PostgreSQL or MySQL; null
   * where it cannot be done without making them wait.
   */
  online: string[] | null;
  /** It makes people wait, on a table large enough for them to feel it. */
  needsMaintenance: boolean;
}

export interface ForecastMigration {
  name: string;
  statements: ForecastStatement[];
  /** Rows that a program changes after the statements; null where there is none. */
  data: DataForecast | null;
}

export interface DataForecast {
  table: string;
  /** Of the table, as counted now, whether or not it goes through all of them. */
  rows: number;
  batch: number;
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
    const left = pending.map((migration) => leftToDo(history, migration));
    const live = await measure(db, left);
    const plans: ForecastMigration[] = [];
    for (const migration of left) {
      const plan = forecastOf(db.provider, migration, live, options.largeFromRows);
      plans.push({ ...plan, data: await forecastData(db, migration) });
    }
    return plans;
  });
}

/** @throws DATA_MIGRATION_INVALID */
async function forecastData(db: MigrationDatabase, { data }: Migration): Promise<DataForecast | null> {
  if (!data) return null;
  const { table, batch = BATCH_OF_DATA } = await loadDataMigration(data.file);
  const isThere = (await db.tables()).includes(table);
  return { table, batch, rows: isThere ? await countRowsOf(db, table) : 0 };
}

/** What the SQL of one migration would do to the tables as they are now. Counts their rows, and changes nothing. */
export async function forecastMigration(
  db: MigrationDatabase,
  migration: Migration,
  largeFromRows?: number,
): Promise<ForecastMigration & { forms: (OnlineForm | null)[] }> {
  const live = await measure(db, [migration]);
  const statements = readStatements(db.provider, migration.up);
  const large = (sql: string) => isLarge(db.provider, live.get(tableOf(sql) ?? ''), largeFromRows);
  return {
    ...forecastOf(db.provider, migration, live, largeFromRows),
    forms: statements.map((sql) => (large(sql) ? formOf(db.provider, sql, migration.up, live) : AS_WRITTEN)),
  };
}

function forecastOf(
  provider: MigrationDatabase['provider'],
  { name, up }: Migration,
  live: ReadonlyMap<string, MeasuredTable>,
  largeFromRows?: number,
): ForecastMigration {
  const anyLarge = [...live.values()].some((table) => isLarge(provider, table, largeFromRows));
  return {
    name,
    data: null,
    statements: readStatements(provider, up).map((sql) => {
      const large = isLarge(provider, live.get(tableOf(sql) ?? ''), largeFromRows);
      const form = large ? formOf(provider, sql, up, live) : AS_WRITTEN;
      const online = form === null ? null : statementsOf(form, sql, provider);
      // What PostgreSQL cannot take back by itself wants one transaction, which holds all tables to its end.
      const wantsTransaction = provider === 'postgresql' && anyLarge && !isUndoable(sql, up, provider);
      const needsMaintenance = online === null || wantsTransaction;
      return { ...forecastStatement(provider, sql, up, live), online, needsMaintenance };
    }),
  };
}

/** On SQLite whoever writes waits for whoever else writes, whatever it is. */
function isLarge(
  provider: MigrationDatabase['provider'],
  table: MeasuredTable | undefined,
  largeFromRows = LARGE_TABLE_ROWS,
): boolean {
  return provider !== 'sqlite' && table !== undefined && table.rows > largeFromRows;
}

function formOf(
  provider: MigrationDatabase['provider'],
  sql: string,
  script: string,
  live: ReadonlyMap<string, MeasuredTable>,
): OnlineForm | null {
  const shape = live.get(tableOf(sql) ?? '')?.shape;
  if (!shape) return AS_WRITTEN;
  if (!isUndoable(sql, script, provider)) return null;
  return (provider === 'postgresql' ? postgresqlForm : mysqlForm)(sql, shape);
}

/** What all of them destroy, one sentence each. */
export function lossesOf(migrations: readonly ForecastMigration[]): Bilingual[] {
  return migrations.flatMap(({ statements }) => statements.flatMap(({ destroys }) => destroys ?? []));
}

interface MeasuredTable extends LiveTable {
  /** How long it took to count its rows. */
  scanMilliseconds: number;
  shape: TableShape;
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
    const shape = await readShape(db, table);
    measured.set(table, { rows, scanMilliseconds, shape, columns: [...shape.columns.keys()] });
  }
  return measured;
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
): Omit<ForecastStatement, 'online' | 'needsMaintenance'> {
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
