import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { providerOf } from '#ops/migrate/databases/open-database.ts';
import { migrate } from '#ops/migrate/migrate.ts';
import { MIGRATIONS_FOLDER, readMigrations } from '#ops/migrate/migration-files.ts';
import { withSession } from '#ops/migrate/session.ts';
import { endUndoRun } from '#ops/migrate/undo/undo-log.ts';
import { CodedError, type Word } from '#platform/http/errors.ts';
import { createFolderStorage } from '#platform/storage/folder-storage.ts';
import { type Present, putPresent, takePresent } from './carry-present.ts';
import { clearDatabase, tablesWithRows } from './clear-database.ts';
import { connected } from './connected.ts';
import { createBackup } from './create-backup.ts';
import { databaseName } from './database-name.ts';
import { backupErrors } from './errors.ts';
import type { Manifest } from './format.ts';
import { isInUse } from './in-use.ts';
import { createMissingTables, loadBackup } from './load-backup.ts';
import type { ArchiveSource } from './read-archive.ts';
import { whileRestoring } from './restore-lock.ts';
import { closeToServers, dropMark, readMark, setMark } from './restore-mark.ts';
import { openStage, type Stage, type SwapMoment } from './stages/stage.ts';
import { verifyBackup } from './verify-backup.ts';

export interface RestoreOptions extends ArchiveSource {
  readonly url: string;
  /** Where the bytes of files go; null leaves them out. */
  readonly filesFolder: string | null;
  /** Leave it at the migrations of the backup: it is given back as it was, not brought up to date. */
  readonly asBackedUp?: boolean;
  readonly progress?: ((step: RestoreStep) => void) | undefined;
}

export type RestoreStep = 'verified' | 'backed-up' | 'in-place' | 'migrated' | 'loading' | 'loaded' | SwapMoment;

/**
 * Makes an empty database, of whatever kind, what the backup says, and then brings it to the migrations of this
 * version. The whole backup is verified first. A restore that fails leaves the database empty; one that is killed leaves
 * a mark in it, Staka does not start on it, and running it again begins anew.
 *
 * @throws RESTORE_NOT_EMPTY, RESTORE_FAILED, and whatever `verifyBackup` throws
 */
export async function restoreIntoEmpty(options: RestoreOptions): Promise<Manifest> {
  const manifest = await verifyRestorable(options);
  options.progress?.('verified');
  await whileRestoring(options.url, () => fillEmpty(options, manifest));
  await forgetMigrationsUnderWay(options.url);
  return manifest;
}

async function fillEmpty(options: RestoreOptions, manifest: Manifest): Promise<void> {
  const mark = await connected(options.url, async (db) => {
    const found = await readMark(db);
    const tables = found ? [] : await tablesWithRows(db);
    if (tables.length > 0)
      throw backupErrors.RESTORE_NOT_EMPTY({ database: databaseName(options.url), tables: tables.join(', ') });
    return found;
  });
  try {
    await replaceAll(options, manifest, mark?.previous ?? null);
  } catch (error) {
    await exclusively(options.url, async (db) => {
      await clearDatabase(db, tableNames(manifest));
      await dropMark(db);
    });
    throw backupErrors.RESTORE_FAILED({ reason: reasonOf(error) }, { cause: error });
  }
}

export interface ReplaceOptions extends RestoreOptions {
  readonly filesFolder: string;
  /** Where what was there before is backed up to. */
  readonly folder: string;
  /** Replace it although somebody is connected. */
  readonly force: boolean;
}

export interface Replaced {
  readonly manifest: Manifest;
  /** The backup of what was there before; null where there was nothing. */
  readonly previous: string | null;
}

/**
 * Replaces a living database by what the backup says, after a backup of what is there. All of it is built beside, and
 * takes the place of the old at once: whenever it is killed, the one or the other is there, whole. Where the database
 * does not let us build beside, it is written over, what fails is put back, and what is killed leaves the mark.
 * Files are added, and none removed. Maintenance and the list of operations stay those of now.
 *
 * @throws RESTORE_IN_USE, RESTORE_UNTOUCHED, RESTORE_INTERRUPTED, RESTORE_TAKEN_BACK, RESTORE_STUCK, and whatever `verifyBackup` and `createBackup` throw
 */
export async function replaceDatabase(options: ReplaceOptions): Promise<Replaced> {
  const { url, force } = options;
  const manifest = await verifyRestorable(options);
  options.progress?.('verified');
  if (!force && (await isInUse(url))) throw backupErrors.RESTORE_IN_USE({ database: databaseName(url) });
  const replaced = await whileRestoring(url, () => replace(options, manifest));
  await forgetMigrationsUnderWay(url);
  return replaced;
}

/** What they kept to put the former database back is not to be put into this one. */
async function forgetMigrationsUnderWay(url: string): Promise<void> {
  await connected(url, endUndoRun);
}

async function replace(options: ReplaceOptions, manifest: Manifest): Promise<Replaced> {
  const previous = await backUpPrevious(options);
  const stage = await openStage(options.url, options.path);
  if (stage === null) return replaceInPlace(options, manifest, previous);
  try {
    await replaceByStage(options, manifest, { previous, stage });
    return { manifest, previous };
  } finally {
    await stage.remove();
  }
}

