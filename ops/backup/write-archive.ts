import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import tar from 'tar-stream';
import { encryptingFor } from './encryption.ts';
import { appendTrailer } from './trailer.ts';
import { untilDrained } from './until-drained.ts';

const LEVEL = 3;
const ABANDONED = 'the backup was abandoned';

/** A backup being written: tar, compressed by Zstandard, sealed by its trailer and encrypted when there are keys. */
export interface ArchiveWriter<Kept = unknown> {
  add(name: string, content: string): Promise<void>;
  /** @param content exactly `size` bytes, or the archive is refused */
  addStream(name: string, size: number, content: AsyncIterable<Buffer>): Promise<void>;
  /** Resolves when all of it is kept. */
  finish(): Promise<Kept>;
  /** Ends it before its end: nothing is kept. */
  abandon(): Promise<void>;
}

/** @param take takes all the bytes, and resolves when they are kept */
export function writeArchive<Kept>(
  take: (bytes: AsyncIterable<Uint8Array>) => Promise<Kept>,
  { keys, at }: { keys: readonly string[]; at: Date },
): ArchiveWriter<Kept> {
  const pack = tar.pack();
  const params = { [constants.ZSTD_c_checksumFlag]: 1, [constants.ZSTD_c_compressionLevel]: LEVEL };
  const writing = pipeline(
    Readable.from(pack, { objectMode: false }),
    createZstdCompress({ params }),
    appendTrailer(),
    encryptingFor(keys),
    (bytes: AsyncIterable<Uint8Array>) => take(untilFinal(bytes)),
  );
  let isFinal = false;
  // What ends early must not look like an end to whoever keeps it.
  async function* untilFinal(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    yield* bytes;
    if (!isFinal) throw new Error(ABANDONED);
  }
  // Whoever adds something hears of it.
  const failed = new Promise<never>((_resolve, reject) => writing.catch(reject));
  failed.catch(() => {});
  const addStream: ArchiveWriter<Kept>['addStream'] = (name, size, content) => {
    const added = new Promise<void>((resolve, reject) => {
      const sink = pack.entry({ name, size, mtime: at, mode: 0o600, type: 'file' }, (error) =>
        error ? reject(error) : resolve(),
      );
      fill(sink, content).catch((error) => sink.destroy(error));
    });
    // One that takes nothing any more says why by what failed.
    return Promise.race([added.catch((error) => (pack.destroyed ? failed : Promise.reject(error))), failed]);
  };
  return {
    add: (name, content) => {
      const bytes = Buffer.from(content);
      return addStream(name, bytes.length, Readable.from([bytes]));
    },
    addStream,
    finish: async () => {
      isFinal = true;
      pack.finalize();
      return writing;
    },
    abandon: async () => {
      pack.destroy(new Error(ABANDONED));
      await writing.catch(() => {});
    },
  };
}

async function fill(sink: ReturnType<tar.Pack['entry']>, content: AsyncIterable<Buffer>): Promise<void> {
  for await (const chunk of content) {
    if (!sink.write(chunk)) await untilDrained(sink);
  }
  sink.end(null);
}
