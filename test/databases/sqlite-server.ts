import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { migrate } from '#ops/migrate/migrate.ts';
import {
  KEPT_TABLES,
  migrationsVersion,
  TABLES,
  type TakenDatabase,
  type TestServer,
} from '#test/databases/test-server.ts';

/** SQLite: a copy of a migrated file, which the processes of a run share. */
export async function sqliteServer(): Promise<TestServer> {
  return { name: 'sqlite', title: 'SQLite', address: FOLDER, reachable: true, take, dropAll };
}

const FOLDER = join(tmpdir(), 'staka-test-sqlite');

async function take(): Promise<TakenDatabase> {
  const template = await migratedTemplate();
  await sweepDead();
  const folder = await mkdtemp(join(FOLDER, `db-${process.pid}-`));
  const path = join(folder, 'staka.db');
  await copyFile(template, path);
  return {
    url: `file:${path}`,
    empty: () => empty(path),
    release: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Unless the tests of another run are using it. */
async function dropAll(): Promise<void> {
  if (!existsSync(FOLDER)) return;
  await sweepDead();
  const inUse = (await readdir(FOLDER)).some((entry) => entry.startsWith('db-'));
  if (!inUse) await rm(FOLDER, { recursive: true, force: true });
}

/** What killed runs left behind. */
async function sweepDead(): Promise<void> {
  for (const entry of await readdir(FOLDER)) {
    const pid = /^db-(\d+)-/.exec(entry)?.[1];
    if (pid && !isRunning(Number(pid))) await rm(join(FOLDER, entry), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function migratedTemplate(): Promise<string> {
  const template = join(FOLDER, `template-${await migrationsVersion('sqlite')}.db`);
  if (existsSync(template)) return template;
  await mkdir(FOLDER, { recursive: true });
  const folder = await mkdtemp(join(FOLDER, 'template-'));
  const path = join(folder, 'staka.db');
  await migrate({ url: `file:${path}` });
  const database = new DatabaseSync(path);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  await rename(path, template);
  await rm(folder, { recursive: true, force: true });
  return template;
}

const SQLITE_BUSY = 5;

/** A write of the application may be under way: it needs this thread to end, so that it is waited for from outside. */
async function empty(path: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!tryToEmpty(path)) {
    if (Date.now() > deadline) throw new Error('The database stays locked: a transaction was begun and never ended.');
    await setTimeout(5);
  }
}

/** False when somebody else is writing. */
function tryToEmpty(path: string): boolean {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false, timeout: 0 });
  try {
    // Nothing here has to survive a power cut.
    database.exec('PRAGMA synchronous = OFF; BEGIN IMMEDIATE');
    const triggers = putAsideTriggers(database);
    for (const table of TABLES) database.exec(`DELETE FROM "${table}"`);
    for (const trigger of triggers) database.exec(trigger);
    database.exec('COMMIT');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false;
    throw error;
  } finally {
    database.close();
  }
}

/** Those that keep rows as they are; only when there are such rows, because a change of the schema costs time. */
function putAsideTriggers(database: DatabaseSync): string[] {
  if (!KEPT_TABLES.some((table) => database.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get())) return [];
  const triggers = database.prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'trigger'`).all();
  for (const { name } of triggers) database.exec(`DROP TRIGGER "${name}"`);
  return triggers.map(({ sql }) => String(sql));
}
