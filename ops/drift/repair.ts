import { countRows } from '#ops/migrate/count-rows.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { type MigrateOptions, withSession } from '#ops/migrate/session.ts';
import { CodedError } from '#platform/http/errors.ts';
import type { Bilingual } from '#platform/terminal.ts';
import { type Drift, driftOf } from './drift.ts';
import { driftErrors } from './errors.ts';
import type { Statement } from './sql/change.ts';
import { sayDifference } from './words.ts';

export interface RepairOptions extends MigrateOptions {
  /** Also what loses rows or values. */
  acceptDataLoss?: boolean;
}

/**
 * Brings the live database back to what the migrations make, under the lock of migrations, and returns what it undid.
 * Every row is counted before and after, and the result compared again: on SQLite and PostgreSQL it is done whole or
 * not at all, on MySQL what is done stays and the next run does the rest. A column that is dropped goes with its
 * values: the way back is the backup that was made before.
 *
 * @throws DRIFT_REPAIR_DESTROYS, DRIFT_REPAIR_FAILED, DRIFT_REPAIR_STOPPED
 */
export function repairDrift(options: RepairOptions): Promise<Drift> {
  return withSession(options, ({ db, exclusively }) =>
    exclusively(async () => {
      const drift = await driftOf(db, options.folder);
      refuseLosses(drift, options.acceptDataLoss ?? false);
      try {
        await repair(db, drift, options.folder);
      } catch (error) {
        const define = db.transactional ? driftErrors.DRIFT_REPAIR_FAILED : driftErrors.DRIFT_REPAIR_STOPPED;
        throw define({ reason: reasonOf(error) }, { cause: error });
      }
      return drift;
    }),
  );
}

/** The sentences of what statements lose, without repetition; null when nothing is lost. */
export function lossesOf(statements: Drift['repair']): Bilingual | null {
  const losses = statements.map(({ destroys }) => destroys).filter((loss) => loss !== null);
  if (losses.length === 0) return null;
  const join = (language: 'fr' | 'en', mark: string) => [...new Set(losses.map((loss) => loss[language]))].join(mark);
  return { fr: join('fr', ' ; '), en: join('en', '; ') };
}

function refuseLosses({ repair }: Drift, accepted: boolean): void {
  const losses = lossesOf(repair);
  if (losses && !accepted) throw driftErrors.DRIFT_REPAIR_DESTROYS({ losses });
}

async function repair(db: MigrationDatabase, drift: Drift, folder: URL | undefined): Promise<void> {
  await runStatements(db, drift.repair);
  const [first] = (await driftOf(db, folder)).differences;
  if (first) throw driftErrors.DRIFT_REMAINS({ first: sayDifference(first) });
}

/**
 * Runs them one by one, and counts the rows before and after. Others may add rows meanwhile on MySQL and PostgreSQL,
 * so that more is no fault; fewer is.
 *
 * @throws DRIFT_ROWS_CHANGED
 */
export async function runStatements(db: MigrationDatabase, statements: readonly Statement[]): Promise<void> {
  const before = await countRows(db);
  for (const { sql } of statements) await db.script(sql);
  const after = await countRows(db);
  const lost = Object.entries(before).find(([name, rows]) => (after[name] ?? rows) < rows);
  if (lost) throw driftErrors.DRIFT_ROWS_CHANGED({ table: lost[0], before: lost[1], after: after[lost[0]] ?? 0 });
}

export function reasonOf(error: unknown): string | Bilingual {
  if (error instanceof CodedError) return { fr: error.detail('fr'), en: error.detail('en') };
  return error instanceof Error ? error.message : String(error);
}
