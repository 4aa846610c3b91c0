import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { encryptingFor } from '#ops/backup/encryption.ts';
import { beginSnapshot, endSnapshot } from '#ops/backup/snapshot.ts';
import { tableShapes } from '#ops/backup/table-shapes.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { syncFolder } from '#platform/storage/durable.ts';
import { mysqlDump } from './mysql-dump.ts';
import { postgresqlDump } from './postgresql-dump.ts';

export interface DumpOptions {
  readonly url: string;
  readonly backups: string;
  readonly keys: readonly string[];
}

/**
 * Copies a database whose tables are not ours, so that its own client brings it back: SQLite as the file it is, the
 * others as SQL for `psql` or `mysql`, compressed. With keys it is encrypted, for `age -d`. Under the lock of the adoption:
 * what is copied is what is adopted.
 * @returns the path
 */
export async function dumpDatabase(db: MigrationDatabase, { url, backups, keys }: DumpOptions): Promise<string> {
  await mkdir(backups, { recursive: true, mode: 0o700 });
  const at = new Date().toISOString().replaceAll(/[-:.]/g, '');
  const isFile = db.provider === 'sqlite';
  const name = `adoption-${at}-${db.provider}${isFile ? '.db' : '.sql.gz'}`;
  const path = join(backups, keys.length > 0 ? `${name}.age` : name);
  const partial = join(backups, `.partial-${name}`);
  try {
    if (isFile) await copyFile(url, partial, keys);
    else await writeSql(db, partial, keys);
    await rename(partial, path);
    await syncFolder(backups);
    return path;
  } finally {
    await rm(partial, { force: true });
    await rm(`${partial}.plain`, { force: true });
  }
}

async function copyFile(url: string, path: string, keys: readonly string[]): Promise<void> {
  const plain = `${path}.plain`;
  const source = new DatabaseSync(url.replace(/^file:(\/\/)?/, '').replace(/\?.*$/, ''), { readOnly: true });
  try {
    await backup(source, plain);
  } finally {
    source.close();
  }
  await pipeline(createReadStream(plain), encryptingFor(keys), written(path));
}

async function writeSql(db: MigrationDatabase, path: string, keys: readonly string[]): Promise<void> {
  // The transaction of PostgreSQL is open already, and has locked everybody out.
  const isOpen = db.provider === 'postgresql';
  const tables = isOpen ? await tableShapes(db) : (await beginSnapshot(db)).tables;
  const lines = isOpen ? postgresqlDump(db, tables) : mysqlDump(db, tables);
  await pipeline(Readable.from(lines), createGzip(), encryptingFor(keys), written(path));
  if (!isOpen) await endSnapshot(db);
}

function written(path: string) {
  return createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
}
