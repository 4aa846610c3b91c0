import { compareStructures } from '#ops/drift/compare.ts';
import { introspect } from '#ops/drift/introspect.ts';
import { postgresqlStatements } from '#ops/drift/sql/postgresql.ts';
import { type Part, type Structure, tablesOf } from '#ops/drift/structure.ts';
import { sayDifference } from '#ops/drift/words.ts';
import { migrationErrors } from '../errors.ts';
import { readHistory, recordRolledBack, restoreHistoryRow } from '../history.ts';
import type { MigrationSession } from '../session.ts';
import { isKeptAside, type UndoRun } from '../undo/undo-log.ts';
import { AS_WRITTEN } from './form.ts';
import { performStatement } from './perform.ts';
import { postgresqlForm } from './postgresql-form.ts';
import { endRun, writeRun } from './run-log.ts';

/**
 * Makes a database of PostgreSQL what it was before a run that took nothing away: what the run added goes, while people
 * work. Each step looks at what there is, so that one that was killed is begun again and ends in the same state. What
 * was added to an enumeration stays: it is in nobody's way, and a rerun finds it there.
 *
 * @throws MIGRATION_NOT_PUT_BACK
 */
export async function putBackOnline(session: MigrationSession, undo: UndoRun): Promise<void> {
  const { db, patience } = session;
  await writeRun(db, { ...undo, undoing: true });
  const live = await liveStructure(session, undo);
  for (const { sql } of postgresqlStatements(live, formerOf(undo, live))) {
    const form = postgresqlForm(sql, { key: [], columns: new Map() }) ?? AS_WRITTEN;
    const nothing = async () => {};
    await performStatement(db, sql, form, {
      uncertain: false,
      mark: undefined,
      record: nothing,
      recordMark: nothing,
      patience,
    });
  }
  const left = await liveStructure(session, undo);
  const [difference] = compareStructures(formerOf(undo, left), left).differences;
  if (difference) throw migrationErrors.MIGRATION_NOT_PUT_BACK({ difference: sayDifference(difference) });
  for (const row of await readHistory(db)) {
    const saved = undo.history.find(({ id }) => id === row.id);
    if (saved) await restoreHistoryRow(db, saved);
    else if (!row.rolledBack) await recordRolledBack(db, row);
  }
  await endRun(db);
}

/** The tables there were before and those the run makes, with all that is of no table. */
async function liveStructure({ db }: MigrationSession, { structure, made }: UndoRun): Promise<Part[]> {
  const ours = new Set([...tablesOf(structure), ...made]);
  return (await introspect(db)).filter(({ table }) => table === '' || (ours.has(table) && !isKeptAside(table)));
}

/** What was there before, with enumerations as they are now. */
function formerOf({ structure }: UndoRun, live: Structure): Part[] {
  return structure.map((part) => {
    if (part.kind !== 'enumeration') return part;
    return live.find(({ kind, name }) => kind === 'enumeration' && name === part.name) ?? part;
  });
}