/** What is there is not touched before all of the backup is in the stage, compared and migrated. */
async function replaceByStage(
  options: ReplaceOptions,
  manifest: Manifest,
  { previous, stage }: { previous: string | null; stage: Stage },
): Promise<void> {
  const { url, path, progress } = options;
  let isMoved = false;
  const reached = (moment: SwapMoment) => {
    isMoved ||= moment === 'moved';
    progress?.(moment);
  };
  try {
    await replaceAll({ ...options, url: stage.url }, manifest, previous);
    await putPresent(stage.url, await presentOf(url));
    await stage.takePlace(tableNames(manifest), reached);
  } catch (error) {
    if (isMoved) throw backupErrors.RESTORE_INTERRUPTED({ path }, { cause: error });
    const params = { database: databaseName(url), reason: reasonOf(error) };
    throw backupErrors.RESTORE_UNTOUCHED(params, { cause: error });
  }
}

/** Where no stage can be made: the database is away meanwhile, and what stops half-way leaves the mark. */
async function replaceInPlace(options: ReplaceOptions, manifest: Manifest, previous: string | null): Promise<Replaced> {
  const { path } = options;
  options.progress?.('in-place');
  const present = await presentOf(options.url);
  try {
    await replaceAll(options, manifest, previous);
    await putPresent(options.url, present);
    return { manifest, previous };
  } catch (error) {
    if (previous === null) throw backupErrors.RESTORE_STUCK({ reason: reasonOf(error), again: '–', path });
    await putBack({ ...options, path: previous, open: undefined }, error);
    throw backupErrors.RESTORE_TAKEN_BACK({ path: previous, reason: reasonOf(error) }, { cause: error });
  }
}

/** The half of a killed restore is not what was there: then the rows of the backup are the better ones. */
async function presentOf(url: string): Promise<Present> {
  const isHalf = (await connected(url, readMark)) !== null;
  return isHalf ? new Map() : takePresent(url);
}

/** Where a restore was killed, what was there before it is backed up already, and is the way back. */
async function backUpPrevious(options: ReplaceOptions): Promise<string | null> {
  const { isEmpty, mark } = await connected(options.url, async (db) => ({
    mark: await readMark(db),
    isEmpty: (await tablesWithRows(db)).length === 0,
  }));
  if (isEmpty) return mark?.previous ?? null;
  const { path } = await createBackup({ ...options, skipMissing: true, progress: undefined });
  // It is the way back: better to know now that it cannot be read.
  await verifyBackup({ path, keys: options.keys });
  options.progress?.('backed-up');
  return mark?.previous ?? path;
}

/** @throws RESTORE_STUCK */
async function putBack(options: ReplaceOptions, failure: unknown): Promise<void> {
  try {
    await replaceAll(options, await verifyBackup(options), options.path);
  } catch (again) {
    const params = { reason: reasonOf(failure), again: reasonOf(again), path: options.path };
    throw backupErrors.RESTORE_STUCK(params, { cause: again });
  }
}

/** @throws BACKUP_OF_ONE_TABLE, BACKUP_TOO_NEW */
async function verifyRestorable({ path, keys, open, url }: RestoreOptions): Promise<Manifest> {
  const manifest = await verifyBackup({ path, keys, open });
  if (manifest.onlyTable !== null) throw backupErrors.BACKUP_OF_ONE_TABLE({ table: manifest.onlyTable });
  const known = new Set((await readMigrations(providerOf(url))).map(({ name }) => name));
  const unknown = manifest.migrations.find(({ name }) => !known.has(name));
  if (unknown) throw backupErrors.BACKUP_TOO_NEW({ version: manifest.stakaVersion, what: unknown.name });
  return manifest;
}

/** Marks, clears, migrates as far as the backup, loads, and migrates the rest. */
async function replaceAll(options: RestoreOptions, manifest: Manifest, previous: string | null): Promise<void> {
  const { url, path, keys, open, filesFolder, progress } = options;
  const storage = filesFolder === null ? null : await createFolderStorage(filesFolder);
  const loading = () => progress?.('loading');
  // Not as the rest: a database whose rows refer to nothing could not even be marked then.
  await connected(url, (db) => setMark(db, { path, previous }));
  await exclusively(url, (db) => clearDatabase(db, tableNames(manifest)));
  progress?.('cleared');
  await migrateAsFarAs(url, manifest);
  await exclusively(url, async (db) => {
    await closeToServers(db);
    await createMissingTables(db, manifest);
  });
  progress?.('migrated');
  await exclusively(url, (db) => loadBackup(db, { path, keys, open }, { manifest, storage, loading }));
  progress?.('loaded');
  await exclusively(url, dropMark);
  if (!options.asBackedUp) await migrate({ url });
}

async function migrateAsFarAs(url: string, { migrations }: Manifest): Promise<void> {
  const provider = providerOf(url);
  const folder = await mkdtemp(join(tmpdir(), 'staka-restore-'));
  try {
    for (const { name } of migrations) {
      const from = new URL(`${provider}/${name}/`, MIGRATIONS_FOLDER);
      await cp(from, join(folder, provider, name), { recursive: true });
    }
    await migrate({ url, folder: pathToFileURL(`${folder}/`) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function exclusively<T>(url: string, work: (db: MigrationDatabase) => Promise<T>): Promise<T> {
  return withSession({ url }, (session) => session.exclusively(() => work(session.db)));
}

function tableNames({ tables }: Manifest): string[] {
  return tables.map(({ name }) => name);
}

function reasonOf(error: unknown): Word | string {
  if (error instanceof CodedError) return { fr: error.detail('fr'), en: error.detail('en') };
  return error instanceof Error ? error.message : String(error);
}
