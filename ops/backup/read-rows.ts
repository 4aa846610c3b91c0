import type { MigrationDatabase, SqlValue } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import type { ColumnShape, PortableRow, TableShape } from './format.ts';
import { selectAsText, toPortable } from './portable-values.ts';

/** So few that long texts fit into memory, so many that a million rows are some thousand questions. */
const PAGE_ROWS = 500;

type Row = Record<string, unknown>;

/**
 * All rows of a table, page by page along its primary key; one that has none is read at once.
 * @param columns those to read and what they mean, in the order the rows have; the table's own unless told
 */
export async function* readRows(
  db: MigrationDatabase,
  table: TableShape,
  columns: readonly ColumnShape[] = table.columns,
): AsyncGenerator<PortableRow[]> {
  const key = pagingKey(table);
  const select = selectFrom(db, table, columns, key);
  for (let after: SqlValue[] = []; ; ) {
    const rows = await db.query(`${select}${pageAfter(db, key, after)}`, after);
    if (rows.length > 0) yield rows.map((row) => portable(columns, row));
    const last = rows.at(-1);
    if (key.length === 0 || last === undefined || rows.length < PAGE_ROWS) return;
    const values = key.map((_name, index) => last[`k${index}`] as SqlValue); // text, as it was selected
    after = key.flatMap((_name, index) => values.slice(0, index + 1));
  }
}

/** Bytes cannot be compared with their text. */
function pagingKey({ columns, primaryKey }: TableShape): readonly string[] {
  const isComparable = (name: string) => columns.some((column) => column.name === name && column.kind !== 'bytes');
  return primaryKey.every(isComparable) ? primaryKey : [];
}

function selectFrom(
  { provider }: MigrationDatabase,
  table: TableShape,
  columns: readonly ColumnShape[],
  key: readonly string[],
): string {
  const kindOf = (name: string) => table.columns.find((column) => column.name === name)?.kind ?? 'text';
  const asText = (name: string) => selectAsText(provider, kindOf(name), quoted(provider, name));
  const selected = [
    ...columns.map(({ name }, index) => `${asText(name)} AS c${index}`),
    ...key.map((name, index) => `${asText(name)} AS k${index}`),
  ];
  return `SELECT ${selected.join(', ')} FROM ${quoted(provider, table.name)}`;
}

/** `a > ? OR (a = ? AND b > ?)`: MySQL uses no index for `(a, b) > (?, ?)`. */
function pageAfter({ provider }: MigrationDatabase, key: readonly string[], after: readonly SqlValue[]): string {
  if (key.length === 0) return '';
  const names = key.map((name) => quoted(provider, name));
  const later = names.map((name, index) =>
    [...names.slice(0, index).map((equal) => `${equal} = ?`), `${name} > ?`].join(' AND '),
  );
  const where = after.length === 0 ? '' : ` WHERE (${later.join(') OR (')})`;
  return `${where} ORDER BY ${names.join(', ')} LIMIT ${PAGE_ROWS}`;
}

function portable(columns: readonly ColumnShape[], row: Row): PortableRow {
  return Object.fromEntries(columns.map(({ name, kind }, index) => [name, toPortable(kind, row[`c${index}`])]));
}
