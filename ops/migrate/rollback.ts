import { migrationErrors } from './errors.ts';
import { formatStep } from './format.ts';
import { type HistoryRow, readHistory, recordProgress, recordRolledBack } from './history.ts';
import type { MigrationStep } from './migrate.ts';
import { beginsAsDone, formatProgress, readProgress, runResumably } from './resumable-script.ts';
import { type MigrateOptions, type MigrationSession, withSession } from './session.ts';

/**
 * Undoes the last `step` migrations by their `down.sql`, newest first, and returns those it undid.
 * What the migration added is dropped with its values (each `down.sql` begins with what it loses), so make a backup
 * first; `migrate` brings the structure back, not the values.
 *
 * @throws MIGRATION_WITHOUT_DOWN, MIGRATION_HALF_APPLIED, MIGRATION_FAILED, MIGRATION_STOPPED
 */
export async function rollback(options: MigrateOptions & { step?: number }): Promise<MigrationStep[]> {
  return withSession(options, async (session) => {
    const undone: MigrationStep[] = [];
    while (undone.length < (options.step ?? 1)) {
      const step = await session.exclusively(() => undoLast(session));
      if (!step) break;
      undone.push(step);
      session.log(formatStep(step));
    }
    return undone;
  });
}

async function undoLast({ db, migrations }: MigrationSession): Promise<MigrationStep | undefined> {
  const row = (await readHistory(db)).findLast(({ rolledBack }) => !rolledBack);
  if (!row) return undefined;
  const down = migrations.find(({ name }) => name === row.name)?.down;
  if (down === undefined) {
    throw migrationErrors.MIGRATION_WITHOUT_DOWN({ name: row.name, folder: `prisma/migrations/${db.provider}` });
  }
  const start = performance.now();
  await undo(db, row, down);
  await recordRolledBack(db, row);
  return { name: row.name, milliseconds: performance.now() - start };
}

async function undo(db: MigrationSession['db'], row: HistoryRow, down: string): Promise<void> {
  const run = db.transactional ? () => db.script(down) : await resumableUndo(db, row, down);
  try {
    await run();
  } catch (error) {
    const define = db.transactional ? migrationErrors.MIGRATION_FAILED : migrationErrors.MIGRATION_STOPPED;
    throw define({ name: row.name, reason: String(error) }, { cause: error });
  }
}

/** What is left to do of a rollback where it may have stopped half-way. */
async function resumableUndo(db: MigrationSession['db'], row: HistoryRow, down: string): Promise<() => Promise<void>> {
  const before = row.finished ? undefined : readProgress(row);
  if (!row.finished && before?.direction !== 'down') throw migrationErrors.MIGRATION_HALF_APPLIED({ name: row.name });
  if (before && !beginsAsDone(down, row)) throw migrationErrors.MIGRATION_EDITED({ name: row.name });
  if (!before) await recordProgress(db, row.id, 0, formatProgress(down, 0, 'down'));
  const uncertain = before !== undefined && before.error === undefined;
  return () => runResumably(db, row.id, down, { direction: 'down', done: before ? row.steps : 0, uncertain });
}
