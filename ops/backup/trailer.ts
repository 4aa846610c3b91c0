import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { DAMAGE, Damaged } from './damage.ts';

/**
 * What ends a backup: a skippable frame of Zstandard (RFC 8878, section 3.1.2), which `zstd -d` and `tar --zstd` pass
 * over, with the SHA-256 of everything before it.
 */
const MARK = Buffer.from('STAKA-01');
const HASH_BYTES = 32;
const HEAD = Buffer.concat([Buffer.from([0x5b, 0x2a, 0x4d, 0x18, MARK.length + HASH_BYTES, 0, 0, 0]), MARK]);
const TRAILER_BYTES = HEAD.length + HASH_BYTES;

/** Passes everything on and adds the trailer. */
export function appendTrailer(): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(null, Buffer.concat([HEAD, hash.digest()]));
    },
  });
}

/** Passes on everything but the trailer. Throws at the end when the trailer is missing or says something else. */
export async function* withoutTrailer(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let held = Buffer.alloc(0);
  for await (const chunk of source) {
    const bytes = Buffer.concat([held, chunk]);
    const sure = Math.max(0, bytes.length - TRAILER_BYTES);
    held = bytes.subarray(sure);
    if (sure === 0) continue;
    hash.update(bytes.subarray(0, sure));
    yield bytes.subarray(0, sure);
  }
  if (!held.equals(Buffer.concat([HEAD, hash.digest()]))) throw new Damaged(DAMAGE.sum);
}
