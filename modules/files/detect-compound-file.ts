import type { FileHandle } from 'node:fs/promises';
import { fileErrors } from './errors.ts';
import { type ContentType, contentType, UNKNOWN } from './file-types.ts';
import { readAt } from './scan-bytes.ts';

const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const SECTORS_MAX = 64;
/** From here on a sector number means “end of chain” or “free” (MS-CFB, section 2.1). */
const LAST_SECTOR = 0xfffffffa;
const FAT_SECTORS_IN_HEADER = 109;

/** The stream that each of these programs keeps its document in. */
const STREAMS: readonly (readonly [name: string, mimeType: string, extension: string])[] = [
  ['WordDocument', 'application/msword', 'doc'],
  ['Workbook', 'application/vnd.ms-excel', 'xls'],
  ['Book', 'application/vnd.ms-excel', 'xls'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint', 'ppt'],
];

/** The names in a Windows installer are packed into characters from here on (MS-CFB names are UTF-16). */
const INSTALLER_NAME = /^[\u3800-\u4840]{2}/;

/**
 * Tells the documents of older word processors from everything else that is kept in Microsoft's compound files (MS-CFB).
 * @throws FILE_MACROS_REFUSED
 */
export async function detectCompoundFile(handle: FileHandle): Promise<ContentType> {
  const names = await entryNames(handle);
  if (names.has('_VBA_PROJECT')) throw fileErrors.FILE_MACROS_REFUSED();
  const stream = STREAMS.find(([name]) => names.has(name));
  if (stream) return contentType(stream[1], stream[2]);
  const isInstaller = [...names].some((name) => INSTALLER_NAME.test(name));
  return isInstaller ? contentType('application/x-ms-installer', 'msi') : UNKNOWN;
}

/** The names in the directory, which is a chain of sectors. What is damaged ends the chain. */
async function entryNames(handle: FileHandle): Promise<Set<string>> {
  const header = await readAt(handle, 0, HEADER_BYTES);
  const names = new Set<string>();
  if (header.length < HEADER_BYTES) return names;
  const sectorBytes = 1 << header.readUInt16LE(30);
  if (sectorBytes !== 512 && sectorBytes !== 4096) return names;
  let sector = header.readUInt32LE(48);
  for (let count = 0; count < SECTORS_MAX && sector < LAST_SECTOR; count += 1) {
    const entries = await readAt(handle, (sector + 1) * sectorBytes, sectorBytes);
    for (let at = 0; at + ENTRY_BYTES <= entries.length; at += ENTRY_BYTES) names.add(entryName(entries.subarray(at)));
    sector = await nextSector(handle, header, sectorBytes, sector);
  }
  return names;
}

function entryName(entry: Buffer): string {
  const bytes = Math.min(64, entry.readUInt16LE(64));
  return entry.toString('utf16le', 0, Math.max(0, bytes - 2));
}

/** The sector that follows, as the allocation table says; its first 109 sectors are named in the header, which is 7 MB and more. */
async function nextSector(handle: FileHandle, header: Buffer, sectorBytes: number, sector: number): Promise<number> {
  const perSector = sectorBytes / 4;
  const index = Math.floor(sector / perSector);
  if (index >= FAT_SECTORS_IN_HEADER) return LAST_SECTOR;
  const table = header.readUInt32LE(76 + index * 4);
  if (table >= LAST_SECTOR) return LAST_SECTOR;
  const link = await readAt(handle, (table + 1) * sectorBytes + (sector % perSector) * 4, 4);
  return link.length === 4 ? link.readUInt32LE(0) : LAST_SECTOR;
}
