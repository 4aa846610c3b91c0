import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { introspect } from '#ops/drift/introspect.ts';
import { renderStructure } from '#ops/drift/structure.ts';
import { openDatabase } from '#ops/migrate/databases/open-database.ts';
import { migrate } from '#ops/migrate/migrate.ts';
import { MIGRATIONS_FOLDER, readMigrations } from '#ops/migrate/migration-files.ts';
import type { Provider } from '#prisma/generate/providers.ts';

/** The description of what each migration leaves, read from a database that runs them one by one. */
export async function structuresAfterEach(provider: Provider, url: string): Promise<Map<string, string>> {
  const described = new Map<string, string>();
  const root = await mkdtemp(join(tmpdir(), 'staka-structures-'));
  try {
    for (const { name } of await readMigrations(provider)) {
      await cp(fileURLToPath(new URL(`${provider}/${name}`, MIGRATIONS_FOLDER)), join(root, provider, name), {
        recursive: true,
      });
      await migrate({ url, folder: pathToFileURL(`${root}/`) });
      described.set(name, await describe(url));
    }
    return described;
  } finally {
    await rm(root, { recursive: true });
  }
}

async function describe(url: string): Promise<string> {
  const db = await openDatabase(url);
  try {
    return renderStructure(await introspect(db));
  } finally {
    await db.close();
  }
}
