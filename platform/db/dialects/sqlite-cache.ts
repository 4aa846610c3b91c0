import { statSync } from 'node:fs';
import { totalmem } from 'node:os';

const MEBIBYTE = 1024 * 1024;
const LEAST = 32 * MEBIBYTE;
const MOST = 256 * MEBIBYTE;
const SHARE_OF_FILE = 1 / 4;
const SHARE_OF_MEMORY = 1 / 16;

/**
 * How much of an SQLite file its reading connection keeps, in bytes, so that the same pages are not copied out of the
 * system's cache again and again: a quarter of the file, from 32 to 256 MiB, and at most a sixteenth of the memory
 * there is. It is filled as pages are read.
 *
 * @param memory what the process may use, in bytes
 */
export function readerCacheBytes(path: string, memory = availableMemory()): number {
  const bytes = (statSync(path, { throwIfNoEntry: false })?.size ?? 0) * SHARE_OF_FILE;
  return Math.floor(Math.max(LEAST, Math.min(MOST, bytes, memory * SHARE_OF_MEMORY)));
}

/** A container's limit, where there is one; 0 or more than the machine has where there is none. */
function availableMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
