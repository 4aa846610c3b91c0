import { introspect } from '#ops/drift/introspect.ts';
import type { Structure } from '#ops/drift/structure.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
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
  const quote = db.provider === 'mysql' ? '`' : '"';
  const found: Dangling[] = [];
  for (const { kind, table, is } of await introspect(db)) {
    if (kind !== 'foreign-key') continue;
    const key = readKey(table, is.definition ?? '', quote);
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
      const key = readKey(table, is.definition ?? '', provider === 'mysql' ? '`' : '"');
      return key ? [{ table, columns: key.columns, where: key.missing }] : [];
    });
}

/** `FOREIGN KEY ("userId") REFERENCES "users" ("id") ON DELETE …`, as each of the databases quotes it. */
function readKey(table: string, definition: string, quote: string) {
  const [, own, parent, theirs] =
    /^FOREIGN KEY \(([^)]*)\) REFERENCES (["`]?\w+["`]?) ?\(([^)]*)\)/.exec(definition) ?? [];
  if (own === undefined || parent === undefined || theirs === undefined) return undefined;
  const bare = (name: string) => name.trim().replace(/^["`]|["`]$/g, '');
  const quoted = (name: string) => `${quote}${bare(name)}${quote}`;
  const columns = own.split(',').map(quoted);
  const targets = theirs.split(',').map(quoted);
  const isSet = columns.map((column) => `c.${column} IS NOT NULL`).join(' AND ');
  const isSame = columns.map((column, index) => `p.${targets[index]} = c.${column}`).join(' AND ');
  const missing = `${isSet} AND NOT EXISTS (SELECT 1 FROM ${quoted(parent)} p WHERE ${isSame})`;
  return {
    columns: own.split(',').map(bare),
    parent: bare(parent),
    missing,
    query: `SELECT * FROM ${quoted(table)} c WHERE ${missing}`,
    look: (limit: string) => `SELECT 1 FROM (SELECT * FROM ${quoted(table)}${limit}) c WHERE ${missing} LIMIT 1`,
  };
}
