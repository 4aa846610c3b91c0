import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { HISTORY_TABLE, recordMigration } from '#ops/migrate/history.ts';
import type { Migration } from '#ops/migrate/migration-files.ts';

/**
 * Records a migration of ours in an adopted database. What it does to rows it has not done to those that are taken
 * along: of one that does, the rows wait for the next `staka migrate`, as after Prisma.
 */
export async function recordApplied(db: MigrationDatabase, migration: Migration, startedAt: Date): Promise<void> {
  const id = await recordMigration(db, migration, { startedAt, finished: true });
  if (migration.data) await db.query(`UPDATE ${HISTORY_TABLE} SET logs = NULL WHERE id = ?`, [id]);
}
