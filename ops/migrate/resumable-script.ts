import { createHash } from 'node:crypto';
import type { MigrationDatabase } from './databases/migration-database.ts';
import { type HistoryRow, recordProgress } from './history.ts';
import { onlineErrors } from './online/errors.ts';
import { givingUp } from './online/give-up.ts';
import type { OnlineForms } from './online/online-forms.ts';
import { performStatement } from './online/perform.ts';
import { withRowMark } from './online/row-mark.ts';
import { untilFree } from './online/until-free.ts';
import { splitStatements } from './split-statements.ts';
import { capturesOf } from './undo/captures.ts';
import { runKeeping } from './undo/keep-rows.ts';
import type { UndoRun } from './undo/undo-log.ts';

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

/** The row of the history that tells how far the script has come, and what was there before. */
export interface ResumableRun {
  id: string;
  name: string;
  undo: UndoRun;
  /** How its statements are done while people work; absent where nobody does. */
  forms?: OnlineForms | undefined;
}

/**
 * Runs a script where nothing undoes a change of the schema (MySQL): after each statement its number is recorded, and a
 * rerun goes on after the last one. A statement that moves rows commits together with its number. One that changes the
 * schema commits by itself, and a process killed between the two does not know whether it was done: of that statement
 * alone, an error that says “it is so already” counts as done. MySQL does each such statement whole or not at all.
 */
export async function runResumably(
  db: MigrationDatabase,
  { id, name, undo, forms }: ResumableRun,
  script: string,
  { direction, done, uncertain }: ScriptRun,
): Promise<void> {
  for (const [index, statement] of splitStatements(script).entries()) {
    if (index < done) continue;
    const mayBeDone = uncertain && index === done;
    const progress = (steps: number) => formatProgress(script, steps, direction);
    const form = forms?.of(index);
    if (forms && form && form.kind !== 'as-written') {
      if (takesAway(statement, undo)) throw onlineErrors.MIGRATION_NOT_ONLINE({ reason: statement });
      await performStatement(db, statement, form, {
        uncertain: mayBeDone,
        mark: mayBeDone ? forms.mark : undefined,
        record: () => recordProgress(db, id, index + 1, progress(index + 1)),
        recordMark: (mark) => recordProgress(db, id, index, withRowMark(progress(index), mark)),
        isDone: (error) => mayBeDone && isAlreadySo(error, statement),
        patience: forms.patience,
      });
      continue;
    }
    await runKeeping(db, undo, {
      of: `${direction} ${name} ${index}`,
      statement,
      run: () => runStatement(db, statement, mayBeDone, forms),
      record: () => recordProgress(db, id, index + 1, progress(index + 1)),
    });
  }
}

/**
 * What has to be copied first, which would hold the table for as long as that takes. A column that only becomes wider is
 * not read at all by what is done online.
 */
function takesAway(statement: string, { structure }: UndoRun): boolean {
  const widens = /\bMODIFY\b/i.test(statement) && !/\b(DROP|RENAME|CHANGE|CONVERT)\b/i.test(statement);
  return !widens && capturesOf(statement, structure).length > 0;
}

const QUIETLY = { log: () => {} };

async function runStatement(
  db: MigrationDatabase,
  statement: string,
  mayBeDone: boolean,
  forms: OnlineForms | undefined,
): Promise<void> {
  const movesRows = /^(INSERT|UPDATE|DELETE|REPLACE|WITH)\b/i.test(statement);
  try {
    if (!movesRows) await untilFree(() => givingUp(db, () => db.script(statement)), forms?.patience ?? QUIETLY);
    else await db.script(statement);
  } catch (error) {
    if (!mayBeDone || !isAlreadySo(error, statement)) throw error;
  }
}

function hashStatements(script: string, steps: number): string {
  const done = splitStatements(script).slice(0, steps);
  return createHash('sha256').update(done.join(';')).digest('hex');
}

/** The errors with which MySQL and MariaDB say that a table, column, index, key or trigger is there already, or gone already. */
const ALREADY_SO = new Set([1050, 1051, 1060, 1061, 1068, 1091, 1359, 1360, 1826]);
/** InnoDB's “duplicate key” inside error 1005: MariaDB's answer to a foreign key whose name is taken. */
const NAME_TAKEN = /errno: 121\b/;

/** “No such table”: of what is called otherwise already. */
const NO_TABLE = 1146;

function isAlreadySo(error: unknown, statement: string): boolean {
  if (!(error instanceof Error) || !('errno' in error)) return false;
  if (error.errno === NO_TABLE) return /\bRENAME\b/i.test(statement);
  return ALREADY_SO.has(Number(error.errno)) || (error.errno === 1005 && NAME_TAKEN.test(error.message));
}
