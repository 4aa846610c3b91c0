import { constants, copyFile, link, mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCodeOf } from './storage-errors.ts';

/** Makes what was written to a file survive a power cut. */
export async function syncFile(path: string): Promise<void> {
  await sync(path, 'r+');
}

/** Makes the names in a folder survive a power cut. Windows knows no such thing, and needs none: NTFS keeps a journal. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform !== 'win32') await sync(path, 'r');
}

/** Makes a folder and those above it, down to the disk: a new name is only sure once its own folder is synced. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let folder = path; folder.length >= first.length; folder = dirname(folder)) await syncFolder(dirname(folder));
}

/** A second name for the same bytes; a copy where the file system has no links, or the other name is on another disk. */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!CANNOT_LINK.has(systemCodeOf(error) ?? '')) throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
  }
}

export async function removeIfThere(path: string): Promise<void> {
  await rm(path, { force: true });
}

async function sync(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const CANNOT_LINK = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);
