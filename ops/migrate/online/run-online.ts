import { introspect } from '#ops/drift/introspect.ts';
import type { Change, ChangeOptions, MigrationStep } from '../changes.ts';
import { formatMark } from '../data/mark.ts';
import { migrationErrors } from '../errors.ts';
import { forecastMigration } from '../forecast/forecast.ts';
import { readHistory, recordFinished, recordMigration, recordProgress, saveHistoryRow } from '../history.ts';
import { reasonOf } from '../reason-of.ts';
import { formatProgress, readProgress } from '../resumable-script.ts';
import type { MigrationSession } from '../session.ts';
import { isKeptAside, type UndoRun } from '../undo/undo-log.ts';
import { observe, refuseDamage, refuseLostRows } from '../verify.ts';
import { onlineErrors } from './errors.ts';
import { performStatement } from './perform.ts';
import { putBackOnline } from './put-back.ts';
import { readRowMark, withRowMark } from './row-mark.ts';
import { endRun, readRun, writeRun } from './run-log.ts';

export interface OnlineRunOptions extends ChangeOptions {
  largeFromRows: number | undefined;
}

/**
 * Runs migrations on PostgreSQL statement by statement, while people work. What was there before is written down, and
 * put back when anything fails; a run that is killed is gone on with by the next.
 *
 * @throws MIGRATION_FAILED, MIGRATION_STOPPED
 */
export async function runOnline(
  session: MigrationSession,
  changes: readonly Change[],
  options: OnlineRunOptions,
): Promise<MigrationStep[]> {
  const { db } = session;
  const undo = await takeUp(session, changes, options);
  const steps: MigrationStep[] = [];
  let current = changes[0]?.migration.name ?? undo.names.at(-1) ?? '';
  try {
    for (const change of changes) {
      current = change.migration.name;
      const start = performance.now();
      await runOne(session, undo, change, options);
      steps.push({ name: current, milliseconds: performance.now() - start });
    }
    await refuseLostRows(db, undo.observed, undo.scripts);
    await options.finish();
    await refuseDamage(db, undo.observed, options.folder);
  } catch (error) {
    await takeBack(session, undo, current, error);
    throw migrationErrors.MIGRATION_FAILED({ name: current, reason: reasonOf(error) }, { cause: error });
  }
  await endRun(db);
  return steps;
}

async function takeUp(
  session: MigrationSession,
  changes: readonly Change[],
  options: OnlineRunOptions,
): Promise<UndoRun> {
  const { db } = session;
  const left = await readRun(db);
  if (left && !left.undoing) return left;
  if (left) await putBackOnline(session, left);
  const undo: UndoRun = {
    direction: 'up',
    names: changes.map(({ migration }) => migration.name),
    backup: await options.backUp(),
    structure: (await introspect(db)).filter(({ table }) => !isKeptAside(table)),
    observed: await observe(db, options.folder),
    scripts: changes.map(({ script }) => script),
    made: changes.flatMap(({ script }) => [...script.matchAll(MADE)].map(([, table = '']) => table)),
    history: (await readHistory(db)).map(saveHistoryRow),
    undoing: false,
  };
  await writeRun(db, undo);
  return undo;
}

const MADE = /\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?"?(\w+)/gi;

async function takeBack(session: MigrationSession, undo: UndoRun, name: string, error: unknown): Promise<void> {
  try {
    await putBackOnline(session, undo);
  } catch (again) {
    throw migrationErrors.MIGRATION_STOPPED(
      { name, reason: reasonOf(error), again: reasonOf(again) },
      { cause: error },
    );
  }
}

async function runOne(
  { db, patience }: MigrationSession,
  undo: UndoRun,
  { migration, script, row }: Change,
  { largeFromRows }: OnlineRunOptions,
): Promise<void> {
  const before = row && !row.finished ? readProgress(row) : undefined;
  const logs = formatProgress(script, 0, 'up');
  const id =
    before && row ? row.id : await recordMigration(db, migration, { startedAt: new Date(), finished: false, logs });
  const done = before && row ? row.steps : 0;
  const { statements, forms } = await forecastMigration(db, migration, largeFromRows);
  for (const [index, { sql }] of statements.entries()) {
    const form = forms[index];
    if (index < done) continue;
    if (!form) throw onlineErrors.MIGRATION_NOT_ONLINE({ reason: sql });
    const progress = (steps: number) => formatProgress(script, steps, 'up');
    await performStatement(db, sql, form, {
      uncertain: before !== undefined && index === done,
      mark: before && index === done ? readRowMark(row?.logs ?? null) : undefined,
      record: () => recordProgress(db, id, index + 1, progress(index + 1)),
      recordMark: (mark) => recordProgress(db, id, index, withRowMark(progress(index), mark)),
      patience,
    });
  }
  if (migration.data) await recordProgress(db, id, 0, formatMark({ after: null, rows: 0, backup: undo.backup }));
  else await recordFinished(db, id, migration, undo.backup);
}
