import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import type { Part, PartKind } from '../structure.ts';

type Row = Record<string, unknown>;

/**
 * MySQL and MariaDB, whose catalogues say the same things a little differently: both are brought to one wording. Views
 * are taken out here: a join with the list of tables would have the server open every table of every database.
 */
export async function introspectMysql(
  query: MigrationDatabase['query'],
  kinds: ReadonlySet<PartKind>,
): Promise<Part[]> {
  const tables = await query(TABLES);
  const names = new Set(tables.map(({ name }) => String(name)));
  const read = async (sql: string, ...asked: PartKind[]) =>
    asked.some((kind) => kinds.has(kind)) ? (await query(sql)).filter(({ tab }) => names.has(String(tab))) : [];
  const checks = await read(await checksQuery(query), 'check', 'column');
  const json = new Set(checks.filter(isJsonCheck).map((row) => `${row.tab}.${row.name}`));
  const parts = [
    ...tables.map((row): Part => ({ kind: 'table', ...of(row), is: { collation: String(row.collation) } })),
    ...(await read(COLUMNS, 'column')).map((row) => columnPart(row, json)),
    ...indexParts(await read(kinds.has('index') ? INDEXES : PRIMARY_KEYS, 'index', 'primary-key')),
    ...foreignKeyParts(await read(FOREIGN_KEYS, 'foreign-key')),
    ...checks
      .filter((row) => !isJsonCheck(row))
      .map((row): Part => ({ kind: 'check', ...of(row), is: { definition: `CHECK (${String(row.clause)})` } })),
    ...(await read(TRIGGERS, 'trigger')).map((row): Part => ({ kind: 'trigger', ...of(row), is: triggerOf(row) })),
  ];
  return parts.filter(({ kind }) => kinds.has(kind));
}

function of(row: Row): { table: string; name: string } {
  return { table: String(row.tab), name: String(row.name) };
}

/** MariaDB has no type of its own for JSON: a text, and a check of the column's name that it is JSON. */
function isJsonCheck({ name, clause }: Row): boolean {
  return String(clause).replaceAll('`', '').toLowerCase() === `json_valid(${String(name)})`.toLowerCase();
}

function columnPart(row: Row, json: ReadonlySet<string>): Part {
  const isJson = row.type === 'json' || json.has(`${row.tab}.${row.name}`);
  const collation = isJson || row.collation === null ? {} : { collation: String(row.collation) };
  const fallback = defaultOf(row);
  const type = isJson ? 'json' : typeOf(String(row.type));
  const is = { type, nullable: row.nullable === 'YES' ? 'yes' : 'no', ...collation };
  return { kind: 'column', ...of(row), is: fallback === null ? is : { ...is, default: fallback } };
}

/** MariaDB shows how wide numbers used to be displayed, MySQL no longer does; `tinyint(1)` both, for it means a boolean. */
function typeOf(type: string): string {
  return type.replace(/\b(smallint|mediumint|int|bigint|year)\(\d+\)/, '$1');
}

