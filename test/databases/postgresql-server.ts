import pg from 'pg';
import {
  isReachable,
  migrateOrRemake,
  migrationsVersion,
  TABLES,
  type TakenDatabase,
  type TestServer,
  withDatabase,
} from '#test/databases/test-server.ts';

const SERVER = process.env.TEST_POSTGRESQL_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres';
const PREFIX = 'staka_test_';

/** PostgreSQL: a row of databases that stay for the next process, each held by an advisory lock while in use. */
export async function postgresqlServer(): Promise<TestServer> {
  const { host } = new URL(SERVER);
  const reachable = await isReachable(SERVER, 5432);
  return { name: 'postgresql', title: 'PostgreSQL', address: host, reachable, take, dropAll };
}

async function take(): Promise<TakenDatabase> {
  const version = await migrationsVersion('postgresql');
  const holder = await connect(SERVER);
  for (let number = 1; ; number += 1) {
    const name = `${PREFIX}${version}_${number}`;
    const { rows } = await holder.query('select pg_try_advisory_lock(hashtext($1)) as taken', [name]);
    if (rows[0].taken) return prepare(holder, name);
  }
}

async function prepare(holder: pg.Client, name: string): Promise<TakenDatabase> {
  const url = withDatabase(SERVER, name);
  await migrateOrRemake(url, {
    make: async () => {
      const { rowCount } = await holder.query('select from pg_database where datname = $1', [name]);
      if (rowCount === 0) await holder.query(`create database "${name}"`);
    },
    drop: () => holder.query(`drop database "${name}" with (force)`),
  });
  const cleaner = await connect(url);
  // Without triggers and foreign keys the order of the tables is of no matter; nothing has to survive a power cut.
  await cleaner.query(`set session_replication_role = replica; set synchronous_commit = off`);
  return {
    url,
    empty: async () => {
      await cleaner.query(TABLES.map((table) => `delete from "${table}"`).join(';'));
    },
    release: async () => {
      await cleaner.end();
      await holder.end();
    },
  };
}

async function dropAll(): Promise<void> {
  const admin = await connect(SERVER);
  const { rows } = await admin.query('select datname from pg_database where starts_with(datname, $1)', [PREFIX]);
  for (const { datname } of rows) {
    const { rows: locks } = await admin.query('select pg_try_advisory_lock(hashtext($1)) as taken', [datname]);
    if (locks[0].taken) await admin.query(`drop database if exists "${datname}" with (force)`);
  }
  await dropReaders(admin);
  await admin.end();
}

/** The accounts that the data browser made; one that still has rights in a database of somebody's cannot be dropped. */
async function dropReaders(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query(`select rolname from pg_roles where starts_with(rolname, 'staka_studio_')`);
  for (const { rolname } of rows) await admin.query(`drop role "${rolname}"`).catch(() => {});
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}
