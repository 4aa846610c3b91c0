import { bare, readAlterTable } from './clauses.ts';
import { AS_WRITTEN, type OnlineForm, type Preparation, type TableShape } from './form.ts';
import { readRowChange } from './row-change.ts';

/**
 * How PostgreSQL does a statement without holding up those who work: https://www.postgresql.org/docs/current/sql-altertable.html
 * and sql-createindex.html. null where it cannot, or where that cannot be told.
 *
 * @param shape of the table that the statement is about
 */
export function postgresqlForm(statement: string, shape: TableShape): OnlineForm | null {
  if (/^CREATE\s+(UNIQUE\s+)?INDEX\b/i.test(statement)) return indexForm(statement);
  if (/^(UPDATE|DELETE)\b/i.test(statement)) {
    const change = readRowChange(statement, shape);
    return change ? { kind: 'batches', change } : null;
  }
  if (/^(CLUSTER|REINDEX|VACUUM|DO|REFRESH)\b/i.test(statement)) return null;
  const alter = readAlterTable(statement);
  if (!alter) return AS_WRITTEN;
  const [change = ''] = alter.changes;
  if (alter.changes.length === 1 && isForeignKeyOrCheck(change)) return constraintForm(statement, alter.table, change);
  if (!alter.changes.every((each) => isBrief(each, shape) || isNotNull(each))) return null;
  return alter.changes.some(isNotNull) ? notNullForm(statement, alter) : AS_WRITTEN;
}

function indexForm(statement: string): OnlineForm | null {
  const name = /^CREATE\s+(?:UNIQUE\s+)?INDEX\s+(?:CONCURRENTLY\s+)?(?:IF\s+NOT\s+EXISTS\s+)?["`]?(\w+)/i.exec(
    statement,
  )?.[1];
  if (name === undefined || /^ON$/i.test(name)) return null;
  const sql = statement.replace(/\bINDEX\s+(CONCURRENTLY\s+)?/i, 'INDEX CONCURRENTLY ');
  return { kind: 'prepared', preparations: [{ kind: 'index', name, sql }], rest: [], brief: true };
}

function isForeignKeyOrCheck(change: string): boolean {
  return /^ADD\s+CONSTRAINT\s+\S+\s+(FOREIGN\s+KEY|CHECK)\b/i.test(change);
}

function constraintForm(statement: string, table: string, change: string): OnlineForm {
  if (/\bNOT\s+VALID$/i.test(change)) return AS_WRITTEN;
  const written = /^ADD\s+CONSTRAINT\s+(\S+)/i.exec(change)?.[1] ?? '';
  const add: Preparation = {
    kind: 'constraint',
    name: bare(written),
    table: bare(table),
    sql: `${statement} NOT VALID`,
  };
  const rest = [`ALTER TABLE ${table} VALIDATE CONSTRAINT ${written}`];
  return { kind: 'prepared', preparations: [add], rest, brief: false };
}

function isNotNull(change: string): boolean {
  return /^ALTER\s+(COLUMN\s+)?\S+\s+SET\s+NOT\s+NULL$/i.test(change);
}

/** A CHECK that is valid already spares SET NOT NULL the reading of the table (PostgreSQL 12 and later). */
function notNullForm(statement: string, { table, changes }: { table: string; changes: string[] }): OnlineForm {
  const columns = changes.filter(isNotNull).map((change) => /^ALTER\s+(?:COLUMN\s+)?(\S+)/i.exec(change)?.[1] ?? '');
  const checks = columns.map((column) => {
    const name = `${bare(table)}_${bare(column)}_not_null`.slice(-63);
    const on = { name, table: bare(table) };
    const add = `ALTER TABLE ${table} ADD CONSTRAINT "${name}" CHECK (${column} IS NOT NULL) NOT VALID`;
    const validate = `ALTER TABLE ${table} VALIDATE CONSTRAINT "${name}"`;
    const preparations: Preparation[] = [
      { ...on, kind: 'constraint', sql: add },
      { ...on, kind: 'validation', sql: validate },
    ];
    return { preparations, drop: `ALTER TABLE ${table} DROP CONSTRAINT "${name}"` };
  });
  const rest = [statement, ...checks.map(({ drop }) => drop)];
  return { kind: 'prepared', preparations: checks.flatMap(({ preparations }) => preparations), rest, brief: true };
}

const BRIEF = [
  /^(DROP|RENAME|VALIDATE|ENABLE|DISABLE|OWNER)\b/i,
  /^ALTER\s+(COLUMN\s+)?\S+\s+(SET\s+DEFAULT|DROP\s+(DEFAULT|NOT\s+NULL))\b/i,
  /\bNOT\s+VALID$/i,
  /^ADD\s+CONSTRAINT\s+\S+\s+(PRIMARY\s+KEY|UNIQUE)\s+USING\s+INDEX\b/i,
  /^SET\s+(SCHEMA|\()/i,
];

function isBrief(change: string, shape: TableShape): boolean {
  return BRIEF.some((pattern) => pattern.test(change)) || isPlainColumn(change) || widensText(change, shape);
}

/** A new column that needs no look at the rows: none of what is checked or numbered, and no default that differs by row. */
function isPlainColumn(change: string): boolean {
  const definition = /^ADD\s+(?:COLUMN\s+)?(?!CONSTRAINT\b|UNIQUE\b|CHECK\b|PRIMARY\b|FOREIGN\b)([\s\S]+)$/i.exec(
    change,
  )?.[1];
  if (definition === undefined) return false;
  if (/\b(GENERATED|SERIAL|BIGSERIAL|SMALLSERIAL|REFERENCES|CHECK|UNIQUE|PRIMARY\s+KEY)\b/i.test(definition))
    return false;
  const value = /\bDEFAULT\s+([\s\S]+)$/i.exec(definition)?.[1] ?? '';
  const calls = [...value.replace(/'(?:[^']|'')*'/g, "''").matchAll(/(\w+)\s*\(/g)].map(([, name = '']) =>
    name.toLowerCase(),
  );
  return calls.every((name) => SAME_FOR_ALL.has(name));
}

/** What PostgreSQL computes once for a statement; the names of types, too, stand before a bracket: `'…'::varchar(10)`. */
const SAME_FOR_ALL = new Set([
  'now',
  'current_timestamp',
  'localtimestamp',
  'varchar',
  'char',
  'numeric',
  'timestamp',
  'timestamptz',
]);

/** `varchar` to a longer `varchar` or to `text` changes nothing that is stored. */
function widensText(change: string, { columns }: TableShape): boolean {
  const [, name = '', type = ''] =
    /^ALTER\s+(?:COLUMN\s+)?(\S+)\s+(?:SET\s+DATA\s+)?TYPE\s+([\s\S]+)$/i.exec(change) ?? [];
  const before = /^character varying\((\d+)\)$/i.exec(columns.get(bare(name))?.type ?? '')?.[1];
  if (before === undefined) return false;
  const after = /^(?:VARCHAR|CHARACTER\s+VARYING)\s*\((\d+)\)$/i.exec(type.trim())?.[1];
  return /^(TEXT|VARCHAR)$/i.test(type.trim()) || (after !== undefined && Number(after) >= Number(before));
}
