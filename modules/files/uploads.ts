import { join } from 'node:path';
import type { Context } from '#platform/context.ts';
import { finishUpload } from './finish-upload.ts';
import { findUpload } from './queries.ts';
import { UploadBytes } from './upload-bytes.ts';

/** The uploads of this process: their bytes, and those that are being made into files. */
export class Uploads {
  readonly bytes: UploadBytes;
  readonly #context: Context;
  readonly #finishing = new Map<string, Promise<void>>();

  constructor(context: Context) {
    this.#context = context;
    this.bytes = new UploadBytes(join(context.config.dataDir, 'uploads'));
  }

  /** Makes a file of the upload when all of it is there; whoever asks meanwhile waits for the same. */
  async finishIfComplete(id: string): Promise<void> {
    const running = this.#finishing.get(id);
    if (running) return running;
    const finishing = this.#finish(id).finally(() => this.#finishing.delete(id));
    this.#finishing.set(id, finishing);
    return finishing;
  }

  async #finish(id: string): Promise<void> {
    const upload = await findUpload(this.#context.db, id);
    if (!upload || (await this.bytes.sizeOf(id)) !== upload.size) return;
    await finishUpload(this.#context, this.bytes, upload);
  }
}

const made = new WeakMap<Context, Uploads>();

export function uploadsOf(context: Context): Uploads {
  const uploads = made.get(context) ?? new Uploads(context);
  made.set(context, uploads);
  return uploads;
}
