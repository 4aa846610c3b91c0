import type { MigrationDatabase } from '../databases/migration-database.ts';
import { migrationErrors } from '../errors.ts';
import { readHistory } from '../history.ts';
import { putBack } from './put-back.ts';
import { endUndoRun, readUndoRun, type UndoRun } from './undo-log.ts';

/**
 * The run that a killed process left on MySQL, to be gone on with; undefined where there is none.
 * @param direction under the lock: finishes a run that was being put back, and refuses one in the other direction
 * @throws MIGRATION_HALF_APPLIED, MIGRATION_HALF_ROLLED_BACK
 */
export async function unfinishedRun(
  db: MigrationDatabase,
  direction?: UndoRun['direction'],
): Promise<UndoRun | undefined> {
  if (db.transactional) return undefined;
  const undo = await readUndoRun(db);
  if (!undo || direction === undefined) return undo;
  if (await isOfAnother(db, undo)) return void (await endUndoRun(db));
  if (undo.undoing) {
    await putBack(db, undo);
    return undefined;
  }
  if (undo.direction === direction) return undo;
  if (await isOver(db, undo)) return void (await endUndoRun(db));
  const refuse =
    direction === 'up' ? migrationErrors.MIGRATION_HALF_ROLLED_BACK : migrationErrors.MIGRATION_HALF_APPLIED;
  throw refuse({ name: undo.names.at(-1) ?? '' });
}

/** The database has been restored from a backup since: what the log would put back is of the former one. */
async function isOfAnother(db: MigrationDatabase, undo: UndoRun): Promise<boolean> {
  const ids = new Set((await readHistory(db)).map(({ id }) => id));
  return undo.history.some(({ id }) => !ids.has(id));
}

/** Killed when all was done but the clearing up. */
async function isOver(db: MigrationDatabase, { names, direction }: UndoRun): Promise<boolean> {
  const history = await readHistory(db);
  return names.every((name) => {
    const row = history.findLast((candidate) => candidate.name === name);
    return row?.finished === true && row.rolledBack === (direction === 'down');
  });
}
