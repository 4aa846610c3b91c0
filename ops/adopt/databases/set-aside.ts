import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import type { Migration } from '#ops/migrate/migration-files.ts';
import type { SetAside } from '../prepare.ts';
import { withoutBrokenKeys } from './sqlite-plain-table.ts';

/**
 * Renames tables, and whatever else has a name that the migrations are going to use: on PostgreSQL indexes and
 * enumerations, on SQLite indexes. Within the transaction of the adoption.
 */
export async function setTablesAside(
  db: MigrationDatabase,
  tables: readonly SetAside[],
  migrations: readonly Migration[],
): Promise<void> {
  for (const { table, archive } of tables)
    await db.script(`ALTER TABLE ${quoted(db.provider, table)} RENAME TO ${quoted(db.provider, archive)}`);
  const names = namesIn(migrations);
  if (db.provider === 'postgresql') {
    await renameIndexes(db, names);
    await renameEnumerations(db, names);
  } else {
    await remakeIndexes(db, names);
    await withoutBrokenKeys(db);
  }
}

/** Everything that the scripts name: more than they make, and none of what they make is missing. */
function namesIn(migrations: readonly Migration[]): ReadonlySet<string> {
  const made = migrations.flatMap(({ up }) => [...up.matchAll(/"(\w+)"/g)].map(([, name]) => name ?? ''));
  return new Set(['_prisma_migrations_pkey', ...made]);
}

function archived(name: string): string {
  return `legacy_${name.replace(/^_+/, '')}`.slice(0, 63);
}

/** The constraint behind which an index stands is renamed with it. */
async function renameIndexes(db: MigrationDatabase, names: ReadonlySet<string>): Promise<void> {
  const indexes = await db.query('SELECT indexname AS name FROM pg_indexes WHERE schemaname = current_schema()');
  for (const { name } of indexes.filter((index) => names.has(String(index.name))))
    await db.script(`ALTER INDEX ${pg(String(name))} RENAME TO ${pg(archived(String(name)))}`);
}

async function renameEnumerations(db: MigrationDatabase, names: ReadonlySet<string>): Promise<void> {
  const types = await db.query(`SELECT t.typname AS name FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE n.nspname = current_schema() AND t.typtype = 'e'`);
  for (const { name } of types.filter((type) => names.has(String(type.name))))
    await db.script(`ALTER TYPE ${pg(String(name))} RENAME TO ${pg(archived(String(name)))}`);
}

function pg(name: string): string {
  return quoted('postgresql', name);
}

/** SQLite does not rename an index; its names are the database's. */
async function remakeIndexes(db: MigrationDatabase, names: ReadonlySet<string>): Promise<void> {
  const known = new Set([...names].map((name) => name.toLowerCase()));
  const indexes = await db.query(`SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL`);
  for (const { name, sql } of indexes.filter((index) => known.has(String(index.name).toLowerCase()))) {
    const beginning = /^(CREATE\s+(?:UNIQUE\s+)?INDEX\s+(?:IF\s+NOT\s+EXISTS\s+)?)("[^"]+"|`[^`]+`|\[[^\]]+\]|\w+)/i;
    await db.script(`DROP INDEX ${quoted('sqlite', String(name))}`);
    await db.script(
      String(sql).replace(beginning, (_all, create) => `${create}${quoted('sqlite', archived(String(name)))}`),
    );
  }
}
