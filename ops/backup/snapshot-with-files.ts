import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import type { StoredBytes } from '#platform/storage/storage.ts';
import { type Pins, pinFiles } from './pin-files.ts';
import { readRows } from './read-rows.ts';
import { beginSnapshot, endSnapshot, type Snapshot } from './snapshot.ts';

const ATTEMPTS = 5;

export interface SnapshotWithFiles {
  readonly snapshot: Snapshot;
  /** The files that the snapshot names. */
  readonly wanted: readonly StoredBytes[];
  readonly pins: Pins;
}

/**
 * A snapshot, and its files held so that they stay for as long as they are being copied. Between the two a sweep may
 * remove bytes that nobody refers to any more: then both are taken anew, and the later snapshot does not name them.
 * What is missing five times in a row is lost, and left to whoever copies.
 */
export async function snapshotWithFiles(
  db: MigrationDatabase,
  { filesFolder, table }: { filesFolder: string; table?: string | undefined },
): Promise<SnapshotWithFiles> {
  for (let attempt = 1; ; attempt += 1) {
    const snapshot = await beginSnapshot(db);
    const wanted = table === undefined ? await filesOf(db, snapshot) : [];
    const pins = await pinFiles(filesFolder, wanted);
    if (pins.lost.length === 0 || attempt === ATTEMPTS) return { snapshot, wanted, pins };
    await pins.remove();
    await endSnapshot(db);
  }
}

/** All bytes that files and pictures refer to; bytes that wait to be swept are nobody's. */
export async function filesOf(db: MigrationDatabase, { tables }: Pick<Snapshot, 'tables'>): Promise<StoredBytes[]> {
  const blobs = tables.find(({ name }) => name === 'blobs');
  if (!blobs) return [];
  const referred = await referredHashes(db, { tables });
  const files: StoredBytes[] = [];
  for await (const rows of readRows(db, blobs))
    for (const { sha256, size } of rows)
      if (referred.has(String(sha256))) files.push({ sha256: String(sha256), size: Number(size) });
  return files;
}

const REFERENCES = [
  ['files', 'sha256'],
  ['users', 'avatarSha256'],
] as const;

async function referredHashes(db: MigrationDatabase, { tables }: Pick<Snapshot, 'tables'>): Promise<Set<string>> {
  const hashes = new Set<string>();
  for (const [name, column] of REFERENCES) {
    const table = tables.find((candidate) => candidate.name === name);
    const found = table?.columns.find((candidate) => candidate.name === column);
    if (!table || !found) continue;
    for await (const rows of readRows(db, table, [found]))
      for (const row of rows) if (row[column]) hashes.add(String(row[column]));
  }
  return hashes;
}
