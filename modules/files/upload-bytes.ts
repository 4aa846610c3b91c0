import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readdir, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, removeIfThere, syncFolder } from '#platform/storage/durable.ts';
import type { StoredBytes } from '#platform/storage/storage.ts';
import { storageErrorOf, systemCodeOf } from '#platform/storage/storage-errors.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Uploads whose hash goes along with them; the others are read once more at their end. */
const HASHES_MAX = 500;
/** A process that is killed while bytes come loses so many of them at most. */
const MARK_EVERY_BYTES = 8 * 1024 * 1024;
const READ_BYTES = 1024 * 1024;

/** A hash of the first `size` bytes of an upload. */
interface RunningHash {
  readonly hash: Hash;
  size: number;
}

/**
 * The bytes of uploads on their way in, one file each, in a folder of this machine, and beside it a mark of how many of
 * them are synced: a power cut may leave a file as long as it was, with holes where bytes had not reached the disk.
 */
export class UploadBytes {
  readonly #folder: string;
  readonly #hashes = new Map<string, RunningHash>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  pathOf(id: string): string {
    if (!isUploadId(id)) throw new Error('Not the id of an upload');
    return join(this.#folder, id);
  }

  /** How far the upload is; 0 before its first byte. What is beyond the mark may be anything, and comes again. */
  async sizeOf(id: string): Promise<number> {
    try {
      const { size } = await stat(this.pathOf(id));
      return Math.min(size, await readMark(this.#markOf(id)));
    } catch (error) {
      if (systemCodeOf(error) === 'ENOENT') return 0;
      throw storageErrorOf(error);
    }
  }

  /**
   * Writes what comes, from `offset` on. What was written stays when the source breaks off: the upload goes on from there.
   * @returns how far the upload is now; it survives a power cut
   */
  async append(id: string, offset: number, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<number> {
    try {
      const handle = await this.#open(id, offset);
      let position = offset;
      let marked = offset;
      try {
        for await (const chunk of source) {
          await writeWhole(handle, chunk, position);
          this.#follow(id, position, chunk);
          position += chunk.length;
          if (position - marked < MARK_EVERY_BYTES) continue;
          await handle.sync();
          await writeMark(this.#markOf(id), position);
          marked = position;
        }
        return position;
      } finally {
        await closeDurably(handle);
        await writeMark(this.#markOf(id), position);
      }
    } catch (error) {
      throw storageErrorOf(error);
    }
  }

  /** The hash of the whole upload: at once when it was made on the way, else by reading it. */
  async hashOf(id: string): Promise<StoredBytes> {
    const size = await this.sizeOf(id);
    const running = this.#hashes.get(id);
    if (running?.size === size) return { sha256: running.hash.copy().digest('hex'), size };
    return { sha256: await hashOfFile(this.pathOf(id)), size };
  }

  async remove(id: string): Promise<void> {
    this.#hashes.delete(id);
    await removeIfThere(this.#markOf(id));
    await removeIfThere(this.pathOf(id));
  }

  /** Whether the disk could take this much more. */
  async hasRoomFor(bytes: number): Promise<boolean> {
    await makeFolder(this.#folder);
    const { bavail, bsize } = await statfs(this.#folder);
    return bavail * bsize > bytes;
  }

  /** Every upload of which there is something here, with when the last of it came. */
  async list(): Promise<{ id: string; modifiedAt: Date }[]> {
    await makeFolder(this.#folder);
    const names = (await readdir(this.#folder)).map((name) => name.replace(/\.synced$/, ''));
    const ids = [...new Set(names)].filter(isUploadId);
    const found = await Promise.all(ids.map(async (id) => ({ id, modifiedAt: await this.modifiedAt(id) })));
    return found.flatMap(({ id, modifiedAt }) => (modifiedAt ? [{ id, modifiedAt }] : []));
  }

  /** When its last bytes came; null before the first. */
  async modifiedAt(id: string): Promise<Date | null> {
    return (await modifiedAt(this.pathOf(id))) ?? (await modifiedAt(this.#markOf(id)));
  }

  #markOf(id: string): string {
    return `${this.pathOf(id)}.synced`;
  }

  /** Before the first byte the mark says that there is none, and both names are on the disk. */
  async #open(id: string, offset: number): Promise<Handle> {
    await makeFolder(this.#folder);
    if (offset === 0) await writeMark(this.#markOf(id), 0);
    const handle = await open(this.pathOf(id), offset === 0 ? 'w' : 'r+');
    if (offset === 0) await syncFolder(this.#folder);
    else await handle.truncate(offset);
    return handle;
  }

  #follow(id: string, position: number, chunk: Uint8Array): void {
    const running = position === 0 ? { hash: createHash('sha256'), size: 0 } : this.#hashes.get(id);
    if (running?.size !== position) return;
    running.hash.update(chunk);
    running.size += chunk.length;
    this.#hashes.delete(id);
    this.#hashes.set(id, running);
    const oldest = this.#hashes.keys().next().value;
    if (this.#hashes.size > HASHES_MAX && oldest !== undefined) this.#hashes.delete(oldest);
  }
}

export function isUploadId(text: string): boolean {
  return UUID.test(text);
}

type Handle = Awaited<ReturnType<typeof open>>;

function modifiedAt(path: string): Promise<Date | null> {
  return stat(path).then(
    ({ mtime }) => mtime,
    () => null,
  );
}

/** By way of one piece of memory, which a stream would take anew for each part. */
async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafeSlow(READ_BYTES);
  const handle = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(piece, 0, piece.length);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(piece.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

async function writeWhole(handle: Handle, chunk: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < chunk.length; ) {
    const { bytesWritten } = await handle.write(chunk, written, chunk.length - written, position + written);
    written += bytesWritten;
  }
}

/** Twenty bytes at the same place each time: they are there or not, and never half. */
async function writeMark(path: string, size: number): Promise<void> {
  const handle = await open(path, constants.O_WRONLY | constants.O_CREAT, 0o666);
  try {
    await handle.write(`${size}`.padStart(20), 0);
  } finally {
    await closeDurably(handle);
  }
}

/** Without a mark nothing is known to be missing. */
async function readMark(path: string): Promise<number> {
  try {
    return Number(await readFile(path, 'utf8')) || 0;
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return Number.POSITIVE_INFINITY;
    throw error;
  }
}

async function closeDurably(handle: Handle): Promise<void> {
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
