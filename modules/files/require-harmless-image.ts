import type { FileHandle } from 'node:fs/promises';
import { fileErrors } from './errors.ts';
import { readAt } from './scan-bytes.ts';

/** A poster scanned at 600 dpi has some 280 million; a viewer takes four bytes for each. */
const PIXELS_MAX = 400_000_000;
const HEAD_BYTES = 512 * 1024;
const TAIL_BYTES = 64 * 1024;

/** What a browser or a server that took the picture for something else would run. */
const MARKUP = /<(?:script|html|body|iframe|svg)[\s/>]|<\?php/i;
/** A GIF that is a script as well: what comes next is its width, 8192 pixels and more. */
const SCRIPT_GIF = /^GIF8[79]a(?:[=/*][\x20-\x7e])/;

interface Dimensions {
  readonly width: number;
  readonly height: number;
}

/**
 * A picture that is nothing else as well, and that fits into the memory of whoever opens it.
 * @throws FILE_AMBIGUOUS, FILE_IMAGE_EXCESSIVE
 */
export async function requireHarmlessImage(handle: FileHandle): Promise<void> {
  const head = await readAt(handle, 0, HEAD_BYTES);
  const { size } = await handle.stat();
  const tail = await readAt(handle, Math.max(head.length, size - TAIL_BYTES), TAIL_BYTES);
  const text = head.toString('latin1');
  if (SCRIPT_GIF.test(text) || MARKUP.test(text) || MARKUP.test(tail.toString('latin1')))
    throw fileErrors.FILE_AMBIGUOUS();
  const dimensions = dimensionsOf(head, text);
  if (dimensions === null) return;
  const { width, height } = dimensions;
  if (width * height > PIXELS_MAX) throw fileErrors.FILE_IMAGE_EXCESSIVE({ width, height });
}

/** What the header declares; null for formats that declare it elsewhere. */
function dimensionsOf(head: Buffer, text: string): Dimensions | null {
  if (head.length < 30) return null;
  if (text.startsWith('\x89PNG')) return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
  if (text.startsWith('GIF8')) return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
  if (text.startsWith('BM')) return { width: head.readUInt32LE(18), height: Math.abs(head.readInt32LE(22)) };
  if (text.startsWith('VP8X', 12)) return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
  return text.startsWith('\xff\xd8') ? dimensionsOfJpeg(head) : null;
}

/** They are in the first of the segments that begin a frame (ITU-T T.81, section B.2.2). */
function dimensionsOfJpeg(head: Buffer): Dimensions | null {
  for (let at = 2; at + 9 <= head.length && head[at] === 0xff; at += 2 + head.readUInt16BE(at + 2)) {
    const marker = head[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: head.readUInt16BE(at + 7), height: head.readUInt16BE(at + 5) };
  }
  return null;
}
