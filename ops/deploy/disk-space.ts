import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { backupFolder, listBackups } from '#ops/backup/list-backups.ts';
import { withInspector } from '#ops/database/open-inspector.ts';
import { sizeInWords } from '#platform/quantities.ts';
import { deployFolder, type Installation } from './deployment.ts';
import { deployErrors } from './errors.ts';

const MIB = 1024 ** 2;
const MARGIN_BYTES = 256 * MIB;
const MODULES_BYTES = 1024 * MIB;
const BUILT_BYTES = 64 * MIB;

/**
 * Room for the backups where the data is, and for what is installed and built where the code is.
 * @returns the bytes that are free where the data is
 * @throws DEPLOY_DISK
 */
export async function assertRoom(
  installation: Installation,
  { installs, staging }: { installs: boolean; staging: boolean },
): Promise<number> {
  const { root, config, secrets } = installation;
  const rows = await withInspector({ url: secrets.databaseUrl, directUrl: secrets.directUrl }, (one) => one.size());
  const backup = await backupBytes(installation, rows);
  // A whole backup and one of the rows, and on staging all of it once more, unpacked.
  const data = backup + rows + (staging ? backup + 2 * rows : 0) + MARGIN_BYTES;
  const code = BUILT_BYTES + (installs ? MODULES_BYTES : 0) + MARGIN_BYTES;
  const free = await freeIn(deployFolder(installation));
  await assertFree(config.dataDir, free, data);
  await assertFree(root, await freeIn(root), code);
  return free;
}

/** As much as the last one, and a half; where there is none, as much as there is to back up. */
async function backupBytes({ config }: Installation, rows: number): Promise<number> {
  const [newest] = (await listBackups(backupFolder(config))).filter(({ table }) => table === null);
  if (newest) return newest.bytes * 1.5;
  const folder = join(config.dataDir, 'files');
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let bytes = rows;
  for (const entry of names.filter((found) => found.isFile()))
    bytes += await stat(join(entry.parentPath, entry.name)).then(
      ({ size }) => size,
      () => 0,
    );
  return bytes;
}

async function freeIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function assertFree(folder: string, free: number, needed: number): Promise<void> {
  if (free < needed) throw deployErrors.DEPLOY_DISK({ folder, needed: sizeInWords(needed), free: sizeInWords(free) });
}
