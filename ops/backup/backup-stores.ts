import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Config } from '#platform/config/config.ts';
import type { Secrets } from '#platform/config/secrets.ts';
import { folderStore } from './folder-store.ts';
import { type BackupFile, backupFolder, findBackup } from './list-backups.ts';
import type { ArchiveSource } from './read-archive.ts';
import { readS3Address } from './s3/bucket.ts';
import { s3Errors } from './s3/errors.ts';
import { s3Store } from './s3/s3-store.ts';
import type { BackupStore } from './store.ts';

/** As much of the configuration as says where backups are. */
export interface Installation {
  readonly config: Pick<Config, 'dataDir' | 'backupTarget'>;
  readonly secrets: Pick<Secrets, 's3' | 'backupKeys'>;
}

/** Where new backups go: `BACKUP_TARGET`. @throws BACKUP_S3_NOT_CONFIGURED */
export function targetStore({ config, secrets }: Installation): BackupStore {
  const { backupTarget } = config;
  return backupTarget === null ? folderStore(backupFolder(config)) : storeAt({ config, secrets }, backupTarget);
}

/** Every place that holds backups of this installation: those made before a restore are always on this machine. */
export function backupStores(installation: Installation): BackupStore[] {
  const folder = folderStore(backupFolder(installation.config));
  const target = targetStore(installation);
  return target.name === folder.name ? [folder] : [target, folder];
}

/** Of all places, newest first. */
export async function listEveryBackup(installation: Installation): Promise<BackupFile[]> {
  const lists = await Promise.all(backupStores(installation).map((store) => store.list()));
  return lists.flat().sort((a, b) => (a.name < b.name ? 1 : -1));
}

/** Of the places that answer, newest first, and why another does not: what is on this machine is listed all the same. */
export async function listReachable(installation: Installation): Promise<{ listed: BackupFile[]; failure: unknown }> {
  const lists = await Promise.allSettled(backupStores(installation).map((store) => store.list()));
  const listed = lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []));
  const failed = lists.find((list) => list.status === 'rejected');
  return { listed: listed.sort((a, b) => (a.name < b.name ? 1 : -1)), failure: failed?.reason ?? null };
}

/** The newest whole one; undefined where there is none. */
export async function newestBackup(installation: Installation): Promise<BackupFile | undefined> {
  return (await listEveryBackup(installation)).find(({ table }) => table === null);
}

/** What is meant by a path, an address `s3://bucket/name`, or a name of the list. */
export async function findArchive(installation: Installation, file: string): Promise<ArchiveSource & { name: string }> {
  const { backupKeys: keys } = installation.secrets;
  if (file.startsWith('s3://')) {
    const cut = file.lastIndexOf('/');
    const name = file.slice(cut + 1);
    return { ...storeAt(installation, file.slice(0, cut)).source(name), keys, name };
  }
  const path = findBackup(installation.config, file);
  const name = basename(path);
  const isNameAlone = name === file && !existsSync(path);
  return isNameAlone ? { ...targetStore(installation).source(name), keys, name } : { path, keys, name };
}

function storeAt({ secrets }: Installation, target: string): BackupStore {
  const location = readS3Address(target);
  if (location === null) return folderStore(target);
  if (secrets.s3 === null) throw s3Errors.BACKUP_S3_NOT_CONFIGURED({ target });
  return s3Store(secrets.s3, location);
}
