import type { MigrationDatabase } from '../databases/migration-database.ts';
import { changeRows } from './change-rows.ts';
import type { OnlineForm, Preparation } from './form.ts';
import { LOCK_WAIT_MS } from './limits.ts';
import type { StatementRun } from './perform.ts';
import { untilFree } from './until-free.ts';

type Prepared = Extract<OnlineForm, { kind: 'prepared' }>;

/** Does one statement; it is recorded in the transaction that does it, or in one right after it. */
export async function performOnPostgresql(
  db: MigrationDatabase,
  statement: string,
  form: OnlineForm,
  run: StatementRun,
): Promise<void> {
  switch (form.kind) {
    case 'prepared':
      return performPrepared(db, form, run);
    case 'batches':
      await changeRows(db, form.change, { from: run.mark, record: run.recordMark, patience: run.patience });
      return run.record();
    default:
      return untilFree(() => inTransaction(db, true, [repeatable(statement)], run.record), run.patience);
  }
}

/** A value of an enumeration stays when what came after it was put back: there is no taking it away again. */
function repeatable(statement: string): string {
  return statement.replace(/^(ALTER\s+TYPE\s+\S+\s+ADD\s+VALUE)\s+(?!IF\b)/i, '$1 IF NOT EXISTS ');
}

async function performPrepared(db: MigrationDatabase, form: Prepared, run: StatementRun): Promise<void> {
  const { preparations, rest, brief } = form;
  const made: Preparation[] = [];
  try {
    for (const preparation of preparations) {
      await untilFree(() => prepare(db, preparation, run.uncertain), run.patience);
      made.push(preparation);
    }
    await untilFree(() => inTransaction(db, brief, rest, run.record), run.patience);
  } catch (error) {
    for (const preparation of made.toReversed()) await takeAway(db, preparation, run).catch(() => {});
    throw error;
  }
}

/** @param begun whether an attempt that died may have done it, or half of it */
async function prepare(db: MigrationDatabase, preparation: Preparation, begun: boolean): Promise<void> {
  const { kind, name, sql } = preparation;
  if (kind === 'index') return buildIndex(db, name, sql, begun);
  if (kind === 'validation') return inTransaction(db, false, [sql]);
  if (begun && (await hasConstraint(db, preparation.table, name))) return;
  await inTransaction(db, true, [sql]);
}

/**
 * Builds an index while others write. The server waits meanwhile for every older transaction to end, and nobody waits
 * for the server. What is killed leaves an index that is not valid, which is dropped and built again.
 */
async function buildIndex(db: MigrationDatabase, name: string, sql: string, begun: boolean): Promise<void> {
  const state = begun ? await indexState(db, name) : 'absent';
  if (state === 'valid') return;
  if (state === 'invalid') await dropIndex(db, name);
  await db.script('SET lock_timeout = 0');
  try {
    await db.script(sql);
  } catch (error) {
    if (!isTaken(error) && (await indexState(db, name)) === 'invalid') await dropIndex(db, name);
    throw error;
  }
}

/** duplicate_table, which an index is to PostgreSQL: what has that name is not ours. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42P07';
}

async function dropIndex(db: MigrationDatabase, name: string): Promise<void> {
  await db.script(`DROP INDEX CONCURRENTLY IF EXISTS "${name}"`);
}

async function indexState(db: MigrationDatabase, name: string): Promise<'absent' | 'valid' | 'invalid'> {
  const [row] = await db.query(
    'SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass(quote_ident(?))',
    [name],
  );
  if (!row) return 'absent';
  return row.valid === true ? 'valid' : 'invalid';
}

async function hasConstraint(db: MigrationDatabase, table: string, name: string): Promise<boolean> {
  const found = await db.query(
    'SELECT 1 FROM pg_constraint WHERE conrelid = to_regclass(quote_ident(?)) AND conname = ?',
    [table, name],
  );
  return found.length > 0;
}

/** What was made towards a statement that then failed is taken away again: a statement is done whole or not at all. */
async function takeAway(db: MigrationDatabase, { kind, ...made }: Preparation, run: StatementRun): Promise<void> {
  if (kind === 'index') return dropIndex(db, made.name);
  if (kind === 'validation' || !('table' in made)) return;
  const sql = `ALTER TABLE "${made.table}" DROP CONSTRAINT IF EXISTS "${made.name}"`;
  await untilFree(() => inTransaction(db, true, [sql]), run.patience);
}

/** @param brief gives up when it would wait for a table longer than `LOCK_WAIT_MS` */
async function inTransaction(
  db: MigrationDatabase,
  brief: boolean,
  statements: readonly string[],
  record: () => Promise<void> = async () => {},
): Promise<void> {
  await db.script('BEGIN');
  try {
    await db.script(`SET LOCAL lock_timeout = ${brief ? LOCK_WAIT_MS : 0}`);
    for (const statement of statements) await db.script(statement);
    await record();
    await db.script('COMMIT');
  } catch (error) {
    await db.script('ROLLBACK');
    throw error;
  }
}
