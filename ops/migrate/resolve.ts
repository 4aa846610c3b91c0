import { migrationErrors } from './errors.ts';
import { createHistory, readHistory, recordFinished, recordMigration, recordRolledBack } from './history.ts';
import { activeRow } from './plan.ts';
import { type MigrateOptions, type MigrationSession, withSession } from './session.ts';
import { endUndoRun } from './undo/undo-log.ts';

/**
 * Writes into the history what was done by hand, and touches nothing else: that a migration is applied, or that what
 * was begun of it is undone. `prisma migrate resolve` does the same to the same table.
 *
 * @throws MIGRATION_UNKNOWN, MIGRATION_RESOLVED_ALREADY
 */
export function resolveMigration(
  options: MigrateOptions & { name: string; as: 'applied' | 'rolled-back' },
): Promise<void> {
  const { name, as } = options;
  return withSession(options, (session) =>
    session.exclusively(async () => {
      await (as === 'applied' ? declareApplied(session, name) : declareRolledBack(session, name));
      await forgetRun(session);
    }),
  );
}

/** Of a run that was ended by hand nothing is to be put back any more. */
async function forgetRun({ db }: MigrationSession): Promise<void> {
  const isUnderWay = (await readHistory(db)).some(({ finished, rolledBack }) => !finished && !rolledBack);
  if (!isUnderWay) await endUndoRun(db);
}

async function declareApplied({ db, migrations }: MigrationSession, name: string): Promise<void> {
  const migration = migrations.find((candidate) => candidate.name === name);
  if (!migration) throw migrationErrors.MIGRATION_UNKNOWN({ name });
  const row = activeRow(await readHistory(db), name);
  if (row?.finished) throw migrationErrors.MIGRATION_RESOLVED_ALREADY({ name });
  await createHistory(db);
  if (row) await recordFinished(db, row.id, migration);
  else await recordMigration(db, migration, { startedAt: new Date(), finished: true });
}

async function declareRolledBack({ db }: MigrationSession, name: string): Promise<void> {
  const row = activeRow(await readHistory(db), name);
  if (!row) throw migrationErrors.MIGRATION_UNKNOWN({ name });
  if (row.finished) throw migrationErrors.MIGRATION_RESOLVED_ALREADY({ name });
  await recordRolledBack(db, row);
}
