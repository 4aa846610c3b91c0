import { suspendForeignKeys } from '#ops/backup/suspend-foreign-keys.ts';
import { driftOf } from '#ops/drift/drift.ts';
import { listKeptColumns } from '#ops/drift/kept-columns.ts';
import { sayDifference } from '#ops/drift/words.ts';
import { createHistory } from '#ops/migrate/history.ts';
import type { MigrationSession } from '#ops/migrate/session.ts';
import { copyTables, type Places } from '../copy.ts';
import { adoptionErrors } from '../errors.ts';
import { keptColumnsOf, type Prepared } from '../prepare.ts';
import { recordApplied } from '../record-applied.ts';
import { makeSessionTable } from './session-table.ts';
import { setTablesAside } from './set-aside.ts';

/**
 * Everything in the transaction that is open, on SQLite and PostgreSQL: their tables step aside, the migrations run, the
 * rows are copied and read back.
 * @throws ADOPTION_NOT_VERIFIED, ADOPTION_DRIFTED
 */
export async function adoptInTransaction(session: MigrationSession, prepared: Prepared): Promise<void> {
  const { db, migrations } = session;
  const { setAside } = prepared.plan;
  const archives = new Map(setAside.map(({ table, archive }) => [table, archive]));
  const places: Places = { source: (table) => archives.get(table) ?? table, target: (table) => table };
  await setTablesAside(db, setAside, migrations);
  await createHistory(db);
  for (const migration of migrations) {
    const startedAt = new Date();
    await db.script(migration.up);
    await recordApplied(db, migration, startedAt);
  }
  const resume = await suspendForeignKeys(db);
  await copyTables(session, prepared, places);
  await resume();
  if (db.provider === 'sqlite' && setAside.some(({ table }) => /^(User|Session)$/.test(table)))
    await makeSessionTable(db);
  await listKeptColumns(db, keptColumnsOf(prepared));
  await refuseDrift(session);
}

/** @throws ADOPTION_DRIFTED */
async function refuseDrift({ db }: MigrationSession): Promise<void> {
  const { differences } = await driftOf(db);
  if (differences.length === 0) return;
  const said = differences.slice(0, 5).map(sayDifference);
  throw adoptionErrors.ADOPTION_DRIFTED({
    differences: { fr: said.map(({ fr }) => fr).join(' '), en: said.map(({ en }) => en).join(' ') },
  });
}
