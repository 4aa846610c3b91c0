import { DatabaseUnreachableError } from '#platform/db/errors.ts';
import type { AcquireLock, MigrationDatabase } from './databases/migration-database.ts';
import { openDatabase, providerOf } from './databases/open-database.ts';
import { MIGRATIONS_FOLDER, type Migration, readMigrations } from './migration-files.ts';
import { LOCK_WAIT_MS } from './online/limits.ts';
import { type Patience, untilFree } from './online/until-free.ts';
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
  /**
   * Makes a backup and answers its path. Called under the lock, at most once, when something is to be changed in a
   * database that has rows; nothing is changed when it fails. Without it none is made.
   */
  backUp?: (() => Promise<string>) | undefined;
  /** Opens the connection: for who watches each statement. */
  open?: (url: string) => Promise<MigrationDatabase>;
  /** How long to try for a table that others hold; 10 minutes unless told. */
  busySeconds?: number;
  /** Above how many rows a table is changed by statements that do not hold it; see `online/limits.ts`. */
  largeFromRows?: number;
  /** Does what makes people wait although Staka is not in maintenance. */
  acceptWaiting?: boolean;
}

export interface MigrationSession {
  db: MigrationDatabase;
  migrations: Migration[];
  log: (line: string) => void;
  /** Runs the work while no other process migrates, in one transaction where the database has them for its schema. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /**
   * The same, giving up and beginning anew whenever a table is held by others for more than a moment; so the work may
   * run several times, and on PostgreSQL what it did is undone in between.
   */
  patiently<T>(work: () => Promise<T>): Promise<T>;
  /** Runs the work while no other process migrates, outside of any transaction. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  patience: Patience;
  /** Where the database is. */
  address: string;
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
  const open = options.open ?? openDatabase;
  const address = directUrl || url;
  const migrations = await readMigrations(providerOf(address), folder);
  const db = await connect(address, open);
  const acquire: AcquireLock = waitForLock(log, lockSeconds);
  const patience: Patience = { log, ...(options.busySeconds !== undefined && { busySeconds: options.busySeconds }) };
  const exclusively = <R>(locked: () => Promise<R>) => db.exclusively(acquire, locked);
  try {
    return await work({
      db,
      migrations,
      log,
      exclusively,
      patiently: (locked) =>
        db.transactional
          ? untilFree(() => exclusively(() => waitingBriefly(db, locked)), patience)
          : exclusively(locked),
      alone: (locked) => db.alone(acquire, locked),
      patience,
      address,
    });
  } finally {
    await db.close();
  }
}

/** On PostgreSQL, to the end of the transaction; MySQL has its own way, statement by statement. */
async function waitingBriefly<T>(db: MigrationDatabase, work: () => Promise<T>): Promise<T> {
  if (db.provider === 'postgresql') await db.script(`SET LOCAL lock_timeout = ${LOCK_WAIT_MS}`);
  return work();
}

/** @throws DatabaseUnreachableError */
async function connect(address: string, open: typeof openDatabase): Promise<MigrationDatabase> {
  try {
    return await open(address);
  } catch (error) {
    throw new DatabaseUnreachableError(address, error);
  }
}
