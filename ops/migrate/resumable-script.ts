import { createHash } from 'node:crypto';
import type { MigrationDatabase } from './databases/migration-database.ts';
import { type HistoryRow, recordProgress } from './history.ts';
import { splitStatements } from './split-statements.ts';

/** Kept in the `logs` of a migration that is under way, so that it can be taken up where it stopped. */
export interface Progress {
  direction: 'up' | 'down';
  /** SHA-256 of the statements that are done: a file may be mended after the place where it stopped, not before. */
  done: string;
  /** Why the statement after those did not run; absent while it runs, and for ever if the process died then. */
  error?: string;
}

export interface ScriptRun {
  direction: Progress['direction'];
  /** How many statements an earlier attempt has done. */
  done: number;
  /** An earlier attempt died, and may or may not have done the statement after those. */
  uncertain: boolean;
}

/** The progress of a row that we left unfinished; undefined for one of Prisma's. */
export function readProgress({ logs }: HistoryRow): Progress | undefined {
  if (!logs?.startsWith('{"staka":')) return undefined;
  const { staka } = JSON.parse(logs);
  const direction = staka.direction === 'down' ? 'down' : 'up';
  return { direction, done: String(staka.done), ...(staka.error ? { error: String(staka.error) } : {}) };
}

export function formatProgress(
  script: string,
  steps: number,
  direction: Progress['direction'],
  error?: string,
): string {
  const progress: Progress = { direction, done: hashStatements(script, steps), ...(error ? { error } : {}) };
  return JSON.stringify({ staka: progress });
}

/** Whether the script still begins with the statements that were done. */
export function beginsAsDone(script: string, row: HistoryRow): boolean {
  return readProgress(row)?.done === hashStatements(script, row.steps);
}

/**
 * Runs a script where nothing undoes a change of the schema (MySQL): after each statement its number is recorded, and a
 * rerun goes on after the last one. A statement that moves rows commits together with its number. One that changes the
 * schema commits by itself, and a process killed between the two does not know whether it was done: of that statement
 * alone, an error that says “it is so already” counts as done. MySQL does each such statement whole or not at all.
 */
export async function runResumably(db: MigrationDatabase, id: string, script: string, run: ScriptRun): Promise<void> {
  const { direction, done, uncertain } = run;
  const record = (steps: number, error?: string) =>
    recordProgress(db, id, steps, formatProgress(script, steps, direction, error));
  for (const [index, statement] of splitStatements(script).entries()) {
    if (index < done) continue;
    try {
      await runStatement(db, statement, () => record(index + 1));
    } catch (error) {
      if (uncertain && index === done && isAlreadySo(error)) await record(index + 1);
      else {
        await record(index, error instanceof Error ? error.message : String(error));
        throw error;
      }
    }
  }
}

function hashStatements(script: string, steps: number): string {
  const done = splitStatements(script).slice(0, steps);
  return createHash('sha256').update(done.join(';')).digest('hex');
}

async function runStatement(db: MigrationDatabase, statement: string, record: () => Promise<void>): Promise<void> {
  if (!/^(INSERT|UPDATE|DELETE|REPLACE|WITH)\b/i.test(statement)) {
    await db.script(statement);
    return record();
  }
  await db.script('START TRANSACTION');
  try {
    await db.script(statement);
    await record();
    await db.script('COMMIT');
  } catch (error) {
    await db.script('ROLLBACK');
    throw error;
  }
}

/** The errors with which MySQL and MariaDB say that a table, column, index, key or trigger is there already, or gone already. */
const ALREADY_SO = new Set([1050, 1051, 1060, 1061, 1068, 1091, 1359, 1360, 1826]);
/** InnoDB's “duplicate key” inside error 1005: MariaDB's answer to a foreign key whose name is taken. */
const NAME_TAKEN = /errno: 121\b/;

function isAlreadySo(error: unknown): boolean {
  if (!(error instanceof Error) || !('errno' in error)) return false;
  return ALREADY_SO.has(Number(error.errno)) || (error.errno === 1005 && NAME_TAKEN.test(error.message));
}
