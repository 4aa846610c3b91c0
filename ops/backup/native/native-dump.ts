import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { providerOf } from '#ops/migrate/databases/open-database.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import { assertIsThere } from '../create-backup.ts';
import { encryptingFor } from '../encryption.ts';
import type { BackupStore } from '../store.ts';
import { dumpMysql } from './mysql.ts';
import { dumpPostgresql } from './postgresql.ts';
import { outputOf } from './program.ts';

export interface NativeDumpOptions {
  readonly url: string;
  readonly store: BackupStore;
  /** Of the age format; none leaves the dump readable by everybody. */
  readonly keys: readonly string[];
  /** Where a copy of an SQLite file may be for a while; `DATA_DIR` */
  readonly dataDir: string;
}

export interface NativeDump {
  readonly path: string;
  readonly bytes: number;
  readonly provider: Provider;
}

const ENDINGS: Readonly<Record<Provider, string>> = { sqlite: 'db', postgresql: 'dump', mysql: 'sql' };

/**
 * A dump by the database's own program, of the rows alone: only the same kind of database reads it, of the same version
 * or a newer one. For SQLite a copy of the file, by its backup API. It is in no list, and no retention removes it.
 *
 * @throws NATIVE_CLIENT_MISSING, NATIVE_CLIENT_OLD, NATIVE_FAILED, BACKUP_NOTHING, DatabaseUnreachableError
 */
export async function makeNativeDump(options: NativeDumpOptions): Promise<NativeDump> {
  const { url, store, keys } = options;
  assertIsThere(url);
  const provider = providerOf(url);
  const time = new Date().toISOString().replaceAll(/[-:.]/g, '');
  const nameOf = (number: number) =>
    `staka-native-${time}-${provider}${number === 1 ? '' : `.${number}`}.${ENDINGS[provider]}${keys.length > 0 ? '.age' : ''}`;
  const bytes = await DUMPS[provider](options);
  return { ...(await store.write(nameOf, encryptingFor(keys)(bytes))), provider };
}

const DUMPS: Record<Provider, (options: NativeDumpOptions) => Promise<AsyncIterable<Buffer>>> = {
  sqlite: async (options) => copyOfFile(options),
  postgresql: async ({ url }) => outputOf(await dumpPostgresql(url)),
  mysql: async ({ url }) => outputOf(await dumpMysql(url)),
};

async function* copyOfFile({ url, dataDir }: NativeDumpOptions): AsyncGenerator<Buffer> {
  const folder = await mkdtemp(join(dataDir, '.native-'));
  const path = join(folder, 'copy.db');
  try {
    const living = new DatabaseSync(url.replace(/^file:(\/\/)?/, '').replace(/\?.*$/, ''), { readOnly: true });
    try {
      await backup(living, path);
    } finally {
      living.close();
    }
    yield* createReadStream(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
