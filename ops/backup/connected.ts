import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { openDatabase } from '#ops/migrate/databases/open-database.ts';
import { DatabaseUnreachableError } from '#platform/db/errors.ts';

/**
 * Opens a connection of its own for some work, and closes it whatever happens.
 * @throws DatabaseUnreachableError
 */
export async function connected<T>(url: string, work: (db: MigrationDatabase) => Promise<T>): Promise<T> {
  const db = await openDatabase(url).catch((error: unknown) => {
    throw new DatabaseUnreachableError(url, error);
  });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}
