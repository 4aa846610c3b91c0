import type { Context } from '#platform/context.ts';
import { listArchiveFiles, removeArchive } from './archives.ts';
import { failForgottenExports, findExportIds, findKnownArchives, listExpiredExports, markExpired } from './queries.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Removes archives whose time is over and what attempts to make one have left. */
export async function sweepExports({ db, config }: Pick<Context, 'db' | 'config'>): Promise<void> {
  for (const { id, storedName } of await listExpiredExports(db, new Date())) {
    // First the bytes: a row that says expired is looked at no more.
    if (storedName !== null) await removeArchive(config, storedName);
    await markExpired(db, id);
  }
  await failForgottenExports(db, new Date(Date.now() - 3 * DAY_MS));
  const yesterday = new Date(Date.now() - DAY_MS);
  const old = (await listArchiveFiles(config)).filter(({ modifiedAt }) => modifiedAt < yesterday);
  const known = await findKnownArchives(
    db,
    old.map(({ name }) => name),
  );
  for (const { name } of old) if (!known.has(name)) await removeArchive(config, name);
}

/** Finished archives of exports of which there is no row: they went with their person. */
export async function removeOrphanedArchives({ db, config }: Pick<Context, 'db' | 'config'>): Promise<void> {
  const archives = (await listArchiveFiles(config)).filter(({ name }) => name.endsWith('.zip'));
  const idOf = (name: string) => name.slice(0, -'.zip'.length);
  const known = await findExportIds(
    db,
    archives.map(({ name }) => idOf(name)),
  );
  for (const { name } of archives) if (!known.has(idOf(name))) await removeArchive(config, name);
}
