import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { readHistory } from '#ops/migrate/history.ts';
import { MIGRATIONS_FOLDER } from '#ops/migrate/migration-files.ts';
import { type MigrateOptions, withSession } from '#ops/migrate/session.ts';
import { type Comparison, compareStructures, withOneName, withoutUnknown } from './compare.ts';
import { driftErrors } from './errors.ts';
import { introspect } from './introspect.ts';
import { keptParts } from './kept-columns.ts';
import type { Statement } from './sql/change.ts';
import { mysqlStatements } from './sql/mysql.ts';
import { postgresqlStatements } from './sql/postgresql.ts';
import { sqliteStatements } from './sql/sqlite.ts';
import { readStructure, type Structure } from './structure.ts';

export interface Drift extends Comparison {
  /** The last migration that ran: what the database is compared with is what it leaves. */
  migration: string;
  /** From the live database to what the migrations make. */
  repair: Statement[];
  /** From what the migrations make to the live database. */
  adopt: Statement[];
}

/**
 * Compares the live database with what the migrations that ran on it make. Reads only.
 * @throws DRIFT_NOT_MIGRATED, DRIFT_HALF_WAY, DRIFT_NOT_DESCRIBED
 */
export function findDrift(options: MigrateOptions): Promise<Drift> {
  return withSession(options, ({ db }) => driftOf(db, options.folder));
}

/** The same on a connection that is open. */
export async function driftOf(db: MigrationDatabase, folder = MIGRATIONS_FOLDER): Promise<Drift> {
  const migration = await lastMigration(db);
  const comparable = db.provider === 'mysql' ? withOneName : (structure: Structure) => structure;
  const live = comparable(await introspect(db));
  const kept = await keptParts(db, live);
  const expected = comparable([...(await expectedStructure(db, migration, folder)), ...kept]);
  const ours = withoutUnknown(expected, live);
  const { differences, unknown } = compareStructures(expected, live);
  return {
    migration,
    differences,
    unknown: [...unknown, ...kept.map(({ kind, table, name }) => ({ kind, name: `${table}.${name}` }))],
    repair: statementsBetween(db.provider, ours, expected),
    adopt: statementsBetween(db.provider, expected, ours),
  };
}

const STATEMENTS = { sqlite: sqliteStatements, postgresql: postgresqlStatements, mysql: mysqlStatements };

/** The SQL that leads from one structure to another. */
export function statementsBetween(
  provider: MigrationDatabase['provider'],
  from: Structure,
  to: Structure,
): Statement[] {
  return STATEMENTS[provider](from, to);
}

async function lastMigration(db: MigrationDatabase): Promise<string> {
  const history = (await readHistory(db)).filter(({ rolledBack }) => !rolledBack);
  const half = history.find(({ finished }) => !finished);
  if (half) throw driftErrors.DRIFT_HALF_WAY({ name: half.name });
  const last = history
    .map(({ name }) => name)
    .sort()
    .at(-1);
  if (last === undefined) throw driftErrors.DRIFT_NOT_MIGRATED();
  return last;
}

async function expectedStructure(db: MigrationDatabase, name: string, folder: URL): Promise<Structure> {
  const structure = await readStructure(db.provider, name, folder);
  if (structure) return structure;
  throw driftErrors.DRIFT_NOT_DESCRIBED({ name, file: `prisma/migrations/${db.provider}/${name}/structure.json` });
}
