import { join } from 'node:path';
import { connected } from '#ops/backup/connected.ts';
import type { Manifest } from '#ops/backup/format.ts';
import type { ArchiveSource } from '#ops/backup/read-archive.ts';
import { type RestoreStep, restoreIntoEmpty } from '#ops/backup/restore.ts';
import { whileAlone } from '#ops/backup/restore-lock.ts';
import { filesOf } from '#ops/backup/snapshot-with-files.ts';
import { tableShapes } from '#ops/backup/table-shapes.ts';
import { rehearsalErrors } from './errors.ts';
import { makeTemporaryDatabase } from './temporary-database.ts';

export interface RehearsalOptions extends ArchiveSource {
  /** The database of the installation, beside which the temporary one is made; it is not touched. */
  readonly url: string;
  readonly dataDir: string;
  readonly progress?: ((step: RestoreStep) => void) | undefined;
}

/** What a rehearsal has shown. */
export interface Rehearsal {
  readonly createdAt: string;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** Known to be missing since the backup was made with `--skip-missing`. */
  readonly missingFiles: number;
  /** True where a file of SQLite had to do, since the server lets this user make no database. */
  readonly isStandIn: boolean;
  readonly milliseconds: number;
}

/**
 * Restores a backup into a temporary database, as one would in need: decrypts it, reads all of it twice, loads every
 * row, reads it back and compares counts and hashes, finds rows that refer to nothing, hashes every file, and migrates
 * to this version. The temporary database goes in the end; one that a killed rehearsal left goes at the next.
 *
 * @throws RESTORE_FAILED, REHEARSAL_FILES, and whatever `verifyBackup` throws
 */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  const start = performance.now();
  const temporary = await makeTemporaryDatabase(options.url, join(options.dataDir, 'rehearsal'));
  try {
    const { path, keys, progress } = options;
    const manifest = await restoreIntoEmpty({
      ...options,
      path,
      keys,
      url: temporary.url,
      filesFolder: null,
      progress,
    });
    await assertFilesAreIn(temporary.url, manifest);
    const { tables, files, missingFiles } = manifest.summary;
    return {
      createdAt: manifest.createdAt,
      tables: tables.length,
      rows: tables.reduce((sum, { rows }) => sum + rows, 0),
      files: files.length,
      missingFiles: missingFiles.length,
      isStandIn: temporary.isStandIn,
      milliseconds: Math.round(performance.now() - start),
    };
  } finally {
    await temporary.drop();
  }
}

/** One rehearsal at a time beside a database. @throws REHEARSAL_BUSY */
export function whileRehearsing<T>(url: string, work: () => Promise<T>): Promise<T> {
  return whileAlone(url, 'rehearsal', work, () => rehearsalErrors.REHEARSAL_BUSY());
}

/** @throws REHEARSAL_FILES */
async function assertFilesAreIn(url: string, { summary }: Manifest): Promise<void> {
  const known = new Set([...summary.files.map(({ sha256 }) => sha256), ...summary.missingFiles]);
  const named = await connected(url, async (db) => filesOf(db, { tables: await tableShapes(db) }));
  const [first, ...others] = named.filter(({ sha256 }) => !known.has(sha256));
  if (first) throw rehearsalErrors.REHEARSAL_FILES({ count: others.length + 1, sha256: first.sha256 });
}
