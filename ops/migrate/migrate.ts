import { backUpOnce } from './back-up-once.ts';
import { type Change, type MigrationStep, runTogether } from './changes.ts';
import { awaitsData } from './data/mark.ts';
import { runNextData } from './data/run.ts';
import type { MigrationDatabase } from './databases/migration-database.ts';
import { migrationErrors } from './errors.ts';
import { formatStep } from './format.ts';
import { createHistory, HISTORY_TABLE, type HistoryRow, readHistory } from './history.ts';
import type { Migration } from './migration-files.ts';
import { chooseWay, type Way } from './online/choose-way.ts';
import { hasUnfinishedRun } from './online/run-log.ts';
import { runOnline } from './online/run-online.ts';
import { activeRow, checkHistory, isApplied } from './plan.ts';
import { reasonOf } from './reason-of.ts';
import { undoLast } from './rollback.ts';
import { type MigrateOptions, type MigrationSession, withSession } from './session.ts';
import { runUndoably } from './undo/undoable-run.ts';
import { unfinishedRun } from './undo/unfinished-run.ts';

export type { MigrationStep } from './changes.ts';

/**
 * Applies the migrations that are pending, oldest first, and returns those it applied: all of them, or none. Of two
 * processes that migrate at once one does and the other waits. On SQLite and PostgreSQL it is one transaction. On MySQL
 * what was there before is written down, and put back when anything fails; a run that was killed is gone on with.
 *
 * @throws MIGRATION_EDITED, MIGRATION_FAILED, MIGRATION_STOPPED and the other refusals of `errors.ts`
 */
export async function migrate(options: MigrateOptions): Promise<MigrationStep[]> {
  return withSession(options, async (session) => {
    const backUp = backUpOnce(session, options);
    const applied: MigrationStep[] = [];
    let oneByOne = false;
    while (!(await isUpToDate(session))) {
      const way = await chooseWay(session, options);
      const under = way === 'online' ? session.alone : session.patiently;
      const scripts = await takingBack(session, applied, () =>
        under(() => applyPending(session, { ...options, backUp, way, oneByOne })),
      ).catch((error: unknown) => {
        if (oneByOne || !usesNewValue(error)) throw error;
        oneByOne = true;
        return [];
      });
      const data = await runNextData(session, backUp);
      // One whose rows are changed as well is told by whoever has changed the last of them.
      const steps = [...scripts.filter(({ name }) => !hasData(session, name)), ...(data ? [data] : [])];
      for (const step of steps) session.log(formatStep(step));
      applied.push(...steps);
    }
    return applied;
  });
}

/** The names of the migrations that `migrate` would apply. Reads only, and waits for nobody. */
export async function pendingMigrations(options: MigrateOptions | string): Promise<string[]> {
  return withSession(typeof options === 'string' ? { url: options } : options, async ({ db, migrations }) => {
    const history = await readHistory(db);
    return migrations.filter((migration) => !isApplied(history, migration)).map(({ name }) => name);
  });
}

/** Without waiting for anybody: who is up to date disturbs nobody. */
async function isUpToDate({ db, migrations }: MigrationSession): Promise<boolean> {
  const history = await readHistory(db);
  const isDone = migrations.every((migration) => isApplied(history, migration));
  if (!isDone || (await unfinishedRun(db))) return false;
  checkHistory(history, migrations);
  return true;
}

/** PostgreSQL takes a new value of an enumeration for use only once the transaction that added it is committed. */
function usesNewValue(error: unknown): boolean {
  return error instanceof Error && (('code' in error && error.code === '55P04') || usesNewValue(error.cause));
}

/**
 * Undoes what this run has applied already when it fails.
 * @throws MIGRATION_LEFT_HERE when that fails too
 */
async function takingBack<T>(
  session: MigrationSession,
  applied: readonly MigrationStep[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const step = stepsSinceData(session, applied).length;
    if (step === 0 || !session.db.transactional || usesNewValue(error)) throw error;
    await session
      .exclusively(() => undoLast(session, { step }))
      .catch((again: unknown) => {
        const params = { name: applied.at(-1)?.name ?? '', reason: reasonOf(error), again: reasonOf(again) };
        throw migrationErrors.MIGRATION_LEFT_HERE(params, { cause: error });
      });
    throw error;
  }
}

