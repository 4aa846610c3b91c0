import type { Bilingual } from '#platform/terminal.ts';
import { leftToDo } from '../data/mark.ts';
import type { MigrationDatabase } from '../databases/migration-database.ts';
import { LOCKS } from '../forecast/effect.ts';
import { type ForecastMigration, forecastMigration } from '../forecast/forecast.ts';
import { readHistory } from '../history.ts';
import { isApplied } from '../plan.ts';
import type { MigrateOptions, MigrationSession } from '../session.ts';
import { onlineErrors } from './errors.ts';
import { LARGE_TABLE_ROWS } from './limits.ts';
import { hasUnfinishedRun } from './run-log.ts';
import { isUndoable } from './undoable.ts';

/**
 * `together`: as it is written; in one transaction where the database has them. `online`: so that nobody waits for more
 * than a moment, on PostgreSQL statement by statement.
 */
export type Way = 'together' | 'online';

/**
 * How the pending migrations are to be done, by what they are and by how large the tables are.
 * @throws MIGRATION_NEEDS_MAINTENANCE before anything is done
 */
export async function chooseWay(session: MigrationSession, options: MigrateOptions): Promise<Way> {
  const { db, migrations } = session;
  if (db.provider === 'sqlite') return 'together';
  if (await hasUnfinishedRun(db)) return 'online';
  if (await isInMaintenance(db)) return 'together';
  const history = await readHistory(db);
  const pending = migrations
    .filter((migration) => !isApplied(history, migration))
    .map((each) => leftToDo(history, each));
  const plans: ForecastMigration[] = [];
  for (const migration of pending) plans.push(await forecastMigration(db, migration, options.largeFromRows));
  const waits = waitsOf(plans);
  if (waits.length > 0) {
    if (options.acceptWaiting) return 'together';
    throw onlineErrors.MIGRATION_NEEDS_MAINTENANCE({ steps: joined(waits) });
  }
  if (db.provider === 'mysql') return 'online';
  const script = pending.map(({ up }) => up).join('\n');
  if (/\bCONCURRENTLY\b/i.test(script)) return 'online';
  const isAdditive = plans.every(({ statements }) =>
    statements.every(({ sql }) => isUndoable(sql, script, db.provider)),
  );
  return isAdditive && (await hasLargeTable(db, options.largeFromRows)) ? 'online' : 'together';
}

/** What of plans makes people wait who work meanwhile, one sentence each. */
export function waitsOf(plans: readonly ForecastMigration[]): Bilingual[] {
  return plans.flatMap(({ statements }) =>
    statements.flatMap(({ needsMaintenance, sql, rows, lock, milliseconds }) => {
      if (!needsMaintenance) return [];
      const short = `${sql.replace(/\s+/g, ' ').slice(0, 100)}${sql.length > 100 ? '…' : ''}`;
      const seconds = Math.ceil(milliseconds / 1000);
      return {
        fr: `${short} (${LOCKS[lock].fr}, ${rows} lignes, environ ${seconds} s)`,
        en: `${short} (${LOCKS[lock].en}, ${rows} rows, about ${seconds} s)`,
      };
    }),
  );
}

function joined(sentences: readonly Bilingual[]): Bilingual {
  const join = (language: keyof Bilingual, mark: string) => sentences.map((each) => each[language]).join(mark);
  return { fr: join('fr', ' ; '), en: join('en', '; ') };
}

/** The table of the maintenance that is on has one row, else none. */
async function isInMaintenance(db: MigrationDatabase): Promise<boolean> {
  if (!(await db.tables()).includes('maintenance')) return false;
  return (await db.query('SELECT 1 FROM maintenance LIMIT 1')).length > 0;
}

/** By what the server knows, without counting; of a table it knows nothing of, by its size. */
async function hasLargeTable(db: MigrationDatabase, rows = LARGE_TABLE_ROWS): Promise<boolean> {
  const large = await db.query(
    `SELECT 1 FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = quote_ident(current_schema())::regnamespace
     AND CASE WHEN reltuples < 0 THEN pg_relation_size(oid) / 200 ELSE reltuples END > ? LIMIT 1`,
    [rows],
  );
  return large.length > 0;
}
