import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { connected } from './connected.ts';

/**
 * Whether somebody else is connected to the database: on PostgreSQL a process of Staka's, by the name it gives itself,
 * on MySQL anybody, since nobody has a name there. SQLite leaves its write-ahead log only for who is alone.
 */
export async function isInUse(url: string): Promise<boolean> {
  return connected(url, (db) => CHECKS[db.provider](db));
}

const CHECKS: Record<MigrationDatabase['provider'], (db: MigrationDatabase) => Promise<boolean>> = {
  sqlite: async (db) => {
    await db.query('PRAGMA busy_timeout = 0');
    try {
      const [row] = await db.query('PRAGMA journal_mode = DELETE');
      return row?.journal_mode === 'wal';
    } catch {
      return true;
    }
  },
  postgresql: async (db) => {
    const rows = await db.query(`SELECT 1 AS one FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'staka' LIMIT 1`);
    return rows.length > 0;
  },
  mysql: async (db) => {
    const rows = await db.query(`SELECT 1 AS one FROM information_schema.processlist
      WHERE db = DATABASE() AND id <> CONNECTION_ID() LIMIT 1`);
    return rows.length > 0;
  },
};
