import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { isMysqlDeadlock } from '#platform/db/dialects/mysql-errors.ts';
import {
  isReachable,
  KEPT_TABLES,
  migrateOrRemake,
  migrationsVersion,
  TABLES,
  type TakenDatabase,
  type TestServer,
  withDatabase,
} from '#test/databases/test-server.ts';

const SERVER = process.env.TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306';
const PREFIX = 'staka_test_';

/** MySQL or MariaDB: a row of databases that stay for the next process, each held by a named lock while in use. */
export async function mysqlServer(): Promise<TestServer> {
  const { host } = new URL(SERVER);
  const reachable = await isReachable(SERVER, 3306);
  return { name: 'mysql', title: 'MySQL or MariaDB', address: host, reachable, take, dropAll };
}

async function take(): Promise<TakenDatabase> {
  const version = await migrationsVersion('mysql');
  const holder = await connect();
  for (let number = 1; ; number += 1) {
    const name = `${PREFIX}${version}_${number}`;
    if (await lock(holder, name)) return prepare(holder, name);
  }
}

async function prepare(holder: Connection, name: string): Promise<TakenDatabase> {
  const url = withDatabase(SERVER, name);
  await migrateOrRemake(url, {
    make: () =>
      holder.query(`create database if not exists \`${name}\` character set utf8mb4 collate utf8mb4_unicode_ci`),
    drop: () => holder.query(`drop database \`${name}\``),
  });
  await holder.query(
    `use \`${name}\`; set foreign_key_checks = 0; set session transaction isolation level read committed`,
  );
  return {
    url,
    empty: () => againAfterDeadlock(() => emptyTables(holder)),
    release: () => holder.end(),
  };
}

async function emptyTables(connection: Connection): Promise<void> {
  for (const table of KEPT_TABLES) await emptyKept(connection, table);
  await connection.query(TABLES.map((table) => `delete from \`${table}\``).join(';'));
}

/** An application that stands on the database may be writing by itself meanwhile: a schedule, an outbox. */
async function againAfterDeadlock(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 5 || !isMysqlDeadlock(error)) throw error;
    }
  }
}

/** Triggers refuse to delete a row; to empty the table whole is slow, and therefore done only when there is something. */
async function emptyKept(connection: Connection, table: string): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>(`select 1 from ${table} limit 1`);
  if (rows.length > 0) await connection.query(`truncate table ${table}`);
}

async function dropAll(): Promise<void> {
  const admin = await connect();
  const [rows] = await admin.query<RowDataPacket[]>('select schema_name as name from information_schema.schemata');
  for (const { name } of rows) {
    if (name.startsWith(PREFIX) && (await lock(admin, name))) await admin.query(`drop database \`${name}\``);
  }
  await dropReaders(admin);
  await admin.end();
}

/** The accounts that the data browser made on databases of tests alone. */
async function dropReaders(admin: Connection): Promise<void> {
  const [rows] = await admin.query<RowDataPacket[]>(`select grantee as name from information_schema.column_privileges
    where grantee like '''staka\\_studio\\_%' group by grantee having sum(table_schema not like '${PREFIX.replaceAll('_', '\\\\_')}%') = 0`);
  for (const { name } of rows) await admin.query(`drop user ${name}`).catch(() => {});
}

async function lock(connection: Connection, name: string): Promise<boolean> {
  const [rows] = await connection.query<RowDataPacket[]>('select get_lock(?, 0) as taken', [name]);
  return Number(rows[0]?.taken) === 1;
}

function connect(): Promise<Connection> {
  return createConnection({ uri: SERVER, multipleStatements: true });
}
