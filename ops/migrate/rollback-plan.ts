import type { Bilingual } from '#platform/terminal.ts';
import { type ForecastMigration, forecastMigration, lossesOf } from './forecast/forecast.ts';
import { authorsOf } from './history.ts';
import { changesBack } from './rollback.ts';
import { type MigrateOptions, withSession } from './session.ts';

export interface RollbackPlan {
  /** Newest first; the statements are those of the way back. */
  readonly migrations: ForecastMigration[];
  readonly losses: Bilingual[];
  /** The backups that were made before those migrations were applied, as the history names them, newest first. */
  readonly backups: string[];
}

/** What `rollback` would do to the connected database, and destroy of it. Changes nothing. @throws MIGRATION_WITHOUT_DOWN */
export function planRollback(options: MigrateOptions & { step: number }): Promise<RollbackPlan> {
  return withSession(options, async (session) => {
    const migrations: ForecastMigration[] = [];
    const backups = new Set<string>();
    for (const { migration, script, row } of await changesBack(session, options)) {
      const { name, statements } = await forecastMigration(session.db, { ...migration, up: script });
      // The way back is gone as it is written.
      const written = statements.map((statement) => ({
        ...statement,
        online: [statement.sql],
        needsMaintenance: false,
      }));
      migrations.push({ name, statements: written, data: null });
      const backup = row && authorsOf(row).backup;
      if (backup) backups.add(backup);
    }
    return { migrations, losses: lossesOf(migrations), backups: [...backups] };
  });
}
