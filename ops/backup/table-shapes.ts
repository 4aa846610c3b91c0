import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { isKeptAside } from '#ops/migrate/undo/undo-log.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import { type Kind, TABLES_LEFT_OUT, type TableShape } from './format.ts';

/**
 * The tables of the database as they are, those that Staka did not make among them. Tables and columns come by name:
 * migrations have added columns in another order in each database.
 */
export async function tableShapes(db: MigrationDatabase): Promise<TableShape[]> {
  const shapes = (await READERS[db.provider](db)).filter(
    ({ name }) => !TABLES_LEFT_OUT.has(name) && !isKeptAside(name),
  );
  return shapes.map((shape) => ({ ...shape, columns: shape.columns.toSorted(byName) })).sort(byName);
}

function byName(one: { name: string }, other: { name: string }): number {
  return one.name < other.name ? -1 : 1;
}

export function quoted(provider: Provider, name: string): string {
  return provider === 'mysql' ? `\`${name.replaceAll('`', '``')}\`` : `"${name.replaceAll('"', '""')}"`;
}

const READERS: Record<Provider, (db: MigrationDatabase) => Promise<TableShape[]>> = {
  sqlite: readSqlite,
  postgresql: readPostgresql,
  mysql: readMysql,
};

async function readSqlite(db: MigrationDatabase): Promise<TableShape[]> {
  const shapes: TableShape[] = [];
  for (const name of await db.tables()) {
    const rows = await db.query(`PRAGMA table_xinfo(${quoted('sqlite', name)})`);
    const stored = rows.filter(({ hidden }) => hidden === 0);
    const key = stored.filter(({ pk }) => Number(pk) > 0).sort((a, b) => Number(a.pk) - Number(b.pk));
    shapes.push({
      name,
      columns: stored.map((row) => ({ name: String(row.name), kind: kindOfSqlite(String(row.type)) })),
      primaryKey: key.map((row) => String(row.name)),
    });
  }
  return shapes;
}

/** By the declared type, as the codec decodes. */
function kindOfSqlite(type: string): Kind {
  const name = type.toUpperCase();
  if (/^(DATETIME|TIMESTAMP)/.test(name)) return 'date';
  if (name.startsWith('BOOL')) return 'boolean';
  if (name.startsWith('JSON')) return 'json';
  if (name.includes('INT')) return 'integer';
  if (/REAL|FLOA|DOUB/.test(name)) return 'double';
  if (/DECIMAL|NUMERIC/.test(name)) return 'decimal';
  return name === '' || name.includes('BLOB') ? 'bytes' : 'text';
}

const POSTGRESQL_KINDS: Readonly<Record<string, Kind>> = {
  bool: 'boolean',
  int2: 'integer',
  int4: 'integer',
  int8: 'integer',
  float4: 'double',
  float8: 'double',
  numeric: 'decimal',
  timestamp: 'date',
  timestamptz: 'date',
  json: 'json',
  jsonb: 'json',
  bytea: 'bytes',
};

async function readPostgresql(db: MigrationDatabase): Promise<TableShape[]> {
  const columns = await db.query(`SELECT table_name, column_name, udt_name AS type FROM information_schema.columns
    WHERE table_schema = current_schema() AND is_generated = 'NEVER' ORDER BY ordinal_position`);
  const keys = await db.query(`SELECT k.table_name, k.column_name FROM information_schema.key_column_usage k
    JOIN information_schema.table_constraints c USING (constraint_schema, constraint_name, table_name)
    WHERE k.table_schema = current_schema() AND c.constraint_type = 'PRIMARY KEY' ORDER BY k.ordinal_position`);
  const kindOf = (row: Row): Kind => POSTGRESQL_KINDS[String(row.type)] ?? 'text';
  return gather(await db.tables(), columns, keys, kindOf);
}

async function readMysql(db: MigrationDatabase): Promise<TableShape[]> {
  const tables = await db.query(`SELECT table_name AS table_name FROM information_schema.tables
    WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'`);
  const columns = await db.query(`SELECT table_name AS table_name, column_name AS column_name, data_type AS type,
    column_type AS full_type FROM information_schema.columns
    WHERE table_schema = DATABASE() AND COALESCE(generation_expression, '') = '' ORDER BY ordinal_position`);
  const keys = await db.query(`SELECT table_name AS table_name, column_name AS column_name
    FROM information_schema.key_column_usage
    WHERE table_schema = DATABASE() AND constraint_name = 'PRIMARY' ORDER BY ordinal_position`);
  const json = await jsonColumnsOfMariadb(db);
  const kindOf = (row: Row) => (json.has(`${row.table_name}.${row.column_name}`) ? 'json' : kindOfMysql(row));
  return gather(
    tables.map((row) => String(row.table_name)),
    columns,
    keys,
    kindOf,
  );
}

/** MariaDB keeps JSON as text with a check of its own; MySQL has the type, and names no table in this view. */
async function jsonColumnsOfMariadb(db: MigrationDatabase): Promise<Set<string>> {
  const checks = await db.query(
    'SELECT * FROM information_schema.check_constraints WHERE constraint_schema = DATABASE()',
  );
  return new Set(
    checks.flatMap((row) => {
      const column = /^json_valid\(`(.+)`\)$/i.exec(String(row.CHECK_CLAUSE))?.[1];
      return column === undefined ? [] : [`${row.TABLE_NAME}.${column}`];
    }),
  );
}

function kindOfMysql(row: Row): Kind {
  const type = String(row.type).toLowerCase();
  if (String(row.full_type).toLowerCase() === 'tinyint(1)') return 'boolean';
  if (/^(datetime|timestamp)$/.test(type)) return 'date';
  if (type === 'json') return 'json';
  if (/int$|^year$/.test(type)) return 'integer';
  if (/^(float|double)$/.test(type)) return 'double';
  if (type === 'decimal') return 'decimal';
  return /blob$|binary$|^bit$/.test(type) ? 'bytes' : 'text';
}

type Row = Record<string, unknown>;

function gather(tables: readonly string[], columns: Row[], keys: Row[], kindOf: (row: Row) => Kind): TableShape[] {
  const columnsOf = Map.groupBy(columns, (row) => String(row.table_name));
  const keysOf = Map.groupBy(keys, (row) => String(row.table_name));
  return tables.map((name) => ({
    name,
    columns: (columnsOf.get(name) ?? []).map((row) => ({ name: String(row.column_name), kind: kindOf(row) })),
    primaryKey: (keysOf.get(name) ?? []).map((row) => String(row.column_name)),
  }));
}
