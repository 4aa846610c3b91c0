import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, inflate } from 'node:zlib';
import { fileErrors } from './errors.ts';
import { hasProgramExtension } from './file-types.ts';
import { readAt, scanBytes } from './scan-bytes.ts';

/** `/S /Launch`, whose letters may be written as numbers (PDF 32000-1, sections 7.3.5 and 12.6.4.5). */
const LAUNCH = /\/(?:S|#53)\s*\/(?:L|#4[cC])(?:a|#61)(?:u|#75)(?:n|#6[eE])(?:c|#63)(?:h|#68)(?![\w#])/;
/** The name of a file that the document refers to or brings along. */
const FILENAME = /\/U?F\s*(?:\(((?:[^()\\]|\\.){1,400})\)|<([0-9A-Fa-f\s]{2,800})>)/g;
const OBJECT_STREAM = /\/ObjStm/g;
const STREAM = /stream\r?\n/;

/** Objects may be packed: so many bytes of these are unpacked to look at, of one and of all, and so many streams. */
const PACKED_BYTES = 64 * 1024;
const UNPACKED_BYTES = 1024 * 1024;
const STREAMS_MAX = 200;

const LAUNCHES = { fr: 'une action qui lance un programme', en: 'an action that launches a program' };
const unpack = promisify(inflate);

/**
 * A PDF that starts no program and brings none along. JavaScript is let be: forms that people fill in hold it, and
 * readers of PDF keep it in a sandbox.
 * @throws FILE_ACTIVE_CONTENT_REFUSED, FILE_PROGRAM_REFUSED
 */
export async function requireHarmlessPdf(handle: FileHandle): Promise<void> {
  const streams = new Set<number>();
  for await (const { text, at } of scanBytes(handle)) {
    requireHarmlessObjects(text);
    for (const { index } of text.matchAll(OBJECT_STREAM)) if (streams.size < STREAMS_MAX) streams.add(at + index);
  }
  for (const at of streams) requireHarmlessObjects(await objectsAt(handle, at));
}

function requireHarmlessObjects(text: string): void {
  if (LAUNCH.test(text)) throw fileErrors.FILE_ACTIVE_CONTENT_REFUSED({ what: LAUNCHES });
  for (const [, literal, hexadecimal] of text.matchAll(FILENAME)) {
    const name = literal ?? Buffer.from((hexadecimal ?? '').replace(/\s/g, ''), 'hex').toString('latin1');
    // UTF-16 has a zero beside each letter of an ending.
    if (hasProgramExtension(name.replaceAll('\0', '').trim())) throw fileErrors.FILE_PROGRAM_REFUSED();
  }
}

/** The objects in a packed stream; none when it is packed otherwise, or encrypted. */
async function objectsAt(handle: FileHandle, at: number): Promise<string> {
  const bytes = await readAt(handle, at, PACKED_BYTES);
  const start = STREAM.exec(bytes.toString('latin1', 0, 1024));
  if (!start) return '';
  try {
    const packed = bytes.subarray(start.index + start[0].length);
    // Its end may lie beyond what was read.
    const objects = await unpack(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: UNPACKED_BYTES });
    return objects.toString('latin1');
  } catch {
    return '';
  }
}
