import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import type { Part } from '../structure.ts';
import { type ColumnRules, readColumnRules } from './sqlite-text.ts';

type Row = Record<string, unknown>;

/** SQLite tells of columns, indexes and foreign keys by its pragmas, of checks and collations only in its own text. */
export async function introspectSqlite({ query }: MigrationDatabase): Promise<Part[]> {
  const master = await query(
    `SELECT type, name, tbl_name AS tab, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'`,
  );
  const parts = await Promise.all(
    master
      .filter(({ type }) => type === 'table')
      .map(async ({ name, sql }) => tableParts(query, String(name), String(sql))),
  );
  const triggers = master
    .filter(({ type }) => type === 'trigger')
    .map((row): Part => ({ kind: 'trigger', ...of(row), is: { definition: oneLine(row.sql) } }));
  return [...parts.flat(), ...triggers];
}

function of(row: Row): { table: string; name: string } {
  return { table: String(row.tab), name: String(row.name) };
}

async function tableParts(query: MigrationDatabase['query'], table: string, sql: string): Promise<Part[]> {
  const rules = readColumnRules(sql);
  const columns = await query('SELECT * FROM pragma_table_xinfo(?)', [table]);
  const key = columns.filter(({ pk }) => Number(pk) > 0).sort((a, b) => Number(a.pk) - Number(b.pk));
  return [
    { kind: 'table', table, name: table, is: {}, sql },
    ...columns.map((row) => columnPart(table, row, rules)),
    ...(key.length === 0 ? [] : [primaryKey(table, key)]),
    ...(await indexParts(query, table)),
    ...foreignKeyParts(table, await query('SELECT * FROM pragma_foreign_key_list(?)', [table])),
    ...rules.checks.map(({ name, definition }): Part => ({ kind: 'check', table, name, is: { definition } })),
  ];
}

function columnPart(table: string, row: Row, { collations }: ColumnRules): Part {
  const name = String(row.name);
  const collation = collations.get(name);
  const is = { type: String(row.type).toUpperCase(), nullable: Number(row.notnull) === 1 ? 'no' : 'yes' };
  const fallback = row.dflt_value === null ? {} : { default: String(row.dflt_value) };
  return { kind: 'column', table, name, is: { ...is, ...fallback, ...(collation && { collation }) } };
}

const quoted = (name: unknown) => `"${String(name)}"`;

function primaryKey(table: string, columns: readonly Row[]): Part {
  const definition = `PRIMARY KEY (${columns.map(({ name }) => quoted(name)).join(', ')})`;
  return { kind: 'primary-key', table, name: 'primary key', is: { definition } };
}

async function indexParts(query: MigrationDatabase['query'], table: string): Promise<Part[]> {
  const indexes = await query('SELECT * FROM pragma_index_list(?)', [table]);
  const named = indexes.filter(({ origin }) => origin !== 'pk');
  return Promise.all(
    named.map(async ({ name, unique, origin }): Promise<Part> => {
      const columns = await query('SELECT * FROM pragma_index_xinfo(?) WHERE key = 1', [String(name)]);
      const [row] = await query('SELECT sql FROM sqlite_master WHERE name = ?', [String(name)]);
      const list = columns.map((column) => indexedColumn(column)).join(', ');
      const where = /\bWHERE\b[\s\S]*$/i.exec(String(row?.sql ?? ''))?.[0];
      const known = origin === 'u' ? `unique (${list})` : String(name);
      const definition = `CREATE ${Number(unique) === 1 ? 'UNIQUE ' : ''}INDEX ${quoted(known)} ON ${quoted(table)} (${list})`;
      return {
        kind: 'index',
        table,
        name: known,
        is: { definition: where ? `${definition} ${oneLine(where)}` : definition },
      };
    }),
  );
}

function indexedColumn({ name, desc, coll }: Row): string {
  const collation = coll === 'BINARY' ? '' : ` COLLATE ${String(coll)}`;
  return `${name === null ? '(expression)' : quoted(name)}${collation}${Number(desc) === 1 ? ' DESC' : ''}`;
}

function foreignKeyParts(table: string, rows: readonly Row[]): Part[] {
  const groups = Map.groupBy(rows, ({ id }) => Number(id));
  return [...groups.values()].map((columns): Part => {
    const ordered = columns.toSorted((a, b) => Number(a.seq) - Number(b.seq));
    const [first = {}] = ordered;
    const own = ordered.map((row) => quoted(row.from)).join(', ');
    const theirs = first.to === null ? '' : ` (${ordered.map((row) => quoted(row.to)).join(', ')})`;
    const actions = `ON DELETE ${first.on_delete} ON UPDATE ${first.on_update}`;
    const definition = `FOREIGN KEY (${own}) REFERENCES ${quoted(first.table)}${theirs} ${actions}`;
    return { kind: 'foreign-key', table, name: ordered.map((row) => row.from).join(', '), is: { definition } };
  });
}

function oneLine(sql: unknown): string {
  return String(sql).replace(/\s+/g, ' ').trim();
}
