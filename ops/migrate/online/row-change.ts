import { bare, findWord, splitAtCommas } from './clauses.ts';
import type { TableShape } from './form.ts';

/** An UPDATE or DELETE of one table that can be done key by key: it means the same of some rows as of all. */
export interface RowChange {
  table: string;
  /** The one column of the primary key. */
  key: string;
  /** The statement up to its WHERE. */
  head: string;
  condition: string | null;
}

/** undefined where its rows have to be changed by one statement, or where that cannot be told. */
export function readRowChange(statement: string, shape: TableShape): RowChange | undefined {
  const match = /^(?:UPDATE|DELETE\s+FROM)\s+["`]?(\w+)["`]?/i.exec(statement);
  const [key, ...others] = shape.key;
  const table = match?.[1];
  if (!match || table === undefined || key === undefined || others.length > 0) return undefined;
  const rest = statement.slice(match[0].length);
  if (findWord(rest, ['FROM', 'USING', 'JOIN', 'ORDER', 'LIMIT', 'RETURNING', 'AS']) >= 0) return undefined;
  if (statement.includes('?') || new RegExp(`\\b(FROM|JOIN)\\s+["\`]?${table}\\b`, 'i').test(rest)) return undefined;
  const where = findWord(rest, ['WHERE']);
  const changed = where < 0 ? rest : rest.slice(0, where);
  if (!changesOnly(changed, key)) return undefined;
  const condition = where < 0 ? null : rest.slice(where + 'WHERE'.length).trim();
  return { table, key, head: `${match[0]}${changed}`.trimEnd(), condition };
}

/** What follows the name of the table is nothing, or SET of columns that are not the key. */
function changesOnly(text: string, key: string): boolean {
  if (text.trim() === '') return true;
  const set = /^\s+SET\s+([\s\S]+)$/i.exec(text)?.[1];
  return set !== undefined && splitAtCommas(set).every((change) => bare(change.split('=')[0] ?? '') !== key);
}
