import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe } from 'node:test';
import mysql from 'mysql2/promise';
import pg from 'pg';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { openDatabase } from '#ops/migrate/databases/open-database.ts';
import { PROVIDERS, type Provider } from '#prisma/generate/providers.ts';
import { isReachable, withDatabase } from '#test/databases/test-server.ts';
import { nameUnreachable } from '#test/unreachable.ts';

/** A database with nothing in it, new for each test. */
export interface EmptyDatabase {
  readonly provider: Provider;
  readonly url: string;
  query(sql: string): Promise<Record<string, unknown>[]>;
}

const SERVERS = {
  postgresql: process.env.TEST_POSTGRESQL_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres',
  mysql: process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306',
};

const REACHABLE: Record<Provider, boolean> = {
  sqlite: true,
  postgresql: await isReachable(SERVERS.postgresql, 5432),
  mysql: await isReachable(SERVERS.mysql, 3306),
};

/** Runs the same tests on each database that this machine reaches; `only` names one. */
export function eachEmptyDatabase(suite: (database: EmptyDatabase) => void, only?: Provider): void {
  for (const provider of PROVIDERS.filter((candidate) => only === undefined || candidate === only)) {
    if (REACHABLE[provider]) describe(provider, () => runSuite(provider, suite));
    else nameUnreachable(provider);
  }
}

/** Makes an empty database, lends it out, and drops it. */
export async function withEmptyDatabase<T>(provider: Provider, work: (url: string) => Promise<T>): Promise<T> {
  const made = await makeDatabase(provider);
  try {
    return await work(made.url);
  } finally {
    await made.drop();
  }
}

export function tablesOf(url: string): Promise<string[]> {
  return connected(url, (db) => db.tables());
}

/** How many rows each table has, the history of migrations aside. */
export function countRows(url: string): Promise<Record<string, number>> {
  return connected(url, async (db) => {
    const quote = db.provider === 'mysql' ? '`' : '"';
    const counts: Record<string, number> = {};
    const tables = (await db.tables()).filter((table) => table !== '_prisma_migrations');
    for (const table of tables.sort()) {
      const [row] = await db.query(`SELECT count(*) AS n FROM ${quote}${table}${quote}`);
      counts[table] = Number(row?.n);
    }
    return counts;
  });
}

function runSuite(provider: Provider, suite: (database: EmptyDatabase) => void): void {
  let made: { url: string; drop: () => Promise<void> } | undefined;
  let connection: Promise<MigrationDatabase> | undefined;
  const url = () => made?.url ?? '';
  beforeEach(async () => {
    made = await makeDatabase(provider);
  });
  afterEach(async () => {
    await (await connection)?.close();
    connection = undefined;
    await made?.drop();
  });
  suite({
    provider,
    get url() {
      return url();
    },
    query: async (sql) => {
      connection ??= openDatabase(url());
      return (await connection).query(sql);
    },
  });
}

async function connected<T>(url: string, work: (db: MigrationDatabase) => Promise<T>): Promise<T> {
  const db = await openDatabase(url);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

let made = 0;

async function makeDatabase(provider: Provider): Promise<{ url: string; drop: () => Promise<void> }> {
  if (provider === 'sqlite') {
    const folder = await mkdtemp(join(tmpdir(), 'staka-migrations-'));
    return { url: `file:${join(folder, 'staka.db')}`, drop: () => rm(folder, { recursive: true }) };
  }
  made += 1;
  const name = `staka_migrations_${process.pid}_${made}`;
  const server = SERVERS[provider];
  await onServer(provider, `CREATE DATABASE ${name}`);
  const force = provider === 'postgresql' ? ' WITH (FORCE)' : '';
  return { url: withDatabase(server, name), drop: () => onServer(provider, `DROP DATABASE ${name}${force}`) };
}

async function onServer(provider: 'postgresql' | 'mysql', sql: string): Promise<void> {
  if (provider === 'mysql') {
    const connection = await mysql.createConnection(SERVERS.mysql);
    await connection.query(sql);
    return connection.end();
  }
  const client = new pg.Client(SERVERS.postgresql);
  await client.connect();
  await client.query(sql);
  return client.end();
}
