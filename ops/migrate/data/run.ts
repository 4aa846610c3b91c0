import { setTimeout as pause } from 'node:timers/promises';
import { type Db, inTransaction, openDatabase } from '#platform/db/db.ts';
import type { MigrationStep } from '../changes.ts';
import { dotted } from '../format.ts';
import { recordProgress } from '../history.ts';
import { untilFree } from '../online/until-free.ts';
import { reasonOf } from '../reason-of.ts';
import type { MigrationSession } from '../session.ts';
import { type Batch, type BatchOf, countRows, doBatch } from './batch.ts';
import { dataMigrationErrors } from './errors.ts';
import { loadDataMigration } from './load.ts';
import { formatMark, nextData } from './mark.ts';

/**
 * Does the rows of the oldest migration whose SQL is done and whose rows wait. Every batch takes its place from the
 * mark that the last one left, so that a run goes on where another was killed, and two at once share the work.
 *
 * @returns undefined when no rows wait, or another process has done the last of them
 * @throws DATA_MIGRATION_INVALID, DATA_MIGRATION_STOPPED
 */
export async function runNextData(
  session: MigrationSession,
  backUp: () => Promise<string | null>,
): Promise<MigrationStep | undefined> {
  const next = await nextData(session.db, session.migrations);
  if (!next?.migration.data) return undefined;
  const { row, migration } = next;
  const definition = await loadDataMigration(next.migration.data.file);
  // Prisma records it as done when its SQL is: it is not.
  if (row.finished) {
    const backup = await backUp();
    await recordProgress(session.db, row.id, 0, formatMark({ after: null, rows: 0, backup }));
  }
  const start = performance.now();
  const db = await openDatabase({ url: session.address, named: false });
  try {
    const isOurs = await doBatches(db, session, { id: row.id, migration, definition });
    return isOurs ? { name: migration.name, milliseconds: performance.now() - start } : undefined;
  } finally {
    await db.destroy();
  }
}

/** The part of the time that is left to others. */
const REST = 0.3;
const SAY_EVERY_MS = 2_000;

/** Whether the last batch was done here. */
async function doBatches(db: Db, { log, patience }: MigrationSession, of: BatchOf): Promise<boolean> {
  const total = await countRows(db, of.definition);
  let said = performance.now();
  let rows = 0;
  for (;;) {
    const start = performance.now();
    const batch = await attemptBatch(db, of, { patience, rows });
    rows = batch.rows;
    if (batch.state !== 'more') return batch.state === 'finished';
    if (performance.now() - said > SAY_EVERY_MS) {
      log(dotted(of.migration.name, `${rows} / ${total}`));
      said = performance.now();
    }
    await pause((performance.now() - start) * REST);
  }
}

async function attemptBatch(
  db: Db,
  of: BatchOf,
  { patience, rows }: { patience: MigrationSession['patience']; rows: number },
): Promise<Batch> {
  try {
    return await untilFree(() => inTransaction(db, (tx) => doBatch(tx, of), { alone: true }), patience);
  } catch (error) {
    const params = { name: of.migration.name, rows, reason: reasonOf(error) };
    throw dataMigrationErrors.DATA_MIGRATION_STOPPED(params, { cause: error });
  }
}
