import { compareStructures, withOneName } from '#ops/drift/compare.ts';
import { mysqlStatements } from '#ops/drift/sql/mysql.ts';
import type { Part, Structure } from '#ops/drift/structure.ts';
import { sayDifference } from '#ops/drift/words.ts';
import type { MigrationDatabase } from '../databases/migration-database.ts';
import { migrationErrors } from '../errors.ts';
import { readHistory, recordRolledBack, restoreHistoryRow, saveHistoryRow } from '../history.ts';
import { readLiveStructure } from './former-structure.ts';
import { putRowsBack } from './side-tables.ts';
import { endUndoRun, readKeptRows, type UndoRun, writeUndoRun } from './undo-log.ts';

/**
 * Makes a database of MySQL what it was before a run of migrations: first its tables and columns, as far as rows go
 * into them, then the values that were taken away, then what guards them. Each step looks at what there is, so that
 * one that was killed is begun again and ends in the same state. What others wrote meanwhile stays.
 *
 * @throws MIGRATION_NOT_PUT_BACK
 */
export async function putBack(db: MigrationDatabase, undo: UndoRun): Promise<void> {
  await writeUndoRun(db, { ...undo, undoing: true });
  await db.script('SET SESSION foreign_key_checks = 0');
  const kept = await readKeptRows(db);
  const touched = new Set(kept.map(({ table }) => table));
  const live = await readLiveStructure(db, undo);
  await run(db, live, firstTarget(live, undo.structure, touched));
  // A row that comes back may lack, for the moment, what an earlier statement took.
  await db.script(`SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'`);
  for (const entry of kept.toReversed()) await putRowsBack(db, entry);
  await db.script(`SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'`);
  await run(db, await readLiveStructure(db, undo), undo.structure);
  await db.script('SET SESSION foreign_key_checks = 1');
  const [difference] = compareStructures(
    withOneName(undo.structure),
    withOneName(await readLiveStructure(db, undo)),
  ).differences;
  if (difference) throw migrationErrors.MIGRATION_NOT_PUT_BACK({ difference: sayDifference(difference) });
  await putHistoryBack(db, undo);
  await endUndoRun(db);
}

async function run(db: MigrationDatabase, from: Structure, to: Structure): Promise<void> {
  for (const { sql } of mysqlStatements(from, to)) {
    if (/\bADD CONSTRAINT\b[\s\S]*\bFOREIGN KEY\b/i.test(sql)) await addForeignKey(db, sql);
    else await db.script(sql);
  }
}

/**
 * While its checks are off, MariaDB makes NO ACTION of RESTRICT; while they are on, it refuses a key that was there over
 * rows that refer to nothing.
 */
async function addForeignKey(db: MigrationDatabase, sql: string): Promise<void> {
  await db.script('SET SESSION foreign_key_checks = 1');
  const isAdded = await db.script(sql).then(
    () => true,
    () => false,
  );
  await db.script('SET SESSION foreign_key_checks = 0');
  if (!isAdded) await db.script(sql);
}

/**
 * The former tables and columns, with so much of what guards their rows as is there all the same: the rest would
 * refuse rows that are not whole yet, and triggers the values that are put back.
 */
function firstTarget(live: Structure, former: Structure, touched: ReadonlySet<string>): Structure {
  const there = new Set(live.map(asText));
  return former.filter((part) => {
    if (part.kind === 'trigger' && touched.has(part.table)) return false;
    const guards = ['index', 'foreign-key', 'check', 'trigger'].includes(part.kind);
    return !guards || there.has(asText(part));
  });
}

function asText({ kind, table, name, is }: Part): string {
  const entries = Object.entries(is).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([kind, table, name, entries]);
}

/** What the run had entered is kept as undone, for whoever asks later. */
async function putHistoryBack(db: MigrationDatabase, { history }: UndoRun): Promise<void> {
  for (const row of await readHistory(db)) {
    const saved = history.find(({ id }) => id === row.id);
    const isAsItWas = JSON.stringify(saved) === JSON.stringify(saveHistoryRow(row));
    if (saved && !isAsItWas) await restoreHistoryRow(db, saved);
    else if (!saved && !row.rolledBack) await recordRolledBack(db, row);
  }
}
