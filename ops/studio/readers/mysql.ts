import { type Connection, type ConnectionOptions, createConnection, escapeId, escape as literal } from 'mysql2';
import { studioErrors } from '../errors.ts';
import { HIDDEN_COLUMNS } from '../hidden.ts';
import { LIMITS, plain, type ReadResult, type ReadStatement, type StudioReader, weight } from '../reader.ts';
import type { ReaderAccount } from './account.ts';
import type { Readable } from './open-reader.ts';

// https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html, and 1969 of MariaDB
const TIMED_OUT = new Set([3024, 1969, 1317]);
/** After the server should have given up. */
const GRACE_MS = 2_000;
const COLUMN_REFUSED = new Set([1142, 1143]);
const NO_SUCH_TABLE = new Set([1146, 1054]);

/** What makes the account that reads, to be run by one that may. */
export function mysqlStatements(account: ReaderAccount, url: string, readable: Readable): string[] {
  const user = `${literal(account.name)}@'%'`;
  const database = escapeId(String(optionsOf(url).database), true);
  return [
    `CREATE USER IF NOT EXISTS ${user} IDENTIFIED BY ${literal(account.password)}`,
    `ALTER USER ${user} IDENTIFIED BY ${literal(account.password)} WITH MAX_USER_CONNECTIONS 10`,
    `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${user}`,
    ...Object.entries(readable).map(
      ([table, columns]) =>
        `GRANT SELECT (${columns.map((column) => escapeId(column, true)).join(', ')}) ON ${database}.${escapeId(table, true)} TO ${user}`,
    ),
  ];
}

/** Makes the account, or brings it up to date. Throws where ours may not. */
export async function makeMysqlAccount(account: ReaderAccount, url: string, readable: Readable): Promise<void> {
  await using connection = await connect(optionsOf(url));
  const lock = literal(account.name);
  await connection.ask(`SELECT GET_LOCK(${lock}, 10)`);
  for (const statement of mysqlStatements(account, url, readable)) await connection.ask(statement);
}

/**
 * Each statement has a connection of its own, as the account that reads, and a transaction that only reads: the locks it
 * takes and whatever it changes of its session go with it.
 * @throws when the account cannot sign in, or could read what is hidden
 */
export async function openMysqlReader(
  account: ReaderAccount,
  url: string,
  milliseconds: number,
): Promise<StudioReader> {
  const options = { ...optionsOf(url), user: account.name, password: account.password };
  const patience = { milliseconds, order: await assertHeld(options, milliseconds) };
  return { run: (statement) => run(options, patience, statement), close: async () => {} };
}

/** It may read nothing that is hidden, and no file. Returns what ends its statements in time, which MariaDB calls otherwise. */
async function assertHeld(options: ConnectionOptions, milliseconds: number): Promise<string> {
  await using connection = await connect(options);
  for (const [table, columns] of Object.entries(HIDDEN_COLUMNS))
    for (const column of columns) {
      const failure = await connection
        .ask(`SELECT ${escapeId(column, true)} FROM ${escapeId(table, true)} LIMIT 0`)
        .then(() => 0, errorNumber);
      if (!COLUMN_REFUSED.has(failure) && !NO_SUCH_TABLE.has(failure))
        throw new Error('The account may read what is hidden.');
    }
  const [grants] = await connection.ask('SHOW GRANTS');
  const global = grants.flatMap((row) => Object.values(row)).find((grant) => String(grant).includes(' ON *.* '));
  if (!String(global ?? 'GRANT USAGE ON').startsWith('GRANT USAGE ON')) throw new Error('The account may do too much.');
  const [[version]] = [(await connection.ask('SELECT VERSION() AS version'))[0]];
  return String(version?.version).includes('MariaDB')
    ? `SET SESSION max_statement_time = ${milliseconds / 1000}`
    : `SET SESSION max_execution_time = ${milliseconds}`;
}

interface Patience {
  readonly milliseconds: number;
  /** What tells the server of it. */
  readonly order: string;
}

async function run(
  options: ConnectionOptions,
  { milliseconds, order }: Patience,
  statement: ReadStatement,
): Promise<ReadResult> {
  try {
    await using connection = await connect(options);
    await connection.ask(order);
    await connection.ask(`SET SESSION time_zone = '+00:00'`);
    await connection.ask('START TRANSACTION READ ONLY');
    return await stream(connection.connection, statement, milliseconds + GRACE_MS);
  } catch (error) {
    if (TIMED_OUT.has(errorNumber(error))) throw studioErrors.STUDIO_QUERY_TOO_LONG({ seconds: milliseconds / 1000 });
    throw studioErrors.STUDIO_QUERY_FAILED(
      { why: error instanceof Error ? error.message : String(error) },
      { cause: error },
    );
  }
}

/**
 * Row by row, and no further than the limits. In brackets a statement is one that answers with rows, or none at all: an
 * account may change its own password, for one.
 */
async function stream(
  connection: Connection,
  { sql, parameters = [] }: ReadStatement,
  milliseconds: number,
): Promise<ReadResult> {
  let columns: string[] = [];
  const rows: Record<string, unknown>[] = [];
  let bytes = 0;
  const query = connection.query({ sql: /^(EXPLAIN|WITH)\b/i.test(sql) ? sql : `(${sql})`, values: [...parameters] });
  query.on('fields', (fields: { name: string }[]) => {
    columns = fields.map(({ name }) => name);
  });
  const answered = query.stream({ highWaterMark: 100 });
  // What has no rows to answer with (INTO a variable) is never heard of again.
  const timer = setTimeout(() => answered.destroy(new Error('no rows')), milliseconds);
  try {
    for await (const row of answered) {
      if (rows.length === LIMITS.rows || bytes > LIMITS.bytes) return { columns, rows, truncated: true };
      const copy = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));
      bytes += weight(copy);
      rows.push(copy);
    }
    return { columns, rows, truncated: false };
  } finally {
    clearTimeout(timer);
  }
}

interface Asking extends AsyncDisposable {
  readonly connection: Connection;
  ask(sql: string): Promise<[Record<string, unknown>[]]>;
}

async function connect(options: ConnectionOptions): Promise<Asking> {
  const connection = createConnection(options);
  connection.on('error', () => {});
  const ask = async (sql: string): Promise<[Record<string, unknown>[]]> => {
    const [rows] = await connection.promise().query(sql);
    // A list of rows for what reads; anything else is of no interest here.
    return [Array.isArray(rows) ? (rows as Record<string, unknown>[]) : []];
  };
  try {
    await connection.promise().connect();
  } catch (error) {
    connection.destroy();
    throw error;
  }
  return { connection, ask, [Symbol.asyncDispose]: async () => connection.destroy() };
}

function errorNumber(error: unknown): number {
  return error instanceof Error && 'errno' in error ? Number(error.errno) : 0;
}

function optionsOf(address: string): ConnectionOptions {
  const url = new URL(address);
  const certificate = url.searchParams.get('sslaccept');
  return {
    host: url.hostname,
    port: url.port ? Number(url.port) : 3306,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    connectTimeout: 5_000,
    charset: 'UTF8MB4_UNICODE_CI',
    dateStrings: true,
    supportBigNumbers: true,
    flags: ['-LOCAL_FILES'],
    ...(certificate && { ssl: { rejectUnauthorized: certificate !== 'accept_invalid_certs' } }),
  };
}
