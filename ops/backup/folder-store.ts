import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { syncFolder } from '#platform/storage/durable.ts';
import { isPartial, listBackups, PARTIAL_PREFIX } from './list-backups.ts';
import type { BackupStore } from './store.ts';

const HOUR_MS = 60 * 60 * 1000;

/** A folder of this machine, or one that it mounts. */
export function folderStore(folder: string): BackupStore {
  return {
    name: folder,
    list: () => listBackups(folder),
    source: (name) => ({ path: join(folder, name) }),
    write: async (nameOf, bytes) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await removePartials(folder);
      const partial = join(folder, `${PARTIAL_PREFIX}${randomUUID()}`);
      try {
        await pipeline(bytes, createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true }));
        const path = join(folder, freeName(folder, nameOf));
        await rename(partial, path);
        await syncFolder(folder);
        return { path, bytes: (await stat(path)).size };
      } finally {
        await rm(partial, { force: true });
      }
    },
    remove: async (backups) => {
      for (const { path } of backups) await rm(path, { force: true });
      if (backups.length > 0) await syncFolder(folder);
    },
  };
}

function freeName(folder: string, nameOf: (number: number) => string): string {
  for (let number = 1; ; number += 1) {
    const name = nameOf(number);
    if (!existsSync(join(folder, name))) return name;
  }
}

/** What killed backups left; one that is being written grows, and is young. */
async function removePartials(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter(isPartial)) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found && Date.now() - found.mtimeMs > HOUR_MS) await rm(join(folder, name), { force: true });
  }
}
