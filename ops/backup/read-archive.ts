import { createHash } from 'node:crypto';
import { open as openHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import tar from 'tar-stream';
import { CodedError } from '#platform/http/errors.ts';
import type { StoredBytes } from '#platform/storage/storage.ts';
import { DAMAGE, Damaged, damageOf } from './damage.ts';
import { AGE_MAGIC, decrypt } from './encryption.ts';
import { backupErrors } from './errors.ts';
import {
  type BackupHeader,
  type BackupSummary,
  FILE_ENTRY,
  FORMAT,
  FORMAT_VERSION,
  HEADER_ENTRY,
  type PortableRow,
  ROWS_ENTRY,
  SUMMARY_ENTRY,
  type TableShape,
} from './format.ts';
import { RowsDigest } from './rows-digest.ts';
import { withoutTrailer } from './trailer.ts';
import { untilDrained } from './until-drained.ts';

/** What is in a backup, in its order. */
export type ArchivePart =
  | { readonly what: 'header'; readonly header: BackupHeader }
  | { readonly what: 'file'; readonly bytes: StoredBytes; readonly content: Readable }
  | { readonly what: 'rows'; readonly table: TableShape; readonly rows: readonly PortableRow[] }
  | { readonly what: 'summary'; readonly summary: BackupSummary };

export interface ArchiveSource {
  /** A file, or how one that is elsewhere is called. */
  readonly path: string;
  readonly keys: readonly string[];
  /** The bytes of one that is elsewhere, from its beginning. */
  readonly open?: (() => AsyncIterable<Buffer>) | undefined;
}

/**
 * Reads a backup from its beginning to its end, and proves on the way that it is whole. Only when the last part has
 * been read is all of it proven: whoever changes something on the strength of a backup reads it twice.
 *
 * @throws BACKUP_FILE_UNKNOWN, BACKUP_DAMAGED, BACKUP_KEY_MISSING, BACKUP_KEY_WRONG, BACKUP_TOO_NEW
 */
export async function* readArchive(source: ArchiveSource): AsyncGenerator<ArchivePart> {
  const { path } = source;
  const extract = tar.extract();
  const feeding = feed(openBytes(source), extract, path);
  const proof = new Proof();
  try {
    for await (const entry of extract) {
      // streamx does not say in its types that these are bytes.
      const part = await proof.read(entry.header.name, entry.header.size, entry as AsyncIterable<Buffer>);
      yield part;
      if (part.what !== 'file') continue;
      if (!part.content.destroyed) await drain(part.content);
      proof.endFile(part.bytes);
    }
    await feeding;
    proof.end();
  } catch (error) {
    // Whoever reads does not throw in here: what fails is the file.
    throw damageOf(path, error);
  } finally {
    extract.destroy();
    await feeding.catch(() => {});
  }
}

/** What the entries of the archive must agree on. */
class Proof {
  #header: BackupHeader | undefined;
  #summary: BackupSummary | undefined;
  #hash = createHash('sha256');
  #size = 0;
  readonly #tables = new Map<string, RowsDigest>();
  readonly #files: StoredBytes[] = [];

  async read(name: string, size: number, entry: AsyncIterable<Buffer>): Promise<ArchivePart> {
    if (this.#summary) throw new Damaged(DAMAGE.afterEnd);
    if (name === HEADER_ENTRY) return this.#readHeader(await text(entry));
    if (!this.#header) throw new Damaged(DAMAGE.beginning);
    if (name === SUMMARY_ENTRY) return this.#readSummary(await text(entry));
    const sha256 = FILE_ENTRY.exec(name)?.[1];
    if (sha256 !== undefined) return { what: 'file', bytes: { sha256, size }, content: this.#watched(entry) };
    return this.#readRows(this.#header, name, await buffer(entry));
  }

  /** After its content has been read. */
  endFile(bytes: StoredBytes): void {
    if (this.#size !== bytes.size || this.#hash.digest('hex') !== bytes.sha256)
      throw new Damaged({
        fr: `le fichier ${bytes.sha256} a d’autres octets`,
        en: `the file ${bytes.sha256} has other bytes`,
      });
    this.#files.push(bytes);
  }

  end(): void {
    if (!this.#header || !this.#summary) throw new Damaged(DAMAGE.tooShort);
    const { tables, files } = this.#summary;
    const found = this.#header.tables.map(({ name }) => (this.#tables.get(name) ?? new RowsDigest()).summary(name));
    if (JSON.stringify(found) !== JSON.stringify(tables)) throw new Damaged(DAMAGE.rows);
    if (JSON.stringify(this.#files) !== JSON.stringify(files)) throw new Damaged(DAMAGE.files);
  }

  #readHeader(json: string): ArchivePart {
    const header: BackupHeader = JSON.parse(json);
    if (this.#header || header.format !== FORMAT) throw new Damaged(DAMAGE.beginning);
    if (header.formatVersion > FORMAT_VERSION)
      throw backupErrors.BACKUP_TOO_NEW({ version: header.stakaVersion, what: `format ${header.formatVersion}` });
    this.#header = header;
    return { what: 'header', header };
  }

  #readSummary(json: string): ArchivePart {
    this.#summary = JSON.parse(json);
    return { what: 'summary', summary: JSON.parse(json) };
  }

  #readRows(header: BackupHeader, entry: string, content: Buffer): ArchivePart {
    const table = header.tables.find(({ name }) => name === ROWS_ENTRY.exec(entry)?.[1]);
    if (!table) throw new Damaged({ fr: `l’entrée ${entry} n’est pas connue`, en: `the entry ${entry} is not known` });
    const digest = this.#tables.get(table.name) ?? new RowsDigest();
    this.#tables.set(table.name, digest);
    const lines = content.toString().split('\n').slice(0, -1);
    for (const line of lines) digest.add(line);
    return { what: 'rows', table, rows: lines.map((line) => JSON.parse(line)) };
  }

  #watched(entry: AsyncIterable<Buffer>): Readable {
    this.#hash = createHash('sha256');
    this.#size = 0;
    const watch = (chunk: Buffer) => {
      this.#hash.update(chunk);
      this.#size += chunk.length;
    };
    return Readable.from(
      (async function* () {
        for await (const chunk of entry) {
          watch(chunk);
          yield chunk;
        }
      })(),
      { objectMode: false },
    );
  }
}

/** The tar within: decrypted, found whole, and decompressed. */
async function* openBytes({ path, keys, open }: ArchiveSource): AsyncGenerator<Buffer> {
  const { bytes, encrypted } = await lookInto(open ? open() : await openFile(path), path);
  const sealed = encrypted ? decrypt(bytes, { path, keys }) : bytes;
  const tarBytes = createZstdDecompress();
  // Its failure is that of the stream, which is read here.
  pipeline(withoutTrailer(sealed), tarBytes).catch(() => {});
  yield* tarBytes;
}

async function openFile(path: string): Promise<Readable> {
  const handle = await openHandle(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  return handle.createReadStream({ start: 0 });
}

/** Whether it is encrypted says its beginning. */
async function lookInto(
  source: AsyncIterable<Buffer>,
  path: string,
): Promise<{ bytes: AsyncGenerator<Buffer>; encrypted: boolean }> {
  const iterator = source[Symbol.asyncIterator]();
  let beginning = Buffer.alloc(0);
  try {
    while (beginning.length < AGE_MAGIC.length) {
      const { done, value } = await iterator.next();
      if (done) break;
      beginning = Buffer.concat([beginning, value]);
    }
  } catch (error) {
    throw error instanceof CodedError ? error : unreadable(path, error);
  }
  return { bytes: chained(beginning, iterator), encrypted: beginning.subarray(0, AGE_MAGIC.length).equals(AGE_MAGIC) };
}

async function* chained(beginning: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield beginning;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function unreadable(path: string, error: unknown): CodedError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return backupErrors.BACKUP_FILE_UNKNOWN({ path, reason }, { cause: error });
}

async function drain(content: Readable): Promise<void> {
  for await (const _chunk of content);
}

/** Whatever fails here is the fault of the file. */
async function feed(source: AsyncIterable<Buffer>, extract: tar.Extract, path: string): Promise<void> {
  try {
    for await (const chunk of source) {
      if (extract.destroyed) return;
      if (!extract.write(chunk)) await untilDrained(extract);
    }
    extract.end(null);
  } catch (error) {
    extract.destroy(damageOf(path, error));
  }
}
