import { CodedError } from '#platform/http/errors.ts';
import type { Bilingual } from '#platform/terminal.ts';
import { migrationErrors } from './errors.ts';
import { formatStep } from './format.ts';
import { createHistory, type HistoryRow, readHistory, recordFinished, recordMigration } from './history.ts';
import type { Migration } from './migration-files.ts';
import { checkHistory, isApplied, nextMigration } from './plan.ts';
import { formatProgress, readProgress, runResumably } from './resumable-script.ts';
import { type MigrateOptions, type MigrationSession, withSession } from './session.ts';
import { countBefore, refuseLostRows } from './verify.ts';

export interface MigrationStep {
  name: string;
  milliseconds: number;
}

/**
 * Applies the migrations that are pending, oldest first, and returns those it applied. Of two processes that migrate
 * at once one does and the other waits. On SQLite and PostgreSQL a migration is done whole or not at all; on MySQL
 * one that stopped half-way is taken up where it stopped.
 *
 * @throws MIGRATION_EDITED, MIGRATION_FAILED, MIGRATION_STOPPED and the other refusals of `errors.ts`
 */
export async function migrate(options: MigrateOptions): Promise<MigrationStep[]> {
  return withSession(options, async (session) => {
    const applied: MigrationStep[] = [];
    for (;;) {
      const step = await session.exclusively(() => applyNext(session));
      if (!step) return applied;
      applied.push(step);
      session.log(formatStep(step));
    }
  });
}

/** The names of the migrations that `migrate` would apply. Reads only, and waits for nobody. */
export async function pendingMigrations(options: MigrateOptions | string): Promise<string[]> {
  return withSession(typeof options === 'string' ? { url: options } : options, async ({ db, migrations }) => {
    const history = await readHistory(db);
    return migrations.filter((migration) => !isApplied(history, migration)).map(({ name }) => name);
  });
}

async function applyNext({ db, migrations }: MigrationSession): Promise<MigrationStep | undefined> {
  const history = await readHistory(db);
  checkHistory(history, migrations);
  const next = nextMigration(history, migrations);
  if (!next) return undefined;
  if (history.length === 0) await refuseForeignTables(db, next.migration);
  const start = performance.now();
  await createHistory(db);
  await apply(db, next.migration, next.row);
  return { name: next.migration.name, milliseconds: performance.now() - start };
}

type Db = MigrationSession['db'];

/** @throws MIGRATION_DATABASE_NOT_EMPTY when the first migration would make tables that are there already. */
async function refuseForeignTables(db: Db, migration: Migration): Promise<void> {
  const made = [...migration.up.matchAll(/^CREATE TABLE ["`](\w+)["`]/gm)].map(([, table]) => table);
  const found = (await db.tables()).filter((table) => made.includes(table));
  if (found.length === 0) return;
  throw migrationErrors.MIGRATION_DATABASE_NOT_EMPTY({ name: migration.name, tables: found.slice(0, 3).join(', ') });
}

async function apply(db: Db, migration: Migration, row: HistoryRow | undefined): Promise<void> {
  const startedAt = new Date();
  if (!db.transactional) return applyResumably(db, migration, row);
  try {
    const before = await countBefore(db, migration.up);
    await db.script(migration.up);
    await refuseLostRows(db, before);
    await recordMigration(db, migration, { startedAt, finished: true });
  } catch (error) {
    throw migrationErrors.MIGRATION_FAILED({ name: migration.name, reason: reasonOf(error) }, { cause: error });
  }
}

async function applyResumably(db: Db, migration: Migration, row: HistoryRow | undefined): Promise<void> {
  const before = row && readProgress(row);
  if (before?.direction === 'down') throw migrationErrors.MIGRATION_HALF_ROLLED_BACK({ name: migration.name });
  const logs = formatProgress(migration.up, 0, 'up');
  const id = row?.id ?? (await recordMigration(db, migration, { startedAt: new Date(), finished: false, logs }));
  const uncertain = before !== undefined && before.error === undefined;
  try {
    const rows = await countBefore(db, migration.up);
    await runResumably(db, id, migration.up, { direction: 'up', done: row?.steps ?? 0, uncertain });
    await refuseLostRows(db, rows);
  } catch (error) {
    throw migrationErrors.MIGRATION_STOPPED({ name: migration.name, reason: reasonOf(error) }, { cause: error });
  }
  await recordFinished(db, id, migration);
}

function reasonOf(error: unknown): string | Bilingual {
  return error instanceof CodedError ? { fr: error.detail('fr'), en: error.detail('en') } : String(error);
}
