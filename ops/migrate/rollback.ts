import { introspect } from '#ops/drift/introspect.ts';
import type { Structure } from '#ops/drift/structure.ts';
import { backUpOnce } from './back-up-once.ts';
import { type Change, type MigrationStep, runTogether } from './changes.ts';
import type { MigrationDatabase } from './databases/migration-database.ts';
import { migrationErrors } from './errors.ts';
import { formatStep } from './format.ts';
import { type HistoryRow, readHistory } from './history.ts';
import { beginsAsDone, readProgress } from './resumable-script.ts';
import { type MigrateOptions, type MigrationSession, withSession } from './session.ts';
import type { UndoRun } from './undo/undo-log.ts';
import { runUndoably } from './undo/undoable-run.ts';
import { unfinishedRun } from './undo/unfinished-run.ts';

export interface RollbackOptions extends MigrateOptions {
  /** How many migrations to undo; 1 unless told. */
  step?: number;
  /** What is to be done with the database once they are undone, and is undone with them when anything fails. */
  finish?: FinishRollback;
}

/** @param before what the database was made of before the first script ran */
export type FinishRollback = (db: MigrationDatabase, before: Structure) => Promise<void>;

/**
 * Undoes the last `step` migrations by their `down.sql`, newest first, and returns those it undid: all of them, or
 * none. What a migration added is dropped with its values (each `down.sql` begins with what it loses): the backup has
 * them. Killed on MySQL, the next rollback goes on with what that one was to undo, whatever its own `step`.
 *
 * @throws MIGRATION_WITHOUT_DOWN, MIGRATION_HALF_APPLIED, MIGRATION_FAILED, MIGRATION_STOPPED
 */
export async function rollback(options: RollbackOptions): Promise<MigrationStep[]> {
  return withSession(options, async (session) => {
    // Begun anew for as long as others hold a table, with the backup of the first time.
    let made: Promise<string> | undefined;
    const { backUp } = options;
    const once = backUp && (() => (made ??= backUp()));
    const undone = await session.patiently(() => undoLast(session, { ...options, backUp: once }));
    for (const step of undone) session.log(formatStep(step));
    return undone;
  });
}

/** The same under a lock that is held. */
export async function undoLast(
  session: MigrationSession,
  options: Omit<RollbackOptions, 'url'>,
): Promise<MigrationStep[]> {
  const { db } = session;
  const undo = await unfinishedRun(db, 'down');
  const changes = await changesBack(session, { step: options.step ?? 1, undo });
  if (changes.length === 0 && !undo) return [];
  const before = options.finish ? (undo?.structure ?? (await introspect(db))) : [];
  const run = {
    folder: options.folder,
    backUp: backUpOnce(session, options),
    finish: async () => options.finish?.(db, before),
  };
  return db.transactional ? runTogether(session, changes, run) : runUndoably(db, changes, { ...run, undo });
}

/** What `rollback` would run, newest first. */
export async function changesBack(
  { db, migrations }: MigrationSession,
  { step, undo }: { step: number; undo?: UndoRun | undefined },
): Promise<Change[]> {
  const rows = (await readHistory(db)).filter(({ rolledBack }) => !rolledBack).toReversed();
  const chosen = undo ? rows.filter(({ name }) => undo.names.includes(name)) : rows.slice(0, step);
  return chosen.map((row) => {
    const migration = migrations.find(({ name }) => name === row.name);
    if (migration?.down === undefined)
      throw migrationErrors.MIGRATION_WITHOUT_DOWN({ name: row.name, folder: `prisma/migrations/${db.provider}` });
    refuseHalf(row, migration.down);
    return { direction: 'down', migration, script: migration.down, row };
  });
}

/** @throws MIGRATION_HALF_APPLIED, MIGRATION_EDITED */
function refuseHalf(row: HistoryRow, down: string): void {
  if (row.finished) return;
  if (readProgress(row)?.direction !== 'down') throw migrationErrors.MIGRATION_HALF_APPLIED({ name: row.name });
  if (!beginsAsDone(down, row)) throw migrationErrors.MIGRATION_EDITED({ name: row.name });
}
