import { type Dangling, findDangling } from '#ops/doctor/checks/dangling.ts';
import type { Difference } from '#ops/drift/compare.ts';
import { driftOf } from '#ops/drift/drift.ts';
import { driftErrors } from '#ops/drift/errors.ts';
import { sayDifference } from '#ops/drift/words.ts';
import { CodedError } from '#platform/http/errors.ts';
import { countRows, countRowsOf } from './count-rows.ts';
import type { MigrationDatabase } from './databases/migration-database.ts';
import { migrationErrors } from './errors.ts';
import { readStatements, tableOf } from './forecast/statements.ts';

/** What a database was before migrations ran on it, as far as they must not spoil it. */
export interface Observation {
  /** Of every table that has some. */
  readonly rows: Readonly<Record<string, number>>;
  /** What was not as the migrations make it already; null where that is not known. */
  readonly differences: readonly string[] | null;
  /** Whether rows may come to refer to missing ones without the database refusing that by itself. */
  readonly checksKeys: boolean;
  /** Rows that referred to missing ones already. */
  readonly dangling: readonly string[];
}

/**
 * Counts the rows of all tables, and looks for what is wrong already: that is not the fault of what comes.
 * @param scripts what is going to run
 */
export async function observe(
  db: MigrationDatabase,
  folder: URL | undefined,
  scripts: readonly string[] = [],
): Promise<Observation> {
  const checksKeys = db.provider !== 'postgresql' || scripts.some((script) => UNCHECKED.test(script));
  const counted = Object.entries(await countRows(db)).filter(([, rows]) => rows > 0);
  return {
    rows: Object.fromEntries(counted),
    differences: (await differencesOf(db, folder))?.map(keyOf) ?? null,
    checksKeys,
    dangling: counted.length === 0 || !checksKeys ? [] : (await findDangling(db, true)).map(({ query }) => query),
  };
}

/** PostgreSQL sees to its foreign keys by itself, unless it is told not to; to look at all rows would hold what was changed. */
const UNCHECKED = /session_replication_role|\bDISABLE\s+TRIGGER\b|\bNOT\s+VALID\b/i;

/**
 * Counts the rows again. Others may add some meanwhile, and take away some of their own, which is no fault of these
 * scripts; what a script deletes of a table that no statement of it names for that is.
 *
 * @param scripts all that have run
 * @throws MIGRATION_ROWS_LOST
 */
export async function refuseLostRows(
  db: MigrationDatabase,
  before: Observation,
  scripts: readonly string[],
): Promise<void> {
  const read = scripts.map((script) => ({ script, statements: readStatements(db.provider, script) }));
  const statements = read.flatMap((each) => each.statements);
  const meant = new Set(
    read.flatMap((each) => each.statements.map((statement) => meantToChange(statement, each.script))),
  );
  const there = new Set(await db.tables());
  for (const [table, rows] of Object.entries(before.rows)) {
    if (meant.has(table)) continue;
    if (there.has(table) && (await hasLostNone(db, table, statements))) continue;
    const name = there.has(table) ? table : newNameOf(table, statements);
    const after = there.has(name) ? await countRowsOf(db, name) : 0;
    if (after >= rows) continue;
    throw migrationErrors.MIGRATION_ROWS_LOST({ table, before: rows, after });
  }
}

/**
 * Refuses what the migrations have spoiled: rows that refer to missing ones, and a structure that is not the one they
 * are described to leave. A part whose wording alone differs is refused on SQLite, which comes with Node; servers word
 * their catalogues by their version, and there it is said by `drift` afterwards.
 *
 * @throws MIGRATION_DANGLING, MIGRATION_STRUCTURE
 */
export async function refuseDamage(db: MigrationDatabase, before: Observation, folder: URL | undefined): Promise<void> {
  const isChecked = before.checksKeys && Object.keys(before.rows).length > 0;
  const dangling = isChecked ? await findDangling(db, true) : [];
  const [row] = dangling.filter(({ query }) => !before.dangling.includes(query));
  if (row) throw danglingError(row);
  // What was wrong already cannot be told from what is, and a new database has nothing that could be spoiled.
  if (before.differences === null) return;
  const differences = (await differencesOf(db, folder)) ?? [];
  const known = new Set(before.differences);
  const [difference] = differences.filter(
    (found) => (found.state !== 'changed' || db.provider === 'sqlite') && !known.has(keyOf(found)),
  );
  if (difference) throw migrationErrors.MIGRATION_STRUCTURE({ difference: sayDifference(difference) });
}

export function danglingError({ table, parent, query }: Dangling): CodedError {
  return migrationErrors.MIGRATION_DANGLING({ table, parent, query });
}

/** null where no migration ran, or where nobody described what the last one leaves. */
async function differencesOf(db: MigrationDatabase, folder: URL | undefined): Promise<Difference[] | null> {
  try {
    return (await driftOf(db, folder)).differences;
  } catch (error) {
    if (error instanceof CodedError && Object.hasOwn(driftErrors, error.code)) return null;
    throw error;
  }
}

function keyOf({ state, kind, table, name }: Difference): string {
  return `${state} ${kind} ${table} ${name}`;
}

/** The table of which a statement takes rows away, or which it drops for good. */
function meantToChange(statement: string, script: string): string | undefined {
  if (/^(DELETE|TRUNCATE)\b/i.test(statement)) return tableOf(statement);
  if (!/^DROP\s+TABLE\b/i.test(statement)) return undefined;
  const table = tableOf(statement);
  return new RegExp(`RENAME\\s+TO\\s+["\`]?${table}["\`]?`, 'i').test(script) ? undefined : table;
}

function newNameOf(table: string, statements: readonly string[]): string {
  const pattern = new RegExp(
    `^(?:ALTER|RENAME)\\s+TABLE\\s+["\`]?${table}["\`]?\\s+(?:RENAME\\s+)?TO\\s+["\`]?(\\w+)`,
    'i',
  );
  return statements.map((statement) => pattern.exec(statement)?.[1]).find(Boolean) ?? table;
}

/**
 * Whether it is certain, without counting, that these scripts deleted no row: what is fewer then, others have deleted.
 * On SQLite nobody else writes meanwhile. PostgreSQL counts what this transaction itself deletes, cascades among it;
 * MySQL does not, and there no statement may be one that deletes at all.
 */
async function hasLostNone(db: MigrationDatabase, table: string, statements: readonly string[]): Promise<boolean> {
  if (db.provider === 'sqlite') return false;
  if (db.provider === 'mysql') return !statements.some((statement) => DELETES.test(statement));
  if (statements.some((statement) => REPLACES.test(statement) && tableOf(statement) === table)) return false;
  const [counted] = await db.query(
    `SELECT n_tup_del AS deleted, current_setting('track_counts') AS counts FROM pg_stat_xact_user_tables
     WHERE relid = quote_ident(?)::regclass`,
    [table],
  );
  return counted?.counts === 'on' && Number(counted.deleted) === 0;
}

const DELETES = /^(DELETE|TRUNCATE|REPLACE|UPDATE|WITH|CALL|RENAME|DROP\s+TABLE)\b/i;
/** Another table may have that name afterwards, or none of its rows. */
const REPLACES = /^(TRUNCATE|DROP\s+TABLE)\b|\bRENAME\s+TO\b/i;