/** Rows that were changed stay changed: to take back only what is before them would have them changed twice. */
function stepsSinceData(session: MigrationSession, applied: readonly MigrationStep[]): readonly MigrationStep[] {
  return applied.slice(applied.findLastIndex(({ name }) => hasData(session, name)) + 1);
}

function hasData({ migrations }: MigrationSession, name: string): boolean {
  return migrations.some((migration) => migration.name === name && migration.data !== undefined);
}

interface Run extends Pick<MigrateOptions, 'folder' | 'largeFromRows'> {
  backUp: () => Promise<string | null>;
  way: Way;
  oneByOne: boolean;
}

/**
 * The SQL of what is pending, up to that of the next data migration. Under the lock, where another process may have
 * done it meanwhile.
 */
async function applyPending(session: MigrationSession, options: Run): Promise<MigrationStep[]> {
  const { db, migrations } = session;
  const undo = await unfinishedRun(db, 'up');
  const history = await readHistory(db);
  checkHistory(history, migrations);
  await refuseForeignHistory(db, history, migrations);
  const pending = scriptsBeforeData(migrations, history).slice(0, options.oneByOne ? 1 : undefined);
  const [first] = pending;
  if (!first && !undo) return [];
  // One that was killed in between by another process is gone on with as it began.
  if (options.way === 'together' && (await hasUnfinishedRun(db))) return [];
  if (first && history.length === 0) await refuseForeignTables(db, first);
  await createHistory(db);
  const changes = pending.map((migration): Change => {
    return { direction: 'up', migration, script: migration.up, row: activeRow(history, migration.name) };
  });
  const { folder, backUp, way, largeFromRows } = options;
  const online = way === 'online' ? { patience: session.patience, largeFromRows } : undefined;
  const run = { folder, backUp, finish: async () => {}, online };
  if (way === 'online' && db.transactional) return runOnline(session, changes, { ...run, largeFromRows });
  return db.transactional ? runTogether(session, changes, run) : runUndoably(db, changes, { ...run, undo });
}

/** Rows are changed when the SQL of their own migration is done, and that of the next ones is not. */
function scriptsBeforeData(migrations: readonly Migration[], history: HistoryRow[]): Migration[] {
  const pending = migrations.filter((migration) => !isApplied(history, migration));
  const data = pending.findIndex((migration) => migration.data !== undefined);
  const stop = pending[data];
  const row = stop && activeRow(history, stop.name);
  if (!stop) return pending;
  return pending.slice(0, row && awaitsData(row, stop) ? data : data + 1);
}

/** @throws MIGRATION_DATABASE_NOT_EMPTY when all that ran on the database is of another system. */
async function refuseForeignHistory(db: MigrationDatabase, history: HistoryRow[], migrations: readonly Migration[]) {
  const names = new Set(migrations.map(({ name }) => name));
  const [first] = migrations;
  if (!first || history.length === 0 || history.some(({ name }) => names.has(name))) return;
  const tables = (await db.tables()).filter((table) => table !== HISTORY_TABLE).sort();
  if (tables.length === 0) return;
  throw migrationErrors.MIGRATION_DATABASE_NOT_EMPTY({ name: first.name, tables: tables.slice(0, 3).join(', ') });
}

/** @throws MIGRATION_DATABASE_NOT_EMPTY when the first migration would make tables that are there already. */
async function refuseForeignTables(db: MigrationDatabase, migration: Migration): Promise<void> {
  const made = [...migration.up.matchAll(/^CREATE TABLE ["`](\w+)["`]/gm)].map(([, table]) => table);
  const found = (await db.tables()).filter((table) => made.includes(table));
  if (found.length === 0) return;
  throw migrationErrors.MIGRATION_DATABASE_NOT_EMPTY({ name: migration.name, tables: found.slice(0, 3).join(', ') });
}
