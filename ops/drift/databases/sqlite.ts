import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import type { Part, PartKind } from '../structure.ts';
import { type ColumnRules, readColumnRules } from './sqlite-text.ts';

type Row = Record<string, unknown>;
type Query = MigrationDatabase['query'];

/** SQLite tells of columns, indexes and foreign keys by its pragmas, of checks and collations only in its own text. */
export async function introspectSqlite(query: Query, kinds: ReadonlySet<PartKind>): Promise<Part[]> {
  const master = await query(
    `SELECT type, name, tbl_name AS tab, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'`,
  );
  const parts = await Promise.all(
    master
      .filter(({ type }) => type === 'table')
      .map(async ({ name, sql }) => tableParts(query, { table: String(name), sql: String(sql) }, kinds)),
  );
  const triggers = master
    .filter(({ type }) => type === 'trigger')
    .map((row): Part => ({ kind: 'trigger', ...of(row), is: { definition: oneLine(row.sql) } }));
  return [...parts.flat(), ...triggers].filter(({ kind }) => kinds.has(kind));
}

function of(row: Row): { table: string; name: string } {
  return { table: String(row.tab), name: String(row.name) };
}

async function tableParts(
  query: Query,
  { table, sql }: { table: string; sql: string },
  kinds: ReadonlySet<PartKind>,
): Promise<Part[]> {
  const rules = hasRules(sql, kinds) ? readColumnRules(sql) : NO_RULES;
  const columns = await query('SELECT * FROM pragma_table_xinfo(?) WHERE hidden <> 1', [table]);
  const keys = kinds.has('foreign-key') ? await query('SELECT * FROM pragma_foreign_key_list(?)', [table]) : [];
  const key = columns.filter(({ pk }) => Number(pk) > 0).sort((a, b) => Number(a.pk) - Number(b.pk));
  return [
    { kind: 'table', table, name: table, is: {}, sql },
    ...columns.map((row) => columnPart(table, row, rules)),
    ...(key.length === 0 ? [] : [primaryKey(table, key)]),
    ...(kinds.has('index') ? await indexParts(query, table) : []),
    ...foreignKeyParts(table, keys),
    ...rules.checks.map(({ name, definition }): Part => ({ kind: 'check', table, name, is: { definition } })),
  ];
}

const NO_RULES: ColumnRules = { collations: new Map(), checks: [] };

/** Its text is read, which takes the longest, only where something that is asked for may be in it. */
function hasRules(sql: string, kinds: ReadonlySet<PartKind>): boolean {
  return (kinds.has('check') && /\bCHECK\b/i.test(sql)) || (kinds.has('column') && /\bCOLLATE\b/i.test(sql));
}

function columnPart(table: string, row: Row, { collations }: ColumnRules): Part {
  const name = String(row.name);
  const collation = collations.get(name);
  const is = { type: String(row.type).toUpperCase(), nullable: Number(row.notnull) === 1 ? 'no' : 'yes' };
  const fallback = defaultOf(row);
  return { kind: 'column', table, name, is: { ...is, ...fallback, ...(collation && { collation }) } };
}

/** A column that SQLite reckons itself has none; what it reckons stands in the text of the table. */
function defaultOf({ hidden, dflt_value: value }: Row): { default?: string } {
  if (Number(hidden) >= 2) return { default: Number(hidden) === 2 ? 'generated virtual' : 'generated stored' };
  return value === null ? {} : { default: String(value) };
}

const quoted = (name: unknown) => `"${String(name).replaceAll('"', '""')}"`;

function primaryKey(table: string, columns: readonly Row[]): Part {
  const definition = `PRIMARY KEY (${columns.map(({ name }) => quoted(name)).join(', ')})`;
  return { kind: 'primary-key', table, name: 'primary key', is: { definition } };
}

async function indexParts(query: Query, table: string): Promise<Part[]> {
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
