import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { migrate } from '#ops/migrate/migrate.ts';
import { POSTGRESQL, SQLITE, seedStatements } from './queries.ts';

/** A new SQLite file with so many messages. */
export async function seedSqlite(path: string, messages: number): Promise<string> {
  const url = `file:${path}`;
  await migrate({ url });
  using database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  // Nothing of it has to survive: it is made again.
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN');
  for (const statement of seedStatements(SQLITE, messages)) database.exec(statement);
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  return url;
}

export interface SeededDatabase {
  readonly url: string;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** A new database on a PostgreSQL server, dropped in the end; null when the server does not answer. */
export async function seedPostgresql(server: string, messages: number): Promise<SeededDatabase | null> {
  const admin = new pg.Client({ connectionString: server, connectionTimeoutMillis: 2_000 });
  try {
    await admin.connect();
  } catch {
    return null;
  }
  const name = `staka_bench_${process.pid}`;
  await admin.query(`create database "${name}"`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  await fill(url.href, messages);
  return {
    url: url.href,
    [Symbol.asyncDispose]: async () => {
      await admin.query(`drop database "${name}" with (force)`);
      await admin.end();
    },
  };
}

async function fill(url: string, messages: number): Promise<void> {
  await migrate({ url });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // The rows fit each other by the way they are numbered: nothing is gained by looking each one up.
  await client.query('set session_replication_role = replica');
  for (const statement of seedStatements(POSTGRESQL, messages)) await client.query(statement);
  await client.query('vacuum analyze');
  await client.end();
}
