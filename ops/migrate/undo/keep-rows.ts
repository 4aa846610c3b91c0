import type { MigrationDatabase } from '../databases/migration-database.ts';
import { givingUp } from '../online/give-up.ts';
import { untilFree } from '../online/until-free.ts';
import { type Capture, capturesOf } from './captures.ts';
import { columnsOfTable, createLike, fillBefore, keepChanged, pickPresent } from './side-tables.ts';
import { beforeTable, forgetKeptRows, type KeptRows, readKeptRows, UNDO_TABLE, type UndoRun } from './undo-log.ts';

export interface KeepingStatement {
  /** What the statement is known by when it is taken up again. */
  readonly of: string;
  readonly statement: string;
  readonly run: () => Promise<void>;
  /** Records that it is done. */
  readonly record: () => Promise<void>;
}

/**
 * Runs one statement on MySQL so that it can be taken back: the values it takes away are copied before it, and after it
 * only those that have changed are kept, with what they were changed to. A statement that moves rows, its copies and
 * its record are one transaction. One that changes the schema is committed by MySQL itself: the table is locked from
 * the copy until it has run, so that nothing is written in between that is in neither.
 */
export async function runKeeping(db: MigrationDatabase, undo: UndoRun, keeping: KeepingStatement): Promise<void> {
  const kept = await prepare(db, undo, keeping);
  if (kept.length === 0 || kept.some(({ how }) => how === 'rows')) return changeRows(db, kept, keeping);
  await whileLocked(db, kept, async () => {
    for (const entry of kept.filter(({ filled }) => !filled)) await fillBefore(db, entry);
    try {
      await keeping.run();
    } catch (error) {
      // It has changed nothing, and what others write to the table from here on is theirs.
      if (!wantsMoreLocks(error)) for (const entry of kept) await forgetKeptRows(db, entry);
      throw error;
    }
  });
  for (const entry of kept) await createLike(db, entry, 'after');
  await inTransaction(db, async () => {
    for (const entry of kept) await keepChanged(db, entry);
    await keeping.record();
  });
}

interface Prepared extends KeptRows {
  /** By an attempt that died, and may have run the statement. */
  readonly filled: boolean;
}

/** Also whatever takes nothing away. */
async function changeRows(db: MigrationDatabase, kept: readonly Prepared[], keeping: KeepingStatement): Promise<void> {
  for (const entry of kept) await createLike(db, entry, 'after');
  await inTransaction(db, async () => {
    for (const entry of kept) await fillBefore(db, entry);
    await keeping.run();
    for (const entry of kept) await keepChanged(db, entry);
    await keeping.record();
  });
}

/** The side tables of the statement, empty; those that an attempt filled which then died are used again. */
async function prepare(db: MigrationDatabase, undo: UndoRun, { of, statement }: KeepingStatement): Promise<Prepared[]> {
  const captures = capturesOf(statement, undo.structure);
  if (captures.length === 0) return [];
  const all = await readKeptRows(db);
  const earlier = all.filter((entry) => entry.of === of);
  const prepared: Prepared[] = [];
  let number = all.at(-1)?.number ?? 0;
  for (const capture of captures) {
    const columns = pickPresent(capture, await columnsOfTable(db, capture.table));
    const known = earlier.find(({ table }) => table === capture.table);
    if (known && mayHaveRun(statement, capture, columns)) prepared.push({ ...known, filled: true });
    else if (columns.length > 0) {
      if (known) await forgetKeptRows(db, known);
      number += 1;
      const entry: KeptRows = { ...capture, columns, of, number };
      await createLike(db, entry, 'before');
      prepared.push({ ...entry, filled: false });
    }
  }
  return prepared;
}

/** Not when all is there that it drops. */
function mayHaveRun(statement: string, { columns }: Capture, present: readonly string[]): boolean {
  return present.length < columns.length || /^TRUNCATE\b|\b(MODIFY|CHANGE|CONVERT)\b/i.test(statement);
}

/** A user of the database that may not lock tables does without. */
async function whileLocked(db: MigrationDatabase, kept: readonly KeptRows[], work: () => Promise<void>): Promise<void> {
  const tables = kept.flatMap((entry) => [`\`${entry.table}\``, beforeTable(entry)]);
  const lock = `LOCK TABLES ${[...tables, UNDO_TABLE].map((table) => `${table} WRITE`).join(', ')}`;
  const isLocked = await succeeds(() => untilFree(() => givingUp(db, () => db.script(lock)), QUIETLY));
  try {
    await work();
  } catch (error) {
    if (!isLocked || !wantsMoreLocks(error)) throw error;
    // Nobody else could lock what it names as well: without, then.
    await db.script('UNLOCK TABLES');
    await work();
  } finally {
    if (isLocked) await db.script('UNLOCK TABLES');
  }
}

/** Nobody is told: the statement itself comes next, and says so. */
const QUIETLY = { log: () => {} };

async function succeeds(work: () => Promise<void>): Promise<boolean> {
  return work().then(
    () => true,
    () => false,
  );
}

/** “Table was not locked”, and “can't execute the command because you have active locked tables”: it names others too. */
function wantsMoreLocks(error: unknown): boolean {
  return error instanceof Error && 'errno' in error && (error.errno === 1100 || error.errno === 1192);
}

async function inTransaction(db: MigrationDatabase, work: () => Promise<void>): Promise<void> {
  await db.script('START TRANSACTION');
  try {
    await work();
    await db.script('COMMIT');
  } catch (error) {
    await db.script('ROLLBACK');
    throw error;
  }
}
