import type { Change, ChangeOptions, MigrationStep, OnlineOptions } from '../changes.ts';
import { formatMark } from '../data/mark.ts';
import type { MigrationDatabase } from '../databases/migration-database.ts';
import { migrationErrors } from '../errors.ts';
import {
  type HistoryRow,
  readHistory,
  recordFinished,
  recordMigration,
  recordProgress,
  recordRolledBack,
  saveHistoryRow,
} from '../history.ts';
import { onlineForms } from '../online/online-forms.ts';
import { reasonOf } from '../reason-of.ts';
import { formatProgress, readProgress, runResumably } from '../resumable-script.ts';
import { observe, refuseDamage, refuseLostRows } from '../verify.ts';
import { readFormerStructure } from './former-structure.ts';
import { putBack } from './put-back.ts';
import { endUndoRun, type UndoRun, writeUndoRun } from './undo-log.ts';

/**
 * Runs the scripts where nothing undoes a change of the schema (MySQL). What was there before is written down first,
 * and put back when anything fails. A process that is killed leaves a run that the next one goes on with.
 *
 * @param undo of a run that died; undefined when a new one begins
 * @throws MIGRATION_FAILED, MIGRATION_STOPPED
 */
export async function runUndoably(
  db: MigrationDatabase,
  changes: readonly Change[],
  options: ChangeOptions & { undo: UndoRun | undefined },
): Promise<MigrationStep[]> {
  const undo = options.undo ?? (await begin(db, changes, options));
  // Also those that ran before the process died; a script may have been mended since, after the place where it stopped.
  const scripts = [...undo.scripts, ...changes.map(({ script }) => script)];
  const steps: MigrationStep[] = [];
  let current = changes[0]?.migration.name ?? undo.names.at(-1) ?? '';
  try {
    for (const change of changes) {
      current = change.migration.name;
      const start = performance.now();
      await runOne(db, undo, change, options.online);
      await refuseLostRows(db, undo.observed, scripts);
      steps.push({ name: current, milliseconds: performance.now() - start });
    }
    await options.finish();
    await refuseDamage(db, undo.observed, options.folder);
  } catch (error) {
    await takeBack(db, undo, current, error);
    throw migrationErrors.MIGRATION_FAILED({ name: current, reason: reasonOf(error) }, { cause: error });
  }
  await endUndoRun(db);
  return steps;
}

async function takeBack(db: MigrationDatabase, undo: UndoRun, name: string, error: unknown): Promise<void> {
  try {
    await putBack(db, undo);
  } catch (again) {
    throw migrationErrors.MIGRATION_STOPPED(
      { name, reason: reasonOf(error), again: reasonOf(again) },
      { cause: error },
    );
  }
}

async function begin(db: MigrationDatabase, changes: readonly Change[], options: ChangeOptions): Promise<UndoRun> {
  const backup = await options.backUp();
  const undo: UndoRun = {
    direction: changes[0]?.direction ?? 'up',
    names: changes.map(({ migration }) => migration.name),
    backup,
    structure: await readFormerStructure(db),
    observed: await observe(db, options.folder),
    scripts: changes.map(({ script }) => script),
    made: changes.flatMap(({ script }) => tablesMadeBy(script)),
    history: (await readHistory(db)).map(saveHistoryRow),
    undoing: false,
  };
  await writeUndoRun(db, undo);
  return undo;
}

const MADE =
  /\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?`?(\w+)|\bRENAME\s+(?:TO|AS)\s+`?(\w+)|`?\w+`?\s+TO\s+`?(\w+)/gi;

function tablesMadeBy(script: string): string[] {
  return [...script.matchAll(MADE)].flatMap(([, ...names]) => names.filter((name) => name !== undefined));
}

async function runOne(
  db: MigrationDatabase,
  undo: UndoRun,
  change: Change,
  online: OnlineOptions | undefined,
): Promise<void> {
  const { direction, migration, script, row } = change;
  const before = row && !row.finished ? readProgress(row) : undefined;
  const uncertain = before !== undefined && before.error === undefined;
  const id = before && row ? row.id : await enter(db, change);
  const done = before && row ? row.steps : 0;
  const forms = online && direction === 'up' ? await onlineForms(db, migration, online, row) : undefined;
  await runResumably(db, { id, name: migration.name, undo, forms }, script, { direction, done, uncertain });
  if (direction === 'up' && migration.data)
    await recordProgress(db, id, 0, formatMark({ after: null, rows: 0, backup: undo.backup }));
  else if (direction === 'up') await recordFinished(db, id, migration, undo.backup);
  else await recordRolledBack(db, asItWas(undo, row));
}

/** The row of the history, as one that is under way. */
async function enter(db: MigrationDatabase, { direction, migration, script, row }: Change): Promise<string> {
  const logs = formatProgress(script, 0, direction);
  if (direction === 'up' || !row)
    return recordMigration(db, migration, { startedAt: new Date(), finished: false, logs });
  await recordProgress(db, row.id, 0, logs);
  return row.id;
}

/** Before the way back has written over who applied it, and when. */
function asItWas({ history }: UndoRun, row: HistoryRow | undefined): HistoryRow {
  const saved = history.find(({ id }) => id === row?.id);
  if (!row || !saved) throw new Error('A migration that is undone has its row in the history');
  return { ...row, logs: saved.logs, finishedAt: saved.finishedAt === null ? null : new Date(saved.finishedAt) };
}
