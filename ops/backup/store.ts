import type { BackupFile } from './list-backups.ts';
import type { ArchiveSource } from './read-archive.ts';

/** Where backups are kept. */
export interface BackupStore {
  /** A folder, or `s3://bucket/prefix`. */
  readonly name: string;
  /** Newest first; none that is not whole. */
  list(): Promise<BackupFile[]>;
  /** What may be read of it, by the name in the list. */
  source(name: string): Omit<ArchiveSource, 'keys'>;
  /**
   * Takes all the bytes of a new backup. It has its name, and is in the list, once all of it is kept.
   * @param nameOf the name to have, and others where that is somebody's already: 1, 2, 3…
   */
  write(nameOf: (number: number) => string, bytes: AsyncIterable<Uint8Array>): Promise<{ path: string; bytes: number }>;
  remove(backups: readonly BackupFile[]): Promise<void>;
}
