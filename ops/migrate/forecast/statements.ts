import type { Provider } from '#prisma/generate/providers.ts';
import { splitPostgresql } from '../online/split-postgresql.ts';
import { splitStatements } from '../split-statements.ts';

/** The statements of a script of migration as one reads them; a body between BEGIN and END, or `$$`, stays whole. */
export function readStatements(provider: Provider, script: string): string[] {
  if (provider === 'postgresql') return splitPostgresql(script);
  const statements: string[] = [];
  for (const piece of splitStatements(script)) {
    const last = statements.at(-1);
    if (last !== undefined && isOpen(provider, last)) statements[statements.length - 1] = `${last}; ${piece}`;
    else statements.push(piece);
  }
  return statements;
}

function isOpen(provider: Provider, statement: string): boolean {
  return provider === 'sqlite' && /^CREATE\s+(TEMP\s+)?TRIGGER\b/i.test(statement) && !/\bEND$/i.test(statement);
}

const NAME = '["`]?(\\w+)["`]?';

/** The table that a statement is about; for a copy the one that is read, undefined where there is none. */
export function tableOf(statement: string): string | undefined {
  const copied = new RegExp(`^INSERT\\s+INTO\\s+${NAME}[\\s\\S]*\\bFROM\\s+${NAME}`, 'i').exec(statement)?.[2];
  const patterns = [
    `^(?:CREATE|ALTER|DROP|TRUNCATE)\\s+TABLE\\s+(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?(?:ONLY\\s+)?${NAME}`,
    `^(?:CREATE|DROP)\\s[\\s\\S]*?\\b(?:INDEX|TRIGGER)\\b[\\s\\S]*?\\bON\\s+${NAME}`,
    `^(?:UPDATE|INSERT\\s+INTO|DELETE\\s+FROM)\\s+${NAME}`,
  ];
  return copied ?? patterns.map((pattern) => new RegExp(pattern, 'i').exec(statement)?.[1]).find(Boolean);
}

/** The columns that a copy fills, as in `INSERT INTO "new_users" ("id", "nom") SELECT …`. */
export function copiedColumns(statement: string): { into: string; columns: string[] } | undefined {
  const [, into, list] =
    new RegExp(`^INSERT\\s+INTO\\s+${NAME}\\s*\\(([^)]*)\\)\\s*SELECT\\b`, 'i').exec(statement) ?? [];
  if (into === undefined || list === undefined) return undefined;
  return { into, columns: list.split(',').map((name) => name.trim().replace(/^["`]|["`]$/g, '')) };
}
