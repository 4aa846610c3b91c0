import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import { backupErrors } from './errors.ts';
import type { ColumnShape, Kind, PortableRow, TableShape } from './format.ts';
import { fromPortable, placeholder } from './portable-values.ts';

/** SQLite takes 32 766 parameters, MySQL 16 MiB unless told. */
const BATCH_VALUES = 30_000;
const BATCH_CHARACTERS = 1024 * 1024;

/**
 * Inserts rows as they are: nothing is filled in, nothing left out.
 * @param columns those of the backup
 * @throws RESTORE_COLUMN_UNKNOWN
 */
export async function insertRows(
  db: MigrationDatabase,
  table: TableShape,
  columns: readonly ColumnShape[],
  rows: readonly PortableRow[],
): Promise<void> {
  const own = columns.map(({ name }) => ownColumn(table, name));
  const names = own.map(({ name }) => quoted(db.provider, name)).join(', ');
  const tuple = `(${own.map(({ kind }) => placeholder(db.provider, kind)).join(', ')})`;
  for (const batch of batches(rows, own.length)) {
    const values = batch.flatMap((row) =>
      own.map(({ name, kind }) => fromPortable(db.provider, kind, row[name] ?? null)),
    );
    const tuples = batch.map(() => tuple).join(', ');
    await db.query(`INSERT INTO ${quoted(db.provider, table.name)} (${names}) VALUES ${tuples}`, values);
  }
}

/** A table that no migration makes, as plainly as its backup tells: no indexes, no defaults. */
export async function createPlainTable(db: MigrationDatabase, table: TableShape): Promise<void> {
  const { provider } = db;
  const keys = table.primaryKey.map((name) => quoted(provider, name));
  const columns = table.columns.map(({ name, kind }) => {
    const isKey = table.primaryKey.includes(name);
    const type = isKey && kind === 'text' && provider === 'mysql' ? 'VARCHAR(191)' : PLAIN_TYPES[provider][kind];
    return `${quoted(provider, name)} ${type}${isKey ? ' NOT NULL' : ' NULL'}`;
  });
  const key = keys.length === 0 ? [] : [`PRIMARY KEY (${keys.join(', ')})`];
  await db.script(`CREATE TABLE ${quoted(provider, table.name)} (${[...columns, ...key].join(', ')})`);
}

/** The columns of a table that no migration makes: added by hand, or tried before their migration. */
export async function addPlainColumns(db: MigrationDatabase, table: TableShape, wanted: TableShape): Promise<void> {
  const { provider } = db;
  const there = new Set(table.columns.map(({ name }) => name));
  for (const { name, kind } of wanted.columns.filter((column) => !there.has(column.name)))
    await db.script(
      `ALTER TABLE ${quoted(provider, table.name)} ADD COLUMN ${quoted(provider, name)} ${PLAIN_TYPES[provider][kind]} NULL`,
    );
}

function ownColumn(table: TableShape, name: string): ColumnShape {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (!column) throw backupErrors.RESTORE_COLUMN_UNKNOWN({ table: table.name, column: name });
  return column;
}

function* batches(rows: readonly PortableRow[], width: number): Generator<PortableRow[]> {
  let batch: PortableRow[] = [];
  let characters = 0;
  for (const row of rows) {
    batch.push(row);
    for (const value of Object.values(row)) characters += typeof value === 'string' ? value.length : 8;
    if ((batch.length + 1) * width <= BATCH_VALUES && characters < BATCH_CHARACTERS) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}

const PLAIN_TYPES: Record<Provider, Record<Kind, string>> = {
  sqlite: {
    text: 'TEXT',
    integer: 'BIGINT',
    double: 'REAL',
    decimal: 'TEXT',
    boolean: 'BOOLEAN',
    date: 'DATETIME',
    json: 'JSONB',
    bytes: 'BLOB',
  },
  postgresql: {
    text: 'TEXT',
    integer: 'BIGINT',
    double: 'DOUBLE PRECISION',
    decimal: 'NUMERIC',
    boolean: 'BOOLEAN',
    date: 'TIMESTAMP',
    json: 'JSONB',
    bytes: 'BYTEA',
  },
  mysql: {
    text: 'LONGTEXT',
    integer: 'BIGINT',
    double: 'DOUBLE',
    decimal: 'VARCHAR(100)',
    boolean: 'BOOLEAN',
    date: 'DATETIME(6)',
    json: 'JSON',
    bytes: 'LONGBLOB',
  },
};
