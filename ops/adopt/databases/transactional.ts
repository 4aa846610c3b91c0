import { suspendForeignKeys } from '#ops/backup/suspend-foreign-keys.ts';
import { driftOf } from '#ops/drift/drift.ts';
import { sayDifference } from '#ops/drift/words.ts';
import { createHistory, recordMigration } from '#ops/migrate/history.ts';
import type { MigrationSession } from '#ops/migrate/session.ts';
import { copyTables, type Places } from '../copy.ts';
import { adoptionErrors } from '../errors.ts';
import type { Prepared } from '../prepare.ts';
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
    await recordMigration(db, migration, { startedAt, finished: true });
  }
  const resume = await suspendForeignKeys(db);
  await copyTables(session, prepared, places);
  await resume();
  if (db.provider === 'sqlite' && setAside.some(({ table }) => /^(User|Session)$/.test(table)))
    await makeSessionTable(db);
  await refuseDrift(session, prepared);
}

/** Columns that Staka does not know are the one difference. @throws ADOPTION_DRIFTED */
export async function refuseDrift({ db }: MigrationSession, { tables }: Prepared): Promise<void> {
  const kept = new Set(tables.flatMap(({ target, kept }) => kept.map(({ name }) => `${target.name} ${name}`)));
  const { differences } = await driftOf(db);
  const odd = differences.filter(
    ({ kind, state, table, name }) =>
      // MariaDB gives a column of JSON a check of its own.
      !(state === 'extra' && (kind === 'column' || kind === 'check') && kept.has(`${table} ${name}`)),
  );
  if (odd.length === 0) return;
  const said = odd.slice(0, 5).map(sayDifference);
  throw adoptionErrors.ADOPTION_DRIFTED({
    differences: { fr: said.map(({ fr }) => fr).join(' '), en: said.map(({ en }) => en).join(' ') },
  });
}
