import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathIn } from '#platform/storage/folder-storage.ts';
import type { StoredBytes } from '#platform/storage/storage.ts';

const PREFIX = '.backup-';
/** A backup that works removes one of its links after the other, which changes the folder's time. */
const LEFT_BEHIND_MS = 24 * 60 * 60 * 1000;

/** Second names of stored bytes, which stay when the sweep removes the first ones. */
export interface Pins {
  /** Those that were not there, or not whole. */
  readonly lost: readonly StoredBytes[];
  /** The bytes, if they were pinned. */
  readonly pathOf: (sha256: string) => string;
  remove(): Promise<void>;
}

/**
 * Gives each of these bytes a second name in the same folder, by a hard link: no copy, and nothing that anybody who
 * removes the first name can take away. Where links are not to be had (FAT, some network disks), the bytes are used
 * where they are.
 */
export async function pinFiles(folder: string, wanted: readonly StoredBytes[]): Promise<Pins> {
  await removeLeftBehind(folder);
  const pinned = join(folder, `${PREFIX}${randomUUID()}`);
  await mkdir(pinned, { recursive: true, mode: 0o700 });
  const lost: StoredBytes[] = [];
  const unlinked = new Set<string>();
  for (const bytes of wanted) {
    const outcome = await pin(pathIn(folder, bytes.sha256), join(pinned, bytes.sha256), bytes.size);
    if (outcome === 'lost') lost.push(bytes);
    if (outcome === 'unlinked') unlinked.add(bytes.sha256);
  }
  return {
    lost,
    pathOf: (sha256) => (unlinked.has(sha256) ? pathIn(folder, sha256) : join(pinned, sha256)),
    remove: () => rm(pinned, { recursive: true, force: true }),
  };
}

/** Whether these bytes hash to their name. */
export async function isSound(path: string, { sha256 }: StoredBytes): Promise<boolean> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch {
    return false;
  }
  return hash.digest('hex') === sha256;
}

async function pin(from: string, to: string, size: number): Promise<'pinned' | 'lost' | 'unlinked'> {
  const found = await stat(from).catch(() => null);
  if (found?.size !== size) return 'lost';
  try {
    await link(from, to);
    return 'pinned';
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isGone ? 'lost' : 'unlinked';
  }
}

async function removeLeftBehind(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith(PREFIX)) continue;
    const found = await stat(join(folder, name)).catch(() => null);
    if (found && Date.now() - found.mtimeMs > LEFT_BEHIND_MS)
      await rm(join(folder, name), { recursive: true, force: true });
  }
}
