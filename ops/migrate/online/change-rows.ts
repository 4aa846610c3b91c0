import { setTimeout as pause } from 'node:timers/promises';
import type { MigrationDatabase } from '../databases/migration-database.ts';
import { BATCH_MS, BATCH_ROWS } from './limits.ts';
import type { RowChange } from './row-change.ts';
import { type Patience, untilFree } from './until-free.ts';

/** How far a statement has come that changes rows batch by batch. */
export interface RowMark {
  /** The key of the last row that was looked at; null before the first. */
  after: string | number | null;
  /** The greatest key there was at the beginning: who comes later is written by the new version already. */
  until: string | number | null;
}

export interface RowChangeRun {
  /** Where an earlier attempt stopped. */
  from: RowMark | undefined;
  /** Writes the mark, in the transaction of the batch. */
  record: (mark: RowMark) => Promise<void>;
  patience: Patience;
}

/** Of the time, others have at least a third to themselves. */
const REST_AFTER = 0.5;

/**
 * Changes the rows key by key, each batch in a transaction with its mark: a run that is killed goes on after the last
 * batch that was done, and none is done twice. Nobody waits for more than one batch.
 */
export async function changeRows(db: MigrationDatabase, change: RowChange, run: RowChangeRun): Promise<void> {
  let mark = run.from ?? { after: null, until: await greatestKey(db, change) };
  for (let size = FIRST_ROWS; mark.until !== null; ) {
    const start = performance.now();
    const from = mark;
    const last = await untilFree(
      () => inTransaction(db, () => changeBatch(db, change, { ...run, from, size })),
      run.patience,
    );
    if (last === null) return;
    mark = { ...mark, after: last };
    const took = performance.now() - start;
    size = nextSize(size, took);
    await pause(took * REST_AFTER);
  }
}

const FIRST_ROWS = 100;

/** What would take `BATCH_MS` at the pace of the last batch; never twice as many at once, for one may be lucky. */
function nextSize(size: number, took: number): number {
  const fitting = Math.floor((size * BATCH_MS) / Math.max(took, 1));
  return Math.max(10, Math.min(fitting, size * 2, BATCH_ROWS));
}

async function changeBatch(
  db: MigrationDatabase,
  change: RowChange,
  { from: mark, size, record }: { from: RowMark; size: number; record: RowChangeRun['record'] },
): Promise<RowMark['after']> {
  const quote = db.provider === 'mysql' ? '`' : '"';
  const [key, table] = [`${quote}${change.key}${quote}`, `${quote}${change.table}${quote}`];
  const after = mark.after === null ? [] : [`${key} > ${literal(db, mark.after)}`];
  const wanted = change.condition === null ? [] : [`(${change.condition})`];
  const upTo = (until: RowMark['after']) => [...after, `${key} <= ${literal(db, until)}`, ...wanted].join(' AND ');
  const rows = await db.query(
    `SELECT ${key} AS k FROM ${table} WHERE ${upTo(mark.until)} ORDER BY ${key} LIMIT ${size} FOR UPDATE NOWAIT`,
  );
  const last = rows.at(-1)?.k;
  if (typeof last !== 'string' && typeof last !== 'number') return null;
  await db.script(`${change.head} WHERE ${upTo(last)}`);
  await record({ ...mark, after: last });
  return last;
}

async function greatestKey(db: MigrationDatabase, { table, key }: RowChange): Promise<RowMark['until']> {
  const quote = db.provider === 'mysql' ? '`' : '"';
  const [row] = await db.query(`SELECT max(${quote}${key}${quote}) AS k FROM ${quote}${table}${quote}`);
  return typeof row?.k === 'string' || typeof row?.k === 'number' ? row.k : null;
}

const BEGIN = {
  sqlite: 'BEGIN IMMEDIATE',
  postgresql: 'BEGIN',
  // Else InnoDB would lock what lies between the keys, and whoever adds a row there would wait.
  mysql: 'SET TRANSACTION ISOLATION LEVEL READ COMMITTED',
};

async function inTransaction<T>(db: MigrationDatabase, work: () => Promise<T>): Promise<T> {
  await db.script(BEGIN[db.provider]);
  if (db.provider === 'mysql') await db.script('START TRANSACTION');
  try {
    const result = await work();
    await db.script('COMMIT');
    return result;
  } catch (error) {
    await db.script('ROLLBACK');
    throw error;
  }
}

function literal(db: MigrationDatabase, value: string | number | null): string {
  if (typeof value !== 'string') return String(value);
  const quoted = `'${value.replaceAll("'", "''")}'`;
  return db.provider === 'mysql' ? quoted.replaceAll('\\', '\\\\') : quoted;
}
