import type { MigrationDatabase } from '../databases/migration-database.ts';
import { changeRows } from './change-rows.ts';
import { onlineErrors } from './errors.ts';
import type { OnlineForm } from './form.ts';
import { givingUp } from './give-up.ts';
import type { StatementRun } from './perform.ts';
import { untilFree } from './until-free.ts';

type ForeignKey = Extract<OnlineForm, { kind: 'foreign-key' }>;

/** Does one statement, which MySQL and MariaDB commit by itself, and records it afterwards. */
export async function performOnMysql(
  db: MigrationDatabase,
  statement: string,
  form: OnlineForm,
  run: StatementRun,
): Promise<void> {
  switch (form.kind) {
    case 'algorithms':
      await attempt(db, form.attempts, run);
      return run.record();
    case 'foreign-key':
      await addForeignKey(db, form, run);
      return run.record();
    case 'batches':
      await changeRows(db, form.change, { from: run.mark, record: run.recordMark, patience: run.patience });
      return run.record();
    default:
      await untilFree(() => givingUp(db, () => db.script(statement)), run.patience);
      return run.record();
  }
}

/** ALTER_OPERATION_NOT_SUPPORTED, and the same with a reason. */
const NOT_SUPPORTED = new Set([1845, 1846]);

/** @throws MIGRATION_NOT_ONLINE when the server can do none of them */
async function attempt(db: MigrationDatabase, attempts: readonly string[], run: StatementRun): Promise<void> {
  let refused: unknown;
  for (const sql of attempts) {
    try {
      return await untilFree(() => givingUp(db, () => db.script(sql)), run.patience);
    } catch (error) {
      if (run.isDone?.(error)) return;
      if (!NOT_SUPPORTED.has(numberOf(error))) throw error;
      refused = error;
    }
  }
  throw onlineErrors.MIGRATION_NOT_ONLINE({ reason: String(refused) }, { cause: refused });
}

/**
 * From the moment it is added the key holds for whatever is written; the rows that were there are looked at then, while
 * nobody waits, and when one of them refers to nothing the key is taken away again.
 */
async function addForeignKey(db: MigrationDatabase, form: ForeignKey, run: StatementRun): Promise<void> {
  await db.script('SET SESSION foreign_key_checks = 0');
  try {
    await attempt(db, [form.sql], run);
  } finally {
    await db.script('SET SESSION foreign_key_checks = 1');
  }
  if ((await db.query(form.dangling)).length === 0) return;
  await untilFree(() => givingUp(db, () => db.script(form.drop)), run.patience);
  throw new Error(form.sentence);
}

function numberOf(error: unknown): number {
  return error instanceof Error && 'errno' in error ? Number(error.errno) : 0;
}
