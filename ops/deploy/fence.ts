import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connected } from '#ops/backup/connected.ts';
import { type Backup, createBackup } from '#ops/backup/create-backup.ts';
import { verifyBackup } from '#ops/backup/verify-backup.ts';
import { readMaintenance, turnMaintenanceOn } from '#ops/maintenance/maintenance.ts';
import { readHistory } from '#ops/migrate/history.ts';
import { type Db, openDatabase } from '#platform/db/db.ts';
import { type Deployment, deployFolder, directUrl, type Installation, localUrl, staka } from './deployment.ts';

/** Every process knows within this. */
const KNOWN_BY_ALL_MS = 2_500;
const RETRY_SECONDS = 60;

/** Turns people away, on every process, and returns once all of them do. Whoever has the secret of the state passes. */
export async function fence(deployment: Deployment): Promise<void> {
  await fenceAtOnce(deployment);
  await wait(KNOWN_BY_ALL_MS);
}

/** The same where no server runs that would have to be told. */
export async function fenceAtOnce(deployment: Deployment): Promise<void> {
  const secret = deployment.state.secret ?? randomBytes(24).toString('base64url');
  await deployment.remember({ secret });
  await withDb(deployment, (db) => turnMaintenanceOn(db, { message: null, retryAfterSeconds: RETRY_SECONDS, secret }));
}

/** Turns maintenance off, by the code that is there now, and returns once every process knows. */
export async function openAgain(deployment: Deployment): Promise<void> {
  await staka(deployment, ['maintenance', 'off']);
  const deadline = Date.now() + KNOWN_BY_ALL_MS;
  while ((await saysMaintenance(localUrl(deployment))) && Date.now() < deadline) await wait(100);
}

async function saysMaintenance(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/health`).catch(() => null);
  return answer === null || (await answer.text()).includes('"maintenance":true');
}

export async function isFenced(installation: Installation): Promise<boolean> {
  return withDb(installation, async (db) => (await readMaintenance(db)) !== null);
}

/** The rows alone, for the way back: the bytes of files are written once, and stay where they are. */
export async function backUpRows(installation: Installation, name: string): Promise<Backup> {
  const folder = join(deployFolder(installation), name);
  await rm(folder, { recursive: true, force: true });
  const filesFolder = join(folder, 'files');
  await mkdir(filesFolder, { recursive: true, mode: 0o700 });
  const keys = readableKeys(installation);
  const backup = await createBackup({ url: directUrl(installation), folder, filesFolder, keys, skipMissing: true });
  // It is the way back: better to know now that it cannot be read.
  await verifyBackup({ path: backup.path, keys });
  return backup;
}

/** What only a public key encrypts this machine could not put back: it stays as it is, as long as the deployment lasts. */
export function readableKeys({ secrets: { backupKeys } }: Installation): readonly string[] {
  return backupKeys.some((key) => key.startsWith('AGE-SECRET-KEY-')) ? backupKeys : [];
}

/** What the database says of its migrations: as long as that is the same, none of them has touched it. */
export async function migrationHistory(installation: Installation): Promise<string> {
  return connected(directUrl(installation), async (db) => {
    const rows = await readHistory(db);
    return JSON.stringify(rows.map(({ name, finished, rolledBack, steps }) => [name, finished, rolledBack, steps]));
  });
}

async function withDb<T>({ secrets }: Installation, work: (db: Db) => Promise<T>): Promise<T> {
  const db = await openDatabase({ url: secrets.databaseUrl, named: secrets.directUrl === null });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}
