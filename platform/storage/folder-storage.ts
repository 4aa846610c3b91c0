import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { linkOrCopy, makeFolder, removeIfThere, syncFile, syncFolder } from './durable.ts';
import type { ByteRange, Storage, StoredBytes, StoredEntry } from './storage.ts';
import { storageErrorOf, storageErrors, systemCodeOf } from './storage-errors.ts';

const INCOMING = '.incoming';
const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Keeps bytes in a folder: `ab/cd/<sha256>`, and `.incoming/` for what is still being written.
 * A write goes to `.incoming/`, is synced, and gets its name by an atomic rename, whose folder is synced in turn.
 */
export async function createFolderStorage(folder: string): Promise<Storage> {
  await coded(makeFolder(join(folder, INCOMING)));
  const pathOf = (sha256: string) => pathIn(folder, sha256);
  const newIncoming = () => join(folder, INCOMING, randomUUID());
  return {
    put: (source) => coded(put(source, newIncoming(), pathOf)),
    adopt: (path, bytes) => coded(adopt(path, bytes, newIncoming(), pathOf(bytes.sha256))),
    open: (sha256, range) => coded(openBytes(pathOf(sha256), range)),
    has: async (sha256, size) => isComplete(await coded(sizeOf(pathOf(sha256))), size),
    remove: (sha256) => coded(remove(pathOf(sha256))),
    list: () => list(folder),
    sweep: (before) => coded(sweep(join(folder, INCOMING), before)),
  };
}

async function put(source: Readable, incoming: string, pathOf: (sha256: string) => string): Promise<StoredBytes> {
  try {
    const hash = createHash('sha256');
    let size = 0;
    const counting = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        size += chunk.length;
        done(null, chunk);
      },
    });
    await pipeline(source, counting, createWriteStream(incoming, { flags: 'wx', flush: true }));
    const bytes = { sha256: hash.digest('hex'), size };
    await settle(incoming, pathOf(bytes.sha256), size);
    return bytes;
  } finally {
    await removeIfThere(incoming);
  }
}

async function adopt(path: string, bytes: StoredBytes, incoming: string, final: string): Promise<void> {
  if (isComplete(await sizeOf(final), bytes.size)) return;
  try {
    await linkOrCopy(path, incoming);
    await syncFile(incoming);
    await settle(incoming, final, bytes.size);
  } finally {
    await removeIfThere(incoming);
  }
}

/** Gives written and synced bytes their name. Bytes of that name that are cut short are replaced: a power cut made them. */
async function settle(incoming: string, final: string, size: number): Promise<void> {
  if (isComplete(await sizeOf(final), size)) return;
  await makeFolder(dirname(final));
  await rename(incoming, final);
  await syncFolder(dirname(final));
}

async function openBytes(path: string, range?: ByteRange): Promise<Readable> {
  try {
    const handle = await open(path);
    return handle.createReadStream({ highWaterMark: 256 * 1024, ...range });
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') throw storageErrors.STORAGE_BYTES_MISSING({}, { cause: error });
    throw error;
  }
}

async function remove(path: string): Promise<void> {
  if ((await sizeOf(path)) === null) return;
  await removeIfThere(path);
  await syncFolder(dirname(path));
}

async function* list(folder: string): AsyncGenerator<StoredEntry> {
  for (const first of await namesIn(folder)) {
    if (first.length !== 2) continue;
    for (const second of await namesIn(join(folder, first))) {
      for (const sha256 of await namesIn(join(folder, first, second))) {
        const entry = SHA256.test(sha256) ? await statOf(pathIn(folder, sha256)) : null;
        if (entry) yield { sha256, size: entry.size, modifiedAt: entry.mtime };
      }
    }
  }
}

async function sweep(incoming: string, before: Date): Promise<number> {
  let removed = 0;
  for (const name of await namesIn(incoming)) {
    const entry = await statOf(join(incoming, name));
    // Not mtime: what was linked in is as old as its bytes.
    if (entry === null || entry.ctime >= before) continue;
    await removeIfThere(join(incoming, name));
    removed += 1;
  }
  return removed;
}

/** Where the bytes are in the folder: what copies the folder as a whole has to know. */
export function pathIn(folder: string, sha256: string): string {
  // Only a hash becomes a path: nothing else could climb out of the folder either.
  if (!SHA256.test(sha256)) throw new Error('Not a SHA-256 in hexadecimal');
  return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

async function sizeOf(path: string): Promise<number | null> {
  return (await statOf(path))?.size ?? null;
}

function isComplete(found: number | null, size: number | undefined): boolean {
  return found !== null && (size === undefined || found === size);
}

async function statOf(path: string): Promise<{ size: number; mtime: Date; ctime: Date } | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCodeOf(error) ?? '')) return [];
    throw error;
  }
}

async function coded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw storageErrorOf(error);
  }
}
