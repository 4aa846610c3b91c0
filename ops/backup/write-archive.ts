import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import tar from 'tar-stream';
import { encryptingFor } from './encryption.ts';
import { appendTrailer } from './trailer.ts';
import { untilDrained } from './until-drained.ts';

const LEVEL = 3;

/** A backup being written: tar, compressed by Zstandard, sealed by its trailer and encrypted when there are keys. */
export interface ArchiveWriter {
  add(name: string, content: string): Promise<void>;
  /** @param content exactly `size` bytes, or the archive is refused */
  addStream(name: string, size: number, content: AsyncIterable<Buffer>): Promise<void>;
  /** Resolves when all of it is on the disk. */
  finish(): Promise<void>;
  /** Lets go of the file, which stays as it is. */
  abandon(): Promise<void>;
}

/** @param path where nothing is yet */
export function writeArchive(path: string, { keys, at }: { keys: readonly string[]; at: Date }): ArchiveWriter {
  const pack = tar.pack();
  const params = { [constants.ZSTD_c_checksumFlag]: 1, [constants.ZSTD_c_compressionLevel]: LEVEL };
  const writing = pipeline(
    Readable.from(pack, { objectMode: false }),
    createZstdCompress({ params }),
    appendTrailer(),
    encryptingFor(keys),
    createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
  );
  // Whoever adds something hears of it.
  const failed = new Promise<never>((_resolve, reject) => writing.catch(reject));
  failed.catch(() => {});
  const addStream: ArchiveWriter['addStream'] = (name, size, content) => {
    const added = new Promise<void>((resolve, reject) => {
      const sink = pack.entry({ name, size, mtime: at, mode: 0o600, type: 'file' }, (error) =>
        error ? reject(error) : resolve(),
      );
      fill(sink, content).catch((error) => sink.destroy(error));
    });
    return Promise.race([added, failed]);
  };
  return {
    add: (name, content) => {
      const bytes = Buffer.from(content);
      return addStream(name, bytes.length, Readable.from([bytes]));
    },
    addStream,
    finish: async () => {
      pack.finalize();
      await writing;
    },
    abandon: async () => {
      pack.destroy();
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
