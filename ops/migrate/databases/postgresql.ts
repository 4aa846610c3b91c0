import pg from 'pg';
import type { AcquireLock, MigrationDatabase } from './migration-database.ts';

/** Prisma's own advisory lock: `prisma migrate deploy` and ours keep out of each other's way. */
const LOCK = 72_707_369;

/** @param url as Prisma takes it: `?schema=` names the schema, which is made when missing. */
export async function openPostgresql(url: string): Promise<MigrationDatabase> {
  const address = new URL(url);
  const schema = address.searchParams.get('schema') ?? 'public';
  for (const parameter of ['schema', 'connection_limit', 'pgbouncer']) address.searchParams.delete(parameter);
  const client = new pg.Client({
    connectionString: address.href,
    application_name: 'staka migrate',
    connectionTimeoutMillis: 5_000,
  });
  await client.connect();
  await client.query(`SET search_path TO ${client.escapeIdentifier(schema)}; SET TIME ZONE 'UTC'`);
  // The transaction waits while the backup is made.
  await client.query('SET idle_in_transaction_session_timeout = 0');
  const query: MigrationDatabase['query'] = async (sql, values = []) => {
    let position = 0;
    return (
      await client.query(
        sql.replace(/\?/g, () => `$${++position}`),
        [...values],
      )
    ).rows;
  };
  return {
    provider: 'postgresql',
    transactional: true,
    query,
    script: async (sql) => {
      await client.query(sql);
    },
    tables: async () => {
      const rows = await query('SELECT tablename FROM pg_tables WHERE schemaname = ?', [schema]);
      return rows.map(({ tablename }) => String(tablename));
    },
    exclusively: (acquire, work) => exclusively(client, schema, acquire, work),
    alone: (acquire, work) => alone(client, schema, acquire, work),
    another: () => openPostgresql(url),
    close: () => client.end(),
  };
}

async function exclusively<T>(
  client: pg.Client,
  schema: string,
  acquire: AcquireLock,
  work: () => Promise<T>,
): Promise<T> {
  await client.query('BEGIN');
  try {
    await acquire(async () => {
      const { rows } = await client.query('SELECT pg_try_advisory_xact_lock($1) AS locked', [LOCK]);
      return rows[0].locked;
    });
    await createSchema(client, schema);
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

async function alone<T>(client: pg.Client, schema: string, acquire: AcquireLock, work: () => Promise<T>): Promise<T> {
  await acquire(async () => {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS locked', [LOCK]);
    return rows[0].locked;
  });
  try {
    await createSchema(client, schema);
    return await work();
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => {});
  }
}

/** Only when it is missing: `CREATE SCHEMA IF NOT EXISTS` asks for a right on the database even then. */
async function createSchema(client: pg.Client, schema: string): Promise<void> {
  const { rows } = await client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
  if (rows.length === 0) await client.query(`CREATE SCHEMA ${client.escapeIdentifier(schema)}`);
}
