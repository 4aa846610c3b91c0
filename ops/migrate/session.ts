import { DatabaseUnreachableError } from '#platform/db/errors.ts';
import type { AcquireLock, MigrationDatabase } from './databases/migration-database.ts';
import { openDatabase, providerOf } from './databases/open-database.ts';
import { MIGRATIONS_FOLDER, type Migration, readMigrations } from './migration-files.ts';
import { waitForLock } from './wait-for-lock.ts';

export interface MigrateOptions {
  /** `DATABASE_URL` */
  url: string;
  /** `DIRECT_URL`: where to migrate when `url` leads to a pooler. */
  directUrl?: string | null | undefined;
  /** One line for each step that is done, and one when another process is waited for. */
  log?: (line: string) => void;
  /** Where the migrations are; those of Staka unless told. */
  folder?: URL;
  /** How long to wait for another process that migrates; 10 minutes unless told. */
  lockSeconds?: number;
}

export interface MigrationSession {
  db: MigrationDatabase;
  migrations: Migration[];
  log: (line: string) => void;
  /** Runs the work while no other process migrates, in one transaction where the database has them for its schema. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Opens the database and its migrations for some work, and closes it whatever happens.
 * @throws MIGRATION_URL_UNKNOWN, DatabaseUnreachableError
 */
export async function withSession<T>(
  options: MigrateOptions,
  work: (session: MigrationSession) => Promise<T>,
): Promise<T> {
  const { url, directUrl, log = () => {}, folder = MIGRATIONS_FOLDER, lockSeconds = 600 } = options;
  const address = directUrl || url;
  const migrations = await readMigrations(providerOf(address), folder);
  const db = await connect(address);
  const acquire: AcquireLock = waitForLock(log, lockSeconds);
  try {
    return await work({ db, migrations, log, exclusively: (locked) => db.exclusively(acquire, locked) });
  } finally {
    await db.close();
  }
}

/** @throws DatabaseUnreachableError */
async function connect(address: string): Promise<MigrationDatabase> {
  try {
    return await openDatabase(address);
  } catch (error) {
    throw new DatabaseUnreachableError(address, error);
  }
}
