import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '#platform/config/config.ts';
import { removeIfThere } from '#platform/storage/durable.ts';

type Place = Pick<Config, 'dataDir'>;

const NAME = /^[\w.-]+$/;

export function archiveFolder({ dataDir }: Place): string {
  return join(dataDir, 'exports');
}

export function archivePath(place: Place, storedName: string): string {
  if (!NAME.test(storedName)) throw new Error('Not the name of an archive');
  return join(archiveFolder(place), storedName);
}

export async function removeArchive(place: Place, storedName: string): Promise<void> {
  if (NAME.test(storedName)) await removeIfThere(archivePath(place, storedName));
}

/** Finished ones and others, by the time of their last byte. */
export async function listArchiveFiles(place: Place): Promise<{ name: string; modifiedAt: Date }[]> {
  const folder = archiveFolder(place);
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) => {
      const file = await stat(join(folder, name)).catch(() => null);
      return file === null ? [] : [{ name, modifiedAt: file.mtime }];
    }),
  );
  return found.flat();
}
