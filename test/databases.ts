import { after, before, beforeEach, describe } from 'node:test';
import { type Capabilities, capabilities, type Db, openDatabase } from '#platform/db/db.ts';
import { mysqlServer } from '#test/databases/mysql-server.ts';
import { postgresqlServer } from '#test/databases/postgresql-server.ts';
import { sqliteServer } from '#test/databases/sqlite-server.ts';
import type { TakenDatabase, TestServer } from '#test/databases/test-server.ts';
import { nameUnreachable } from '#test/unreachable.ts';

/** An empty, migrated database, emptied again before every test. */
export interface TestDatabase {
  readonly name: TestServer['name'];
  /** For a second process, or a second connection. */
  readonly url: string;
  readonly db: Db;
  readonly capabilities: Capabilities;
  /** Has something that stands on the database disposed of when the suite ends, before the database itself. */
  defer(dispose: () => Promise<void> | void): void;
}

/**
 * Runs the same tests on SQLite, PostgreSQL and MySQL or MariaDB, so many of them as this machine reaches.
 *
 * @example
 * eachDatabase((database) => {
 *   test('…', async () => { await database.db.insertInto(…) });
 * });
 */
export function eachDatabase(suite: (database: TestDatabase) => void): void {
  for (const server of servers) {
    if (server.reachable) describe(server.title, () => runSuite(server, suite));
    else describeUnreachable(server);
  }
}

/** One empty database outside of a suite; whoever takes it releases it. */
export async function takeDatabase(name: TestServer['name']): Promise<TakenDatabase> {
  const server = servers.find((candidate) => candidate.name === name);
  if (!server?.reachable) throw new Error(`${server?.title ?? name} cannot be reached.`);
  return server.take();
}

/** For what concerns one kind of database only. */
export function isReached(name: TestServer['name']): boolean {
  return servers.some((server) => server.name === name && server.reachable);
}

/** What this machine does not reach, to be named at the end of a run. */
export function unreachableDatabases(): string[] {
  return servers.filter(({ reachable }) => !reachable).map(({ title, address }) => `${title} (${address})`);
}

/** Drops what the tests of this and earlier runs left for the next: a run is faster for them, and needs none. */
export async function dropTestDatabases(): Promise<void> {
  for (const server of servers) if (server.reachable) await server.dropAll();
}

const servers: readonly TestServer[] = await Promise.all([sqliteServer(), postgresqlServer(), mysqlServer()]);

function runSuite(server: TestServer, suite: (database: TestDatabase) => void): void {
  let taken: TakenDatabase | undefined;
  let db: Db | undefined;
  const standing = new AsyncDisposableStack();
  before(async () => {
    taken = await server.take();
    db = await openDatabase({ url: taken.url });
  });
  beforeEach(() => taken?.empty());
  after(async () => {
    await standing.disposeAsync();
    await db?.destroy();
    await taken?.release();
  });
  suite({
    name: server.name,
    get url() {
      return started(taken).url;
    },
    get db() {
      return started(db);
    },
    get capabilities() {
      return capabilities(started(db));
    },
    defer: (dispose) => standing.defer(dispose),
  });
}

function describeUnreachable({ title, address }: TestServer): void {
  nameUnreachable(`${title} at ${address}`);
}

function started<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The database is there once the test runs, not while tests are described.');
  return value;
}
