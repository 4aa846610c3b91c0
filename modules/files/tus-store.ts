import type { Readable } from 'node:stream';
import { DataStore, Upload } from '@tus/server';
import type { Context } from '#platform/context.ts';
import { UPLOAD_LIFETIME_MS } from './begin-upload.ts';
import { cancelUpload } from './cancel-upload.ts';
import { fileErrors } from './errors.ts';
import { findFile, findUpload } from './queries.ts';
import { chunksOf } from './upload-body.ts';
import type { UploadBytes } from './upload-bytes.ts';

/**
 * What `@tus/server` keeps its uploads in: the row in the database, the bytes in a folder.
 * An upload that has become a file goes on answering that it is complete, so that a client that lost the last answer
 * does not send everything again.
 */
export class TusStore extends DataStore {
  override readonly extensions = ['creation', 'creation-with-upload', 'expiration', 'termination'];
  readonly #context: Context;
  readonly #bytes: UploadBytes;

  constructor(context: Context, bytes: UploadBytes) {
    super();
    this.#context = context;
    this.#bytes = bytes;
  }

  override async getUpload(id: string): Promise<Upload> {
    const upload = await findUpload(this.#context.db, id);
    if (!upload) return this.#finished(id);
    const { size, createdAt, metadata } = upload;
    // Written by `beginUpload`, from what tus had parsed.
    const sent = metadata as Record<string, string | null>;
    const offset = await this.#bytes.sizeOf(id);
    return new Upload({ id, size, offset, metadata: sent, creation_date: createdAt.toISOString() });
  }

  override async write(source: Readable, id: string, offset: number): Promise<number> {
    if (await findUpload(this.#context.db, id)) return this.#bytes.append(id, offset, chunksOf(source));
    // It has become a file: tus lets no byte more than its size through.
    for await (const _none of source);
    return offset;
  }

  override async remove(id: string): Promise<void> {
    if (await findFile(this.#context.db, id)) throw fileErrors.UPLOAD_FINISHED();
    await cancelUpload(this.#context, this.#bytes, id);
  }

  override getExpiration(): number {
    return UPLOAD_LIFETIME_MS;
  }

  async #finished(id: string): Promise<Upload> {
    const file = await findFile(this.#context.db, id);
    if (!file) throw fileErrors.UPLOAD_NOT_FOUND();
    return new Upload({ id, size: file.size, offset: file.size });
  }
}
