import { type Part, type Structure, tablesOf } from '#ops/drift/structure.ts';
import { migrationErrors } from '../errors.ts';
import type { KeptRows } from './undo-log.ts';

export type Capture = Pick<KeptRows, 'table' | 'how' | 'key' | 'columns'>;

const NAME = '`?(\\w+)`?';

/**
 * What a statement of MySQL may take away that changing the structure back does not bring back: values of the tables
 * that were there before the run. Rather too much than too little: a statement that is not understood is one that may
 * change every table it names.
 *
 * @param structure as it was before the run
 * @throws MIGRATION_WITHOUT_KEY for a table whose rows could not be told apart afterwards
 */
export function capturesOf(statement: string, structure: Structure): Capture[] {
  const there = new Set(tablesOf(structure));
  const emptied = match(`^TRUNCATE\\s+(?:TABLE\\s+)?${NAME}`, statement);
  const gone = goneTables(statement).filter((table) => there.has(table));
  if (gone.length > 0) return gone.map((table) => capture(structure, table, 'table', columnsOf(structure, table)));
  if (emptied !== undefined)
    return there.has(emptied) ? [capture(structure, emptied, 'emptied', columnsOf(structure, emptied))] : [];
  const altered = match(`^ALTER\\s+(?:ONLINE\\s+|IGNORE\\s+)*TABLE\\s+(?:IF\\s+EXISTS\\s+)?${NAME}`, statement);
  if (altered !== undefined) {
    const all = there.has(altered) ? columnsOf(structure, altered) : [];
    const touched = /\bCONVERT\s+TO\b/i.test(statement) ? all : changedColumns(statement, all);
    return touched.length === 0 ? [] : [capture(structure, altered, 'columns', touched)];
  }
  if (/^(CREATE|DROP|SET|RENAME|LOCK|UNLOCK)\b/i.test(statement)) return [];
  return changedRows(statement, structure, there);
}

function match(pattern: string, statement: string): string | undefined {
  return new RegExp(pattern, 'i').exec(statement)?.[1];
}

/** The tables that are dropped, or called otherwise afterwards. */
function goneTables(statement: string): string[] {
  const dropped = /^DROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?([^;]*)/i.exec(statement)?.[1];
  if (dropped !== undefined) return [...dropped.matchAll(/`?(\w+)`?/g)].map(([, name = '']) => name);
  const altered = match(`^ALTER\\s+TABLE\\s+${NAME}\\s[\\s\\S]*\\bRENAME\\s+(?!COLUMN\\b|INDEX\\b|KEY\\b)`, statement);
  const renamed = /^RENAME\s+TABLE\b/i.test(statement) ? statement.matchAll(new RegExp(`${NAME}\\s+TO\\b`, 'gi')) : [];
  return [altered, ...[...renamed].map(([, name]) => name)].filter((name) => name !== undefined);
}

const CHANGES = new RegExp(
  `\\b(?:DROP(?:\\s+COLUMN)?(?:\\s+IF\\s+EXISTS)?|MODIFY(?:\\s+COLUMN)?|CHANGE(?:\\s+COLUMN)?|RENAME\\s+COLUMN)\\s+${NAME}`,
  'gi',
);

function changedColumns(statement: string, columns: readonly string[]): string[] {
  const named = new Set([...statement.matchAll(CHANGES)].map(([, name]) => name));
  return columns.filter((column) => named.has(column));
}

/** An UPDATE of one table changes what it sets; anything else may change all rows of the tables it names, and what cascades. */
function changedRows(statement: string, structure: Structure, there: ReadonlySet<string>): Capture[] {
  const [, updated, rest] = new RegExp(`^UPDATE\\s+${NAME}\\s+SET\\s+([\\s\\S]*)`, 'i').exec(statement) ?? [];
  if (updated !== undefined && rest !== undefined) {
    if (!there.has(updated)) return [];
    const set = assignedColumns(rest);
    const columns = columnsOf(structure, updated).filter((column) => set.has(column));
    if (columns.length === 0) return [];
    if (!columns.some((column) => keyOf(structure, updated).includes(column)))
      return [capture(structure, updated, 'rows', columns)];
  }
  const named = [...there].filter((table) => new RegExp(`(^|[^\\w$])${table}($|[^\\w$])`).test(statement));
  const tables = /^INSERT\b(?![\s\S]*\bON\s+DUPLICATE\b)/i.test(statement)
    ? named.filter((table) => new RegExp(`^INSERT\\s+(?:IGNORE\\s+)?(?:INTO\\s+)?\`?${table}\\b`, 'i').test(statement))
    : withChildren(structure, named);
  return tables.map((table) => capture(structure, table, 'rows', columnsOf(structure, table)));
}

/** Texts and brackets, each whole, then names before a `=`: `a = b = c, d = e` sets a and d, and b is looked at in vain. */
function assignedColumns(rest: string): Set<string> {
  const bare = rest.replace(/'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"/g, "''");
  return new Set([...bare.matchAll(/`?(\w+)`?\s*:?=/g)].map(([, name = '']) => name));
}

/** With the tables whose rows may go or change because of a foreign key, and theirs. */
function withChildren(structure: Structure, tables: readonly string[]): string[] {
  const found = new Set(tables);
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const { kind, table, is } of structure)
      if (kind === 'foreign-key' && found.has(/REFERENCES `(\w+)`/.exec(is.definition ?? '')?.[1] ?? ''))
        found.add(table);
  }
  return [...found];
}

function capture(structure: Structure, table: string, how: Capture['how'], columns: readonly string[]): Capture {
  const key = keyOf(structure, table);
  if (key.length === 0 && how !== 'table' && how !== 'emptied') throw migrationErrors.MIGRATION_WITHOUT_KEY({ table });
  return { table, how, key, columns: [...new Set([...key, ...columns])] };
}

export function keyOf(structure: Structure, table: string): string[] {
  const part = structure.find((candidate) => candidate.kind === 'primary-key' && candidate.table === table);
  return [...(part?.is.definition ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

/** Those that are stored: what is generated is not written. */
export function columnsOf(structure: Structure, table: string): string[] {
  return structure.filter((part) => isColumn(part, table)).map(({ name }) => name);
}

function isColumn({ kind, table }: Part, of: string): boolean {
  return kind === 'column' && table === of;
}
