import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deployErrors } from './errors.ts';

/**
 * Lets one process at a time deploy an installation. The lock is the system's, on a file: it goes with the process,
 * however that ends.
 *
 * @throws DEPLOY_RUNNING
 */
export async function whileDeploying<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(folder, 'lock'));
  try {
    take(lock, folder);
    return await work();
  } finally {
    lock.close();
  }
}

function take(lock: DatabaseSync, folder: string): void {
  try {
    lock.exec('PRAGMA busy_timeout = 0');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    throw deployErrors.DEPLOY_RUNNING({ folder }, { cause: error });
  }
}
