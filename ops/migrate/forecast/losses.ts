import type { Bilingual } from '#platform/terminal.ts';
import { copiedColumns } from './statements.ts';

export interface LiveTable {
  rows: number;
  columns: readonly string[];
}

const NAME = '["`]?(\\w+)["`]?';

/**
 * What a statement would destroy of the rows that are there now; null when nothing. A table that is made anew under
 * another name and renamed back loses only the columns that the copy leaves out.
 */
export function lossOf(statement: string, script: string, live: ReadonlyMap<string, LiveTable>): Bilingual | null {
  const rowsOf = (table: string | undefined) => live.get(table ?? '')?.rows ?? 0;
  const dropped = match(`^DROP\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?${NAME}`, statement);
  if (dropped && rowsOf(dropped) > 0 && !isRenamedTo(dropped, script)) return lostRows(dropped, rowsOf(dropped));
  const emptied = match(`^(?:DELETE\\s+FROM|TRUNCATE(?:\\s+TABLE)?)\\s+${NAME}`, statement);
  if (emptied && rowsOf(emptied) > 0) return deletedRows(emptied, rowsOf(emptied));
  const altered = match(`^ALTER\\s+TABLE\\s+${NAME}`, statement);
  const columns = altered && rowsOf(altered) > 0 ? droppedColumns(statement) : [];
  return lostColumns(altered ?? '', columns) ?? notCopied(statement, script, live);
}

function match(pattern: string, statement: string): string | undefined {
  return new RegExp(pattern, 'i').exec(statement)?.[1];
}

function isRenamedTo(table: string, script: string): boolean {
  return new RegExp(`RENAME\\s+TO\\s+["\`]?${table}["\`]?`, 'i').test(script);
}

function droppedColumns(statement: string): string[] {
  const found = statement.matchAll(new RegExp(`\\bDROP\\s+COLUMN\\s+(?:IF\\s+EXISTS\\s+)?${NAME}`, 'gi'));
  return [...found].map(([, column = '']) => column);
}

/** On SQLite: the columns of the table that the copy under a new name does not take along. */
function notCopied(statement: string, script: string, live: ReadonlyMap<string, LiveTable>): Bilingual | null {
  const copy = copiedColumns(statement);
  const table = copy?.into.replace(/^new_/, '');
  const before = table === undefined ? undefined : live.get(table);
  if (!copy || table === undefined || !before || before.rows === 0 || !isRenamedTo(table, script)) return null;
  const lost = before.columns.filter((column) => !copy.columns.includes(column));
  return lostColumns(table, lost);
}

function lostColumns(table: string, columns: readonly string[]): Bilingual | null {
  if (columns.length === 0) return null;
  const names = columns.map((column) => `${table}.${column}`).join(', ');
  return {
    fr: `perd les valeurs de ${names}`,
    en: `loses the values of ${names}`,
  };
}

function lostRows(table: string, rows: number): Bilingual {
  return {
    fr: `perd la table ${table}, qui a ${rows} ligne${rows > 1 ? 's' : ''}`,
    en: `loses the table ${table}, which has ${rows} row${rows === 1 ? '' : 's'}`,
  };
}

function deletedRows(table: string, rows: number): Bilingual {
  return {
    fr: `supprime des lignes de ${table}, qui en a ${rows}`,
    en: `deletes rows of ${table}, which has ${rows}`,
  };
}
