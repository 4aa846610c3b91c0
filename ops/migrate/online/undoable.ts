import type { Provider } from '#prisma/generate/providers.ts';
import { bare, readAlterTable, splitAtCommas } from './clauses.ts';

/**
 * Whether a statement takes nothing away: changing the structure back undoes it. Only of such a one may each be
 * committed by itself; the others need a transaction around all, or copies of what they take.
 *
 * @param script the migration it is part of: rows of what it adds are nobody's yet
 */
export function isUndoable(statement: string, script: string, provider: Provider): boolean {
  if (/^(UPDATE|DELETE|INSERT)\b/i.test(statement)) return changesOnlyWhatIsNew(statement, script);
  // On MySQL values that go are copied beforehand, which holds a large table for as long as that takes.
  if (provider === 'mysql') return !TAKES_AWAY.test(statement);
  if (/^(CREATE|COMMENT)\b/i.test(statement) || /^DROP\s+(INDEX|TRIGGER)\b/i.test(statement)) return true;
  if (/^ALTER\s+TYPE\s+\S+\s+ADD\s+VALUE\b/i.test(statement)) return true;
  const alter = readAlterTable(statement);
  return alter?.changes.every((change) => UNDOABLE.test(change)) ?? false;
}

const TAKES_AWAY =
  /^TRUNCATE\b|\bDROP\s+(?!INDEX\b|KEY\b|FOREIGN\b|CONSTRAINT\b|CHECK\b|PRIMARY\b|TRIGGER\b|DEFAULT\b)|\bRENAME\s+(?!INDEX\b|KEY\b)/i;

const UNDOABLE =
  /^(ADD\b|VALIDATE\b|DROP\s+CONSTRAINT\b|ALTER\s+(COLUMN\s+)?\S+\s+(SET\s+(DEFAULT|NOT\s+NULL)|DROP\s+(DEFAULT|NOT\s+NULL)|(SET\s+DATA\s+)?TYPE)\b)/i;

function changesOnlyWhatIsNew(statement: string, script: string): boolean {
  const [, table = ''] = /^(?:UPDATE|DELETE\s+FROM|INSERT\s+INTO)\s+["`]?(\w+)/i.exec(statement) ?? [];
  if (new RegExp(`\\bCREATE\\s+TABLE\\s+["\`]?${table}["\`]?\\s*\\(`, 'i').test(script)) return true;
  const set = /^UPDATE\s+\S+\s+SET\s+([\s\S]+)$/i.exec(statement)?.[1];
  if (set === undefined) return false;
  const assigned = splitAtCommas(set.replace(/\bWHERE\b[\s\S]*$/i, '')).map((part) => bare(part.split('=')[0] ?? ''));
  return assigned.every((column) => isAdded(table, column, script));
}

function isAdded(table: string, column: string, script: string): boolean {
  const altered = new RegExp(`\\bALTER\\s+TABLE\\s+["\`]?${table}["\`]?\\s[^;]*`, 'gi');
  const added = new RegExp(`\\bADD\\s+(COLUMN\\s+)?["\`]?${column}["\`]?\\s`, 'i');
  return [...script.matchAll(altered)].some(([text]) => added.test(text));
}
