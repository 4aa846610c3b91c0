import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { connected } from '#ops/backup/connected.ts';
import { providerOf } from '#ops/migrate/databases/open-database.ts';

/**
 * Makes an empty database of the same kind, at the same server: for SQLite a file in that folder.
 * @returns its address
 */
export async function createTemporaryDatabase(url: string, folder: string): Promise<string> {
  const provider = providerOf(url);
  if (provider === 'sqlite') return `file:${join(folder, 'staka.db')}`;
  const name = `staka_staging_${randomBytes(4).toString('hex')}`;
  await connected(url, (db) => db.query(`CREATE DATABASE ${name}`));
  const address = new URL(url);
  address.pathname = `/${name}`;
  address.searchParams.delete('schema');
  return address.href;
}

/** Drops what `createTemporaryDatabase` made, and nothing else whatever it is given. */
export async function dropTemporaryDatabase(url: string, temporary: string): Promise<void> {
  if (providerOf(temporary) === 'sqlite') return;
  const name = new URL(temporary).pathname.slice(1);
  if (!/^staka_staging_[0-9a-f]{8}$/.test(name)) return;
  await connected(url, (db) => db.query(`DROP DATABASE IF EXISTS ${name}`));
}
