import { readDefinition } from '#ops/drift/definitions.ts';
import { introspect } from '#ops/drift/introspect.ts';
import type { Structure } from '#ops/drift/structure.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { type MigrateOptions, withSession } from '#ops/migrate/session.ts';

export interface Dangling {
  table: string;
  columns: string;
  parent: string;
  /** Lists the rows. */
  query: string;
}

const SAMPLE = 20_000;

/** The same for whoever has no connection yet, looking at every row. */
export function findEveryDangling(options: MigrateOptions): Promise<Dangling[]> {
  return withSession(options, ({ db }) => findDangling(db, true));
}

/**
 * Rows that refer to rows that are not there: the database refuses them, but not what was loaded while its checks were
 * off. Of large tables only so many rows are looked at, unless `thorough`.
 */
export async function findDangling(db: MigrationDatabase, thorough: boolean): Promise<Dangling[]> {
  const found: Dangling[] = [];
  for (const { table, is } of await introspect(db, ['foreign-key'])) {
    const key = readKey(table, is.definition ?? '', db.provider);
    if (!key) continue;
    const rows = await db.query(key.look(thorough ? '' : ` LIMIT ${SAMPLE}`));
    if (rows.length > 0) found.push({ table, columns: key.columns.join(', '), parent: key.parent, query: key.query });
  }
  return found;
}

/** For each foreign key of a structure, what is true of the rows of its table, called `c`, that refer to none. */
export function danglingRows(structure: Structure, provider: MigrationDatabase['provider']) {
  return structure
    .filter(({ kind }) => kind === 'foreign-key')
    .flatMap(({ table, is }) => {
      const key = readKey(table, is.definition ?? '', provider);
      return key ? [{ table, columns: key.columns, where: key.missing }] : [];
    });
}

/** Undefined where it leads to the primary key without naming it, as SQLite allows: it is looked at by SQLite itself. */
function readKey(table: string, definition: string, provider: MigrationDatabase['provider']) {
  const { columns, references } = readDefinition(definition);
  if (!references || references.columns.length !== columns.length) return undefined;
  const { table: parent, columns: referred } = references;
  const name = (of: string) => quoted(provider, of);
  const isSet = columns.map((column) => `c.${name(column)} IS NOT NULL`).join(' AND ');
  const isSame = columns.map((column, index) => `p.${name(referred[index] ?? '')} = c.${name(column)}`).join(' AND ');
  const missing = `${isSet} AND NOT EXISTS (SELECT 1 FROM ${name(parent)} p WHERE ${isSame})`;
  return {
    columns,
    parent,
    missing,
    query: `SELECT * FROM ${name(table)} c WHERE ${missing}`,
    look: (limit: string) => `SELECT 1 FROM (SELECT * FROM ${name(table)}${limit}) c WHERE ${missing} LIMIT 1`,
  };
}
