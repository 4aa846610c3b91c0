import type { FileHandle } from 'node:fs/promises';
import yauzl from 'yauzl';
import { CodedError } from '#platform/http/errors.ts';
import { fileErrors } from './errors.ts';

const ENTRIES_MAX = 5_000;
const DIRECTORY_MAX_BYTES = 8 * 1024 * 1024;
const LOCAL_HEADER_BYTES = 30;

/** How a zip archive begins: an entry, the end of an empty one, or a part of a split one. */
const SIGNATURES = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];

export interface ArchiveEntry {
  /** With `/` between folders, as unzip would read it. */
  readonly name: string;
  /** bytes, as the directory says */
  readonly packed: number;
  /** bytes, as the directory says */
  readonly unpacked: number;
  /** From here to there its bytes lie in the archive, at least. */
  readonly range: readonly [start: number, end: number];
  readonly isLink: boolean;
  /** Neither encrypted nor packed by a method nobody here knows. */
  readonly isReadable: boolean;
  /** The first bytes of it, unpacked. @throws FILE_DAMAGED when it is not what the directory says */
  read(atMost: number): Promise<Buffer>;
}

export interface Archive {
  /** bytes */
  readonly size: number;
  readonly entries: readonly ArchiveEntry[];
  close(): void;
}

/**
 * The directory of a zip archive, and nothing unpacked; null when the file is none. Every .docx, .odt and .epub is one.
 * @throws FILE_DAMAGED, FILE_ARCHIVE_EXCESSIVE
 */
export async function openArchive(path: string, handle: FileHandle): Promise<Archive | null> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
  if (!SIGNATURES.includes(buffer.toString('latin1', 0, bytesRead))) return null;
  const zip = await orDamaged(yauzl.openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false }));
  try {
    return { size: zip.fileSize, entries: await orDamaged(readDirectory(zip)), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** What a library could not read is damaged; what the disk could not is another matter. */
async function orDamaged<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof CodedError || (error instanceof Error && 'syscall' in error)) throw error;
    throw fileErrors.FILE_DAMAGED({}, { cause: error });
  }
}

async function readDirectory(zip: yauzl.ZipFile): Promise<ArchiveEntry[]> {
  if (zip.entryCount > ENTRIES_MAX) throw fileErrors.FILE_ARCHIVE_EXCESSIVE();
  const entries: ArchiveEntry[] = [];
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    bytes += entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    if (bytes > DIRECTORY_MAX_BYTES) throw fileErrors.FILE_ARCHIVE_EXCESSIVE();
    entries.push(entryOf(zip, entry));
  }
  return entries;
}

function entryOf(zip: yauzl.ZipFile, entry: yauzl.Entry): ArchiveEntry {
  const { relativeOffsetOfLocalHeader: start, compressedSize: packed, uncompressedSize: unpacked } = entry;
  return {
    name: yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false),
    packed,
    unpacked,
    range: [start, start + LOCAL_HEADER_BYTES + entry.fileNameLength + packed],
    isLink: ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000,
    isReadable: entry.canDecodeFileData(),
    read: (atMost) => orDamaged(readStart(zip, entry, atMost)),
  };
}

async function readStart(zip: yauzl.ZipFile, entry: yauzl.Entry, atMost: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of await zip.openReadStreamPromise(entry)) {
    parts.push(part);
    length += part.length;
    if (length >= atMost) break;
  }
  return Buffer.concat(parts).subarray(0, atMost);
}
