import type { Bilingual } from '#platform/terminal.ts';
import type { Provider } from '#prisma/generate/providers.ts';

/** Who waits while a statement runs. */
export type Lock = 'nobody' | 'rows' | 'briefly' | 'database-writers' | 'writers' | 'everybody';

/** What the database goes through. */
export type Work = 'nothing' | 'rows' | 'scan' | 'index' | 'rewrite';

export interface Effect {
  lock: Lock;
  work: Work;
}

export const LOCKS: Record<Lock, Bilingual> = {
  nobody: { fr: 'personne n’attend', en: 'nobody waits' },
  rows: { fr: 'attendent ceux qui écrivent les mêmes lignes', en: 'who writes the same rows waits' },
  briefly: { fr: 'tous attendent un instant', en: 'everybody waits for a moment' },
  'database-writers': {
    fr: 'ceux qui écrivent dans la base attendent, ceux qui lisent non',
    en: 'whoever writes to the database waits, whoever reads does not',
  },
  writers: { fr: 'ceux qui écrivent dans la table attendent', en: 'whoever writes to the table waits' },
  everybody: { fr: 'ceux qui lisent ou écrivent la table attendent', en: 'whoever reads or writes the table waits' },
};

export const WORKS: Record<Work, Bilingual> = {
  nothing: { fr: 'ne touche aucune ligne', en: 'touches no row' },
  rows: { fr: 'change des lignes', en: 'changes rows' },
  scan: { fr: 'lit toute la table', en: 'reads the whole table' },
  index: { fr: 'lit toute la table pour un index', en: 'reads the whole table for an index' },
  rewrite: { fr: 'réécrit toute la table', en: 'rewrites the whole table' },
};

type Rule = readonly [pattern: RegExp, lock: Lock, work: Work];

const ROWS = /^(UPDATE|DELETE|INSERT|REPLACE|TRUNCATE)\b/i;
const NEW = /^CREATE\s+(TABLE|TYPE|(OR\s+REPLACE\s+)?FUNCTION|SEQUENCE|EXTENSION)\b/i;

/**
 * The first rule that fits a statement says what it does, the heaviest first.
 * PostgreSQL: https://www.postgresql.org/docs/current/sql-altertable.html, the notes, and explicit-locking.html.
 * MySQL: https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html
 */
const RULES: Record<Provider, readonly Rule[]> = {
  postgresql: [
    [ROWS, 'rows', 'rows'],
    [NEW, 'nobody', 'nothing'],
    [/^CREATE\s+(UNIQUE\s+)?INDEX\s+CONCURRENTLY\b/i, 'nobody', 'index'],
    [/^CREATE\s+(UNIQUE\s+)?INDEX\b/i, 'writers', 'index'],
    [/^ALTER\s+TABLE\b[\s\S]*\b(SET\s+DATA\s+)?TYPE\b/i, 'everybody', 'rewrite'],
    [/^ALTER\s+TABLE\b[\s\S]*\bADD\b[^,]*\b(PRIMARY\s+KEY|UNIQUE)\b/i, 'everybody', 'index'],
    [/^ALTER\s+TABLE\b[\s\S]*\bNOT\s+VALID\b/i, 'briefly', 'nothing'],
    [/^ALTER\s+TABLE\b[\s\S]*\b(SET\s+NOT\s+NULL|CHECK)\b/i, 'everybody', 'scan'],
    [/^ALTER\s+TABLE\b[\s\S]*\bFOREIGN\s+KEY\b/i, 'writers', 'scan'],
    [/./, 'briefly', 'nothing'],
  ],
  mysql: [
    [/^(DO|SELECT|SET)\b/i, 'nobody', 'nothing'],
    [ROWS, 'rows', 'rows'],
    [NEW, 'nobody', 'nothing'],
    [/\b(MODIFY|CHANGE|CONVERT\s+TO|PRIMARY\s+KEY)\b/i, 'writers', 'rewrite'],
    [/^ALTER\s+TABLE\b[\s\S]*\bADD\b[^,]*\bFOREIGN\s+KEY\b/i, 'writers', 'rewrite'],
    [/\bDROP\s+COLUMN\b/i, 'briefly', 'rewrite'],
    [/\bADD\s+(CONSTRAINT\s+\S+\s+)?CHECK\b/i, 'writers', 'rewrite'],
    [/^CREATE\s+(UNIQUE\s+)?INDEX\b|\bADD\s+(UNIQUE\s+)?INDEX\b/i, 'briefly', 'index'],
    [/./, 'briefly', 'nothing'],
  ],
  sqlite: [
    [/^INSERT\s+INTO\b[\s\S]*\bSELECT\b/i, 'database-writers', 'rewrite'],
    [ROWS, 'database-writers', 'rows'],
    [/^CREATE\s+(UNIQUE\s+)?INDEX\b/i, 'database-writers', 'index'],
    [/\bDROP\s+COLUMN\b/i, 'database-writers', 'rewrite'],
    [/^PRAGMA\b/i, 'nobody', 'nothing'],
    [/./, 'database-writers', 'nothing'],
  ],
};

/** What a statement does while it runs, on a table that has rows. */
export function effectOf(provider: Provider, statement: string): Effect {
  const [, lock, work] = RULES[provider].find(([pattern]) => pattern.test(statement)) ?? [null, 'briefly', 'nothing'];
  return { lock, work };
}
