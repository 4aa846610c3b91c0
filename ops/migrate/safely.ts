import { connected } from '#ops/backup/connected.ts';
import { type BackupOptions, createBackup } from '#ops/backup/create-backup.ts';
import { isInUse } from '#ops/backup/in-use.ts';
import { replaceDatabase } from '#ops/backup/restore.ts';
import { verifyBackup } from '#ops/backup/verify-backup.ts';
import { type RunOrigin, recordRun } from '#ops/runs/record-run.ts';
import { openDatabase } from '#platform/db/db.ts';
import { CodedError, type Word } from '#platform/http/errors.ts';
import type { MigrationStep } from './changes.ts';
import { migrationErrors } from './errors.ts';
import { migrate } from './migrate.ts';
import { type RollbackOptions, rollback } from './rollback.ts';
import type { MigrateOptions } from './session.ts';

export interface SafeOptions {
  /** Where backups and files are, and what encrypts them. */
  readonly backup: Pick<BackupOptions, 'folder' | 'filesFolder' | 'keys'>;
  readonly origin: RunOrigin;
  /** Told once the backup is made and read again. */
  readonly backedUp?: ((made: MadeBackup) => void) | undefined;
}

export interface MadeBackup {
  readonly path: string;
  /** Named by the database and missing already: a migration needs them as little as it spoils them. */
  readonly missingFiles: readonly string[];
}

export interface SafeOutcome {
  readonly steps: MigrationStep[];
  /** Its path; null where nothing was changed, or where there was no row to back up. */
  readonly backup: string | null;
}

/**
 * `migrate`, after a backup where anything is pending and the database has rows; entered in the list of operations.
 * @throws MIGRATION_NOT_BACKED_UP, and whatever `migrate` throws, with the backup named
 */
export function migrateSafely(options: MigrateOptions & SafeOptions): Promise<SafeOutcome> {
  return safely(options, 'up', (backUp) => migrate({ ...options, backUp }));
}

/** `rollback`, in the same way. */
export function rollBackSafely(options: RollbackOptions & SafeOptions): Promise<SafeOutcome> {
  return safely(options, 'down', (backUp) => rollback({ ...options, backUp }));
}

async function safely(
  options: MigrateOptions & SafeOptions,
  direction: 'up' | 'down',
  work: (backUp: () => Promise<string>) => Promise<MigrationStep[]>,
): Promise<SafeOutcome> {
  const start = performance.now();
  let made: MadeBackup | null = null;
  const record = (steps: readonly MigrationStep[], error?: unknown) => {
    const milliseconds = Math.round(performance.now() - start);
    return enter(options, { direction, steps, milliseconds, backup: pathOf(made) }, error);
  };
  try {
    await letReadersIn(options.directUrl || options.url);
    const steps = await work(async () => {
      made = await backUp(options);
      options.backedUp?.(made);
      return made.path;
    });
    if (steps.length > 0) await record(steps);
    return { steps, backup: pathOf(made) };
  } catch (error) {
    const told = await restoreIfFenced(options, error, pathOf(made));
    await record([], told);
    throw told;
  }
}

/** As the server has it: without, who migrates on SQLite would hold up the backup, which reads. */
async function letReadersIn(url: string): Promise<void> {
  if (!url.startsWith('file:')) return;
  // Somebody who writes just now keeps it as it is, and the backup says what is in its way.
  await connected(url, (db) => db.query('PRAGMA journal_mode=WAL').catch(() => []));
}

/** It is the way back: better to know now that it cannot be read. */
async function backUp({ url, directUrl, backup }: MigrateOptions & SafeOptions): Promise<MadeBackup> {
  const { path, manifest } = await createBackup({ ...backup, url: directUrl || url, skipMissing: true });
  await verifyBackup({ path, keys: backup.keys });
  return { path, missingFiles: manifest.summary.missingFiles };
}

/** A variable that a callback sets is still `null` to the compiler. */
function pathOf(made: MadeBackup | null): string | null {
  return made?.path ?? null;
}

/**
 * Enters what was done, or why it failed, in the list of operations: afterwards and not before, for while a migration
 * runs on SQLite nobody else writes, and who only waited for another process has done nothing.
 */
async function enter(
  { url, origin }: MigrateOptions & SafeOptions,
  details: Record<string, unknown>,
  error?: unknown,
): Promise<void> {
  // A database that cannot be reached keeps no list.
  const db = await openDatabase({ url }).catch(() => undefined);
  if (!db) return;
  const end = () => (error === undefined ? Promise.resolve() : Promise.reject(error));
  await recordRun(db, { kind: 'MIGRATION', origin, details }, end).catch(() => {});
  await db.destroy();
}

/**
 * What could not be put back statement by statement is put back from the backup, but only while nobody can write: else
 * what was written since would be lost, and the sentence names the backup instead.
 */
async function restoreIfFenced(
  { url, directUrl, backup }: MigrateOptions & SafeOptions,
  error: unknown,
  path: string | null,
): Promise<unknown> {
  const named = withBackupNamed(error, path);
  const address = directUrl || url;
  const isStuck = error instanceof CodedError && error.code === 'MIGRATION_STOPPED';
  if (!isStuck || path === null || !(await isFenced(address))) return named;
  const { name = '', reason = '' } = error.params;
  return replaceDatabase({ ...backup, url: address, path, asBackedUp: true, force: false }).then(
    () => migrationErrors.MIGRATION_RESTORED({ name, reason, backup: path }, { cause: error }),
    () => named,
  );
}

/** In maintenance, and with no other process at the database. */
async function isFenced(url: string): Promise<boolean> {
  const isOn = await connected(url, async (db) => {
    const rows = await db.query('SELECT 1 AS one FROM maintenance LIMIT 1').catch(() => []);
    return rows.length > 0;
  }).catch(() => false);
  return isOn && !(await isInUse(url));
}

/** The same failure, whose sentence ends with the backup. */
function withBackupNamed(error: unknown, backup: string | null): unknown {
  if (backup === null || !(error instanceof CodedError)) return error;
  const define = Object.entries(migrationErrors).find(([code]) => code === error.code)?.[1];
  const last = 'again' in error.params ? 'again' : 'reason';
  const reason = error.params[last];
  if (!define || reason === undefined) return error;
  const said: Word = typeof reason === 'object' ? reason : { fr: String(reason), en: String(reason) };
  const named = {
    fr: `${said.fr} (sauvegarde faite juste avant : ${backup})`,
    en: `${said.en} (backup made just before: ${backup})`,
  };
  return define({ ...error.params, [last]: named }, error.extras);
}
