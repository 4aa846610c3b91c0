import { formatMark } from './data/mark.ts';
import { migrationErrors } from './errors.ts';
import { type HistoryRow, recordMigration, recordRolledBack } from './history.ts';
import type { Migration } from './migration-files.ts';
import type { Patience } from './online/until-free.ts';
import { reasonOf } from './reason-of.ts';
import type { MigrationSession } from './session.ts';
import { observe, refuseDamage, refuseLostRows } from './verify.ts';

export interface MigrationStep {
  name: string;
  milliseconds: number;
}

/** One script that is to run, and the row of the history that it has already. */
export interface Change {
  readonly direction: 'up' | 'down';
  readonly migration: Migration;
  readonly script: string;
  readonly row: HistoryRow | undefined;
}

export interface OnlineOptions {
  readonly patience: Patience;
  /** Above how many rows a table is large. */
  readonly largeFromRows: number | undefined;
}

export interface ChangeOptions {
  /** Where the migrations are. */
  readonly folder: URL | undefined;
  /** Makes a backup, and names it; null where there is none. Runs once, under the lock, before anything is changed. */
  readonly backUp: () => Promise<string | null>;
  /** What is to be done once all scripts have run, and is undone with them. */
  readonly finish: () => Promise<void>;
  /** How it is done while people work; absent where nobody does. Where the schema has transactions it has no effect. */
  readonly online?: OnlineOptions | undefined;
}

/**
 * Runs all of the scripts and looks at what they leave, within the transaction that is open: on SQLite and PostgreSQL
 * all of them are done, or none.
 *
 * @throws MIGRATION_FAILED
 */
export async function runTogether(
  { db }: MigrationSession,
  changes: readonly Change[],
  options: ChangeOptions,
): Promise<MigrationStep[]> {
  const backup = await options.backUp();
  const before = await observe(
    db,
    options.folder,
    changes.map(({ script }) => script),
  );
  const steps: MigrationStep[] = [];
  const done: string[] = [];
  let current = changes[0]?.migration.name ?? '';
  try {
    for (const change of changes) {
      current = change.migration.name;
      const startedAt = new Date();
      const start = performance.now();
      await db.script(change.script);
      await refuseLostRows(db, before, [...done, change.script]);
      await record(db, change, { startedAt, backup });
      done.push(change.script);
      steps.push({ name: current, milliseconds: performance.now() - start });
    }
    await options.finish();
    await refuseDamage(db, before, options.folder);
  } catch (error) {
    throw migrationErrors.MIGRATION_FAILED({ name: current, reason: reasonOf(error) }, { cause: error });
  }
  return steps;
}

async function record(
  db: MigrationSession['db'],
  { direction, migration, row }: Change,
  { startedAt, backup }: { startedAt: Date; backup: string | null },
): Promise<void> {
  const logs = formatMark({ after: null, rows: 0, backup });
  const done = migration.data ? { startedAt, finished: false, logs } : { startedAt, finished: true, backup };
  if (direction === 'up') await recordMigration(db, migration, done);
  else if (row) await recordRolledBack(db, row);
}
