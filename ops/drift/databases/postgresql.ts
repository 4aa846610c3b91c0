import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import type { Part, PartKind } from '../structure.ts';

type Row = Record<string, unknown>;

/** PostgreSQL writes its own definitions (`pg_get_…`), the same for the same thing however it was written first. */
export async function introspectPostgresql(
  query: MigrationDatabase['query'],
  kinds: ReadonlySet<PartKind>,
): Promise<Part[]> {
  const [schema] = await query('SELECT quote_ident(current_schema()) AS name');
  const local = (definition: unknown) => String(definition).replaceAll(`${schema?.name}.`, '');
  const definition = ({ definition }: Row) => ({ definition: local(definition) });
  const of = (row: Row) => ({ table: String(row.table ?? ''), name: String(row.name) });
  const read = async (kind: PartKind, sql: string, more: (row: Row) => Pick<Part, 'is' | 'sql'>) =>
    kinds.has(kind) ? (await query(sql)).map((row): Part => ({ kind, ...of(row), ...more(row) })) : [];
  const defined = (row: Row) => ({ is: definition(row) });
  const named = (row: Row) => ({ is: definition(row), ...constraintOf(row) });
  return [
    ...(await read('table', TABLES, () => ({ is: {} }))),
    ...(await read('enumeration', ENUMERATIONS, ({ values }) => ({ is: { values: String(values) } }))),
    ...(await read('function', FUNCTIONS, defined)),
    ...(await read('column', COLUMNS, (row) => ({ is: columnOf(row, local) }))),
    ...(await read('primary-key', KEYS, named)),
    ...(await read('index', INDEXES, named)),
    ...(await read('foreign-key', FOREIGN_KEYS, named)),
    ...(await read('check', CHECKS, defined)),
    ...(await read('trigger', TRIGGERS, defined)),
  ];
}

/** What is a constraint is dropped as one; of a unique one too, though an index stands behind it. */
function constraintOf({ sql }: Row): { sql?: string } {
  return sql === null ? {} : { sql: String(sql) };
}

function columnOf(row: Row, local: (definition: unknown) => string): Part['is'] {
  return {
    type: local(row.type),
    nullable: row.nullable ? 'yes' : 'no',
    ...(row.default !== null && { default: local(row.default) }),
    ...(row.collation !== null && { collation: String(row.collation) }),
  };
}

const RELATIONS = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
  AND c.relkind IN ('r', 'p')`;

const TABLES = `SELECT c.relname AS table, c.relname AS name FROM ${RELATIONS}`;

const ENUMERATIONS = `SELECT t.typname AS name,
    (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) AS values
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace AND n.nspname = current_schema() WHERE t.typtype = 'e'`;

/** Those that extensions brought are theirs. */
const FUNCTIONS = `SELECT p.proname AS name, pg_get_functiondef(p.oid) AS definition
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = current_schema()
  WHERE p.prokind = 'f' AND p.prorettype = 'trigger'::regtype
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`;

const COLUMNS = `SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
    NOT a.attnotnull AS nullable,
    CASE WHEN a.attidentity <> '' THEN 'identity ' || a.attidentity::text
         WHEN a.attgenerated <> '' THEN 'generated ' || pg_get_expr(d.adbin, d.adrelid)
         ELSE pg_get_expr(d.adbin, d.adrelid) END AS default,
    CASE WHEN a.attcollation <> t.typcollation THEN quote_ident(l.collname) END AS collation
  FROM ${RELATIONS} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_collation l ON l.oid = a.attcollation
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  ORDER BY c.relname, a.attnum`;

/** Also those that stand behind a unique constraint: what they guard is the same. */
const INDEXES = `SELECT c.relname AS table, i.relname AS name,
    pg_get_indexdef(x.indexrelid) || CASE WHEN x.indisvalid THEN '' ELSE ' INVALID' END AS definition,
    (SELECT k.conname FROM pg_constraint k WHERE k.conindid = i.oid AND k.contype IN ('u', 'x')) AS sql
  FROM ${RELATIONS} JOIN pg_index x ON x.indrelid = c.oid AND NOT x.indisprimary JOIN pg_class i ON i.oid = x.indexrelid`;

const constraints = (type: string, name: string) => `SELECT c.relname AS table, ${name} AS name, k.conname AS sql,
    pg_get_constraintdef(k.oid) AS definition FROM ${RELATIONS} JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = '${type}'`;

const KEYS = constraints('p', `'primary key'`);
const FOREIGN_KEYS = constraints(
  'f',
  `(SELECT string_agg(a.attname, ', ' ORDER BY o.n) FROM unnest(k.conkey) WITH ORDINALITY o(num, n)
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.num)`,
);
const CHECKS = constraints('c', 'k.conname');

const TRIGGERS = `SELECT c.relname AS table, g.tgname AS name,
    pg_get_triggerdef(g.oid, true) || CASE g.tgenabled WHEN 'O' THEN '' ELSE ' -- ENABLED: ' || g.tgenabled::text END AS definition
  FROM ${RELATIONS} JOIN pg_trigger g ON g.tgrelid = c.oid AND NOT g.tgisinternal`;
