import type { FileHandle } from 'node:fs/promises';

const PIECE_BYTES = 1024 * 1024;
/** What is looked for is never longer, and so never cut in two. */
const OVERLAP_BYTES = 1024;

export interface ScannedPiece {
  /** One character a byte. */
  readonly text: string;
  /** Where the piece begins in the file. */
  readonly at: number;
}

/** A whole file, a piece at a time, each with the end of the one before. Others get their turn in between. */
export async function* scanBytes(handle: FileHandle): AsyncGenerator<ScannedPiece> {
  const buffer = Buffer.allocUnsafeSlow(OVERLAP_BYTES + PIECE_BYTES);
  let kept = 0;
  for (let position = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, kept, PIECE_BYTES, position);
    if (bytesRead === 0) return;
    const end = kept + bytesRead;
    yield { text: buffer.toString('latin1', 0, end), at: position - kept };
    position += bytesRead;
    const from = Math.max(0, end - OVERLAP_BYTES);
    buffer.copyWithin(0, from, end);
    kept = end - from;
  }
}

export async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
