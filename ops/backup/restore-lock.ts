import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { connected } from './connected.ts';
import { databaseName } from './database-name.ts';
import { backupErrors } from './errors.ts';

/**
 * Lets one process at a time restore into a database.
 * @throws RESTORE_IN_USE
 */
export function whileRestoring<T>(url: string, work: () => Promise<T>): Promise<T> {
  return whileAlone(url, 'restore', work, () => backupErrors.RESTORE_IN_USE({ database: databaseName(url) }));
}

/**
 * Lets one process at a time do this with a database. The lock belongs to a connection, and goes with the process.
 * @throws what `refusal` says, where another does
 */
export async function whileAlone<T>(
  url: string,
  what: 'restore' | 'rehearsal' | 'operation',
  work: () => Promise<T>,
  refusal: () => Error,
): Promise<T> {
  const hash = createHash('sha256').update(url).digest('hex').slice(0, 32);
  // SQLite locks files: one beside, since the database itself is read and written meanwhile.
  const address = url.startsWith('file:') ? `file:${join(tmpdir(), `staka-${what}-${hash}`)}` : url;
  return connected(address, async (db) => {
    if (!(await LOCKS[db.provider](db, what))) throw refusal();
    return work();
  });
}

const LOCKS: Record<MigrationDatabase['provider'], (db: MigrationDatabase, what: string) => Promise<boolean>> = {
  sqlite: async (db) => {
    await db.query('PRAGMA busy_timeout = 0');
    return db.script('BEGIN EXCLUSIVE').then(
      () => true,
      () => false,
    );
  },
  postgresql: async (db, what) => {
    const [row] = await db.query('SELECT pg_try_advisory_lock(hashtext(?)) AS locked', [`staka ${what}`]);
    return row?.locked === true;
  },
  mysql: async (db, what) => {
    const [row] = await db.query('SELECT GET_LOCK(CONCAT(?, MD5(DATABASE())), 0) AS locked', [`staka_${what}_`]);
    return Number(row?.locked) === 1;
  },
};
