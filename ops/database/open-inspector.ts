import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { openDatabase } from '#ops/migrate/databases/open-database.ts';
import { DatabaseUnreachableError } from '#platform/db/errors.ts';
import type { Inspector } from './inspector.ts';
import { mysqlInspector } from './mysql.ts';
import { postgresqlInspector } from './postgresql.ts';
import { sqliteInspector } from './sqlite.ts';

export interface Address {
  /** `DATABASE_URL` */
  readonly url: string;
  /** `DIRECT_URL`, past a pooler. */
  readonly directUrl?: string | null;
}

type Query = MigrationDatabase['query'];

/**
 * Opens a connection of its own, for as long as the work takes.
 * @throws DatabaseUnreachableError
 */
export async function withInspector<T>(
  { url, directUrl }: Address,
  work: (inspector: Inspector) => Promise<T>,
): Promise<T> {
  const address = directUrl || url;
  const db = await openDatabase(address).catch((error) => {
    throw new DatabaseUnreachableError(address, error);
  });
  try {
    return await work(INSPECTORS[db.provider](db.query, address));
  } finally {
    await db.close();
  }
}

const INSPECTORS: Record<MigrationDatabase['provider'], (query: Query, address: string) => Inspector> = {
  sqlite: sqliteInspector,
  postgresql: postgresqlInspector,
  mysql: mysqlInspector,
};
