import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { PROVIDERS } from '#prisma/generate/providers.ts';

type Scripts = Record<string, { up: string; down?: string }>;

/** A folder of migrations made up for a test, the same for the three providers; removed when the test file ends. */
export async function migrationsFolder(scripts: Scripts): Promise<URL> {
  const root = await mkdtemp(join(tmpdir(), 'staka-folder-'));
  after(() => rm(root, { recursive: true, force: true }));
  const folder = pathToFileURL(`${root}/`);
  await writeMigrations(folder, scripts);
  return folder;
}

export async function writeMigrations(folder: URL, scripts: Scripts): Promise<void> {
  for (const [name, { up, down }] of Object.entries(scripts)) {
    for (const provider of PROVIDERS) {
      const migration = new URL(`${provider}/${name}/`, folder);
      await mkdir(migration, { recursive: true });
      await writeFile(new URL('migration.sql', migration), up);
      if (down !== undefined) await writeFile(new URL('down.sql', migration), down);
    }
  }
}