/** MariaDB writes a default as SQL, MySQL as a bare value unless it is an expression. */
function defaultOf({ fallback, extra, type, mariadb, reckoned }: Row): string | null {
  if (reckoned !== null && reckoned !== '')
    return `generated ${reckoned} ${/STORED|PERSISTENT/i.test(String(extra)) ? 'stored' : 'virtual'}`;
  if (/\bauto_increment\b/i.test(String(extra))) return 'auto_increment';
  if (fallback === null || fallback === 'NULL') return null;
  const text = String(fallback).replace(/^\((.*)\)$/s, '$1');
  const automatic = /on update current_timestamp(\(\d\))?/i.exec(String(extra))?.[0].toLowerCase();
  const suffix = automatic ? ` ${automatic}` : '';
  if (/^current_timestamp/i.test(text)) return `${text.toLowerCase().replace('()', '')}${suffix}`;
  if (Number(mariadb) === 1 || /DEFAULT_GENERATED/.test(String(extra)))
    return text.replace(/^_utf8mb\d/, '').replaceAll("\\'", "'");
  return /^(tinyint|smallint|mediumint|int|bigint|double|float|decimal)/.test(String(type)) ? text : quoteText(text);
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The columns of each, in their order, behind one another. */
function gather<T>(rows: readonly Row[], make: (rows: Row[]) => T): T[] {
  const groups = Map.groupBy(rows, (row) => `${row.tab} ${row.name}`);
  return [...groups.values()].map(make);
}

const quoted = (name: unknown) => `\`${String(name).replaceAll('`', '``')}\``;

function indexParts(rows: readonly Row[]): Part[] {
  return gather(rows, (columns): Part => {
    const [first = {}] = columns;
    const list = columns
      .map(
        (row) => `${quoted(row.col)}${row.part === null ? '' : `(${row.part})`}${row.ordering === 'D' ? ' DESC' : ''}`,
      )
      .join(', ');
    if (first.name === 'PRIMARY')
      return {
        kind: 'primary-key',
        table: String(first.tab),
        name: 'primary key',
        is: { definition: `PRIMARY KEY (${list})` },
      };
    const prefix = first.kind === 'BTREE' ? '' : `${first.kind} `;
    const unique = Number(first.non_unique) === 0 ? 'UNIQUE ' : '';
    return {
      kind: 'index',
      ...of(first),
      is: { definition: `${prefix}${unique}INDEX ${quoted(first.name)} (${list})` },
    };
  });
}

function foreignKeyParts(rows: readonly Row[]): Part[] {
  return gather(rows, (columns): Part => {
    const [first = {}] = columns;
    const own = columns.map((row) => quoted(row.col)).join(', ');
    const theirs = columns.map((row) => quoted(row.to_col)).join(', ');
    const actions = `ON DELETE ${first.on_delete} ON UPDATE ${first.on_update}`;
    const definition = `FOREIGN KEY (${own}) REFERENCES ${quoted(first.to_tab)} (${theirs}) ${actions}`;
    const name = columns.map((row) => row.col).join(', ');
    return { kind: 'foreign-key', table: String(first.tab), name, is: { definition }, sql: String(first.name) };
  });
}

function triggerOf({ timing, event, body }: Row): Part['is'] {
  const statement = String(body).replace(/\s+/g, ' ').trim().replace(/;$/, '');
  return { definition: `${timing} ${event} FOR EACH ROW ${statement}` };
}

const TABLES = `SELECT t.table_name AS tab, t.table_name AS name, t.table_collation AS collation
  FROM information_schema.tables t
  WHERE t.table_schema = DATABASE() AND t.table_type = 'BASE TABLE'`;

const COLUMNS = `SELECT c.table_name AS tab, c.column_name AS name, c.column_type AS type, c.is_nullable AS nullable,
    c.column_default AS fallback, c.extra AS extra, c.generation_expression AS reckoned, c.collation_name AS collation,
    VERSION() LIKE '%MariaDB%' AS mariadb
  FROM information_schema.columns c WHERE c.table_schema = DATABASE() ORDER BY c.table_name, c.ordinal_position`;

const indexes = (which: string) => `SELECT s.table_name AS tab, s.index_name AS name, s.column_name AS col,
    s.sub_part AS part, s.collation AS ordering, s.non_unique AS non_unique, s.index_type AS kind
  FROM information_schema.statistics s WHERE s.table_schema = DATABASE()${which}
  ORDER BY s.table_name, s.index_name, s.seq_in_index`;

const INDEXES = indexes('');
const PRIMARY_KEYS = indexes(` AND s.index_name = 'PRIMARY'`);

const FOREIGN_KEYS = `SELECT k.table_name AS tab, k.constraint_name AS name, k.column_name AS col,
    k.referenced_table_name AS to_tab, k.referenced_column_name AS to_col, r.update_rule AS on_update, r.delete_rule AS on_delete
  FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r
    ON r.constraint_schema = DATABASE() AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name
  WHERE k.table_schema = DATABASE() AND k.referenced_table_name IS NOT NULL ORDER BY k.table_name, k.constraint_name, k.ordinal_position`;

/** Of a check MariaDB says which table it is of; on MySQL its name is the database's, and tells that. */
async function checksQuery(query: MigrationDatabase['query']): Promise<string> {
  const [version] = await query('SELECT VERSION() AS name');
  const sameTable = /mariadb/i.test(String(version?.name)) ? ' AND t.table_name = c.table_name' : '';
  return `SELECT t.table_name AS tab, t.constraint_name AS name, c.check_clause AS clause
  FROM information_schema.check_constraints c JOIN information_schema.table_constraints t
    ON t.constraint_schema = DATABASE() AND t.constraint_name = c.constraint_name${sameTable}
  WHERE c.constraint_schema = DATABASE() AND t.constraint_type = 'CHECK'`;
}

const TRIGGERS = `SELECT event_object_table AS tab, trigger_name AS name, action_timing AS timing,
    event_manipulation AS event, action_statement AS body FROM information_schema.triggers WHERE trigger_schema = DATABASE()`;
