import { createHash } from 'node:crypto';
import { type Connection, type ConnectionOptions, createConnection, type RowDataPacket } from 'mysql2/promise';
import type { AcquireLock, MigrationDatabase } from './migration-database.ts';

/** MySQL and MariaDB, where every change of the schema is committed at once: see `../resumable-script.ts`. */
export async function openMysql(url: string): Promise<MigrationDatabase> {
  const connection = await createConnection(connectionOptions(url));
  await connection.query(STRICT);
  const query: MigrationDatabase['query'] = async (sql, values = []) => {
    const [rows] = await connection.query<RowDataPacket[]>(sql, [...values]);
    return Array.isArray(rows) ? rows : [];
  };
  return {
    provider: 'mysql',
    transactional: false,
    query,
    script: async (sql) => {
      await connection.query(sql);
    },
    tables: async () => {
      const rows = await query(
        'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
      );
      return rows.map(({ name }) => String(name));
    },
    exclusively: (acquire, work) => exclusively(connection, acquire, work),
    alone: (acquire, work) => exclusively(connection, acquire, work),
    another: () => openMysql(url),
    close: () => connection.end(),
  };
}

/** A value that does not fit stops the migration instead of being changed, whatever the server is set to. */
const STRICT = `SET SESSION time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'`;

/** Of the parameters of Prisma's addresses (`connection_limit`, `sslaccept`…) one connection that migrates heeds only the certificate. */
function connectionOptions(address: string): ConnectionOptions {
  const url = new URL(address);
  const certificate = url.searchParams.get('sslaccept');
  return {
    host: url.hostname,
    port: url.port ? Number(url.port) : 3306,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    connectTimeout: 5_000,
    timezone: 'Z',
    charset: 'UTF8MB4_UNICODE_CI',
    ...(certificate && { ssl: { rejectUnauthorized: certificate !== 'accept_invalid_certs' } }),
  };
}

async function exclusively<T>(connection: Connection, acquire: AcquireLock, work: () => Promise<T>): Promise<T> {
  const lock = await lockName(connection);
  await acquire(async () => {
    const [rows] = await connection.query<RowDataPacket[]>('SELECT GET_LOCK(?, 0) AS locked', [lock]);
    return rows[0]?.locked === 1;
  });
  try {
    return await work();
  } finally {
    // It goes with the connection; one that is lost has a better reason to tell.
    await connection.query('DO RELEASE_LOCK(?)', [lock]).catch(() => {});
  }
}

/** The locks of MySQL are the server's and at most 64 characters long, the names of databases may be as long: hence the hash. */
async function lockName(connection: Connection): Promise<string> {
  const [rows] = await connection.query<RowDataPacket[]>('SELECT DATABASE() AS name');
  return `staka_migrate_${createHash('sha256').update(String(rows[0]?.name)).digest('hex').slice(0, 32)}`;
}
