import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connected } from '#ops/backup/connected.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { providerOf } from '#ops/migrate/databases/open-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';

/** An empty database that goes when the rehearsal ends. */
export interface TemporaryDatabase {
  readonly url: string;
  /** True where the server lets this user make none: then it is a file of SQLite. */
  readonly isStandIn: boolean;
  drop(): Promise<void>;
}

/** What a server is asked of a database whose name begins so: `staka_rehearsal_` and eight digits. */
const ENDING = '_rehearsal_';
const DIGITS = /^[0-9a-f]{8}$/;
/** PostgreSQL allows 63 bytes, MySQL 64 characters. */
const NAME_LENGTH = 40;

/**
 * Makes one of the same kind as the database of the installation, at the same server. Runs while no other process
 * rehearses: what is found of earlier ones was left by a process that was killed, and is removed first.
 *
 * @param folder `DATA_DIR/rehearsal`; nothing else is kept in it
 */
export async function makeTemporaryDatabase(url: string, folder: string): Promise<TemporaryDatabase> {
  await rm(folder, { recursive: true, force: true });
  if (providerOf(url) === 'sqlite') return makeFile(folder, false);
  return (await makeAtServer(url)) ?? makeFile(folder, true);
}

async function makeFile(folder: string, isStandIn: boolean): Promise<TemporaryDatabase> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    url: `file:${join(folder, 'rehearsal.db')}`,
    isStandIn,
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Null where this user may not make one. */
async function makeAtServer(url: string): Promise<TemporaryDatabase | null> {
  const address = new URL(url);
  const living = decodeURIComponent(address.pathname.slice(1));
  const prefix = `${living.replaceAll(/\W/g, '_').slice(0, NAME_LENGTH)}${ENDING}`;
  const name = `${prefix}${randomBytes(4).toString('hex')}`;
  const isMade = await connected(url, async (db) => {
    for (const left of await leftBehind(db, prefix)) await dropDatabase(db, left);
    return create(db, name);
  });
  if (!isMade) return null;
  address.pathname = `/${name}`;
  address.searchParams.delete('schema');
  return { url: address.href, isStandIn: false, drop: () => connected(url, (db) => dropDatabase(db, name)) };
}

async function create(db: MigrationDatabase, name: string): Promise<boolean> {
  // The other template may be in use by somebody who looks at it.
  const template = db.provider === 'postgresql' ? ' TEMPLATE template0' : '';
  try {
    await db.script(`CREATE DATABASE ${quoted(db.provider, name)}${template}`);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && FORBIDDEN.has(String(error.code))) return false;
    throw error;
  }
}

const FORBIDDEN = new Set([
  '42501',
  'ER_DBACCESS_DENIED_ERROR',
  'ER_SPECIFIC_ACCESS_DENIED_ERROR',
  'ER_ACCESS_DENIED_ERROR',
]);

const LIST = {
  postgresql: 'SELECT datname AS name FROM pg_database',
  mysql: 'SELECT schema_name AS name FROM information_schema.schemata',
} as const;

async function leftBehind(db: MigrationDatabase, prefix: string): Promise<string[]> {
  if (db.provider === 'sqlite') return [];
  const names = (await db.query(LIST[db.provider])).map(({ name }) => String(name));
  return names.filter((name) => name.startsWith(prefix) && DIGITS.test(name.slice(prefix.length)));
}

async function dropDatabase(db: MigrationDatabase, name: string): Promise<void> {
  const force = db.provider === 'postgresql' ? ' WITH (FORCE)' : '';
  await db.script(`DROP DATABASE IF EXISTS ${quoted(db.provider, name)}${force}`);
}
