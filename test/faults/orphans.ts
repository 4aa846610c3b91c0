import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sweepFiles } from '#modules/files/sweep-files.ts';
import { openContext } from '#platform/boot/open-context.ts';
import { loadConfig } from '#platform/config/config.ts';
import { createLog } from '#platform/log.ts';
import type { World } from './world.ts';

/**
 * Sweeps as the server does daily, the hour of grace being over, and tells what is on the disk without a row, or in a
 * row without being on the disk. Asked when no server runs.
 */
export async function orphans({ dataDir, databaseUrl }: Pick<World, 'dataDir' | 'databaseUrl'>): Promise<string[]> {
  await using closing = new AsyncDisposableStack();
  const { config, secrets } = loadConfig({ NODE_ENV: 'test', DATA_DIR: dataDir, DATABASE_URL: databaseUrl });
  const log = createLog('silent', { write: () => {} });
  const context = await openContext({ config, secrets, log, effects: [] }, closing);
  const later = new Date(Date.now() + 60_000);
  await sweepFiles(context, { before: later });
  await context.storage.sweep(later);
  const files = await context.db.selectFrom('files').select('sha256').execute();
  const blobs = await context.db.selectFrom('blobs').select('sha256').execute();
  const uploads = await context.db.selectFrom('uploads').select('id').execute();
  const people = await context.db.selectFrom('users').select('avatarSha256').execute();
  const wanted = new Set([...files.map(({ sha256 }) => sha256), ...people.map(({ avatarSha256 }) => avatarSha256)]);
  wanted.delete(null);
  return [
    ...difference('stored bytes', { there: namesIn(join(dataDir, 'files'), '??/??/*'), wanted }),
    ...difference('rows of bytes', { there: new Set(blobs.map(({ sha256 }) => sha256)), wanted }),
    ...[...namesIn(join(dataDir, 'files', '.incoming'), '*')].map((name) => `.incoming/${name} was left behind`),
    ...[...namesIn(join(dataDir, 'uploads'), '*')]
      .filter((name) => !uploads.some(({ id }) => name.startsWith(id)))
      .map((name) => `bytes of an upload that nobody knows: ${name}`),
  ];
}

function namesIn(folder: string, pattern: string): Set<string> {
  return new Set(globSync(pattern, { cwd: folder }).map((path) => basename(path)));
}

function difference(what: string, { there, wanted }: { there: Set<string>; wanted: Set<string | null> }): string[] {
  return [
    ...[...there.difference(wanted)].map((name) => `${what} that no file has: ${name}`),
    ...[...wanted.difference(there)].map((name) => `${what} missing: ${name}`),
  ];
}
