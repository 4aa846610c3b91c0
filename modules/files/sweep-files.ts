import type { Context } from '#platform/context.ts';
import { repeat } from '#platform/schedule.ts';
import { cancelUpload } from './cancel-upload.ts';
import { findKnownBlobs, findKnownUploads, listUnreferredBlobs, listUploads, recountReferences } from './queries.ts';
import { removeBlob } from './remove-blob.ts';
import { type Uploads, uploadsOf } from './uploads.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** What is younger may be somebody's work in progress. */
const GRACE_MS = 60 * 60 * 1000;
const BATCH = 200;

/** Sweeps at start, when a crash may have left something, and every day. */
export function startSweeping(context: Context): () => Promise<void> {
  let stopped = false;
  const sweeping = repeat({
    every: DAY_MS,
    atOnce: true,
    log: context.log,
    failure: 'sweeping files failed',
    work: () => sweepFiles(context, { isStopped: () => stopped }),
  });
  return async () => {
    stopped = true;
    await sweeping.stop();
  };
}

export interface SweepOptions {
  /** Only what is older than this may be left over. @default an hour ago */
  readonly before?: Date;
  readonly isStopped?: () => boolean;
}

export interface Swept {
  readonly uploads: number;
  readonly blobs: number;
  readonly leftovers: number;
}

/**
 * Finishes uploads that only lacked their last step, drops those whose time is over and that nothing comes for, and removes bytes that no row knows.
 * Only what nobody can reach any more is removed; there is no way back, and none is needed.
 */
export async function sweepFiles(context: Context, options: SweepOptions = {}): Promise<Swept> {
  const { before = new Date(Date.now() - GRACE_MS), isStopped = () => false } = options;
  const uploads = uploadsOf(context);
  const swept = {
    uploads:
      (await settleUploads(context, uploads, { before, isStopped })) +
      (await removeStrayUploads(context, uploads, before)),
    blobs: (await removeUnreferredBlobs(context, isStopped)) + (await removeStrayBlobs(context, before, isStopped)),
    // No row says whether these are still being written: only their age does.
    leftovers: await context.storage.sweep(new Date(Date.now() - GRACE_MS)),
  };
  await recountReferences(context.db);
  if (swept.uploads + swept.blobs + swept.leftovers > 0) context.log.info(swept, 'files swept');
  return swept;
}

async function settleUploads(
  context: Context,
  uploads: Uploads,
  { before, isStopped }: Required<SweepOptions>,
): Promise<number> {
  let dropped = 0;
  for (const { id, expiresAt } of await listUploads(context.db)) {
    if (isStopped()) break;
    try {
      await uploads.finishIfComplete(id);
    } catch (error) {
      // Refused, and gone with that; or tried again by the next sweep, or by whoever sent it.
      context.log.warn({ err: error, uploadId: id }, 'upload could not be finished');
    }
    if (expiresAt.getTime() > Date.now()) continue;
    // Its time is over, and it is coming in all the same: it began to in time.
    const lastBytes = await uploads.bytes.modifiedAt(id);
    if (lastBytes !== null && lastBytes >= before) continue;
    await cancelUpload(context, uploads.bytes, id);
    dropped += 1;
  }
  return dropped;
}

/** Bytes of uploads that were cancelled or finished by a process that did not live to remove them. */
async function removeStrayUploads({ db }: Context, { bytes }: Uploads, before: Date): Promise<number> {
  const old = (await bytes.list()).filter(({ modifiedAt }) => modifiedAt < before).map(({ id }) => id);
  const known = await findKnownUploads(db, old);
  const stray = old.filter((id) => !known.has(id));
  for (const id of stray) await bytes.remove(id);
  return stray.length;
}

/** Removes bytes whose files and pictures are gone. */
export async function removeUnreferredBlobs(context: Context, isStopped = () => false): Promise<number> {
  let removed = 0;
  while (!isStopped()) {
    const hashes = await listUnreferredBlobs(context.db, BATCH);
    let now = 0;
    for (const sha256 of hashes) now += (await removeBlob(context, sha256)) ? 1 : 0;
    removed += now;
    if (now === 0) break;
  }
  return removed;
}

/** Bytes that were put away by a process that died before it committed their file. */
async function removeStrayBlobs(context: Context, before: Date, isStopped: () => boolean): Promise<number> {
  let removed = 0;
  let batch: string[] = [];
  const flush = async () => {
    const known = await findKnownBlobs(context.db, batch);
    for (const sha256 of batch) if (!known.has(sha256) && (await removeBlob(context, sha256))) removed += 1;
    batch = [];
  };
  for await (const { sha256, modifiedAt } of context.storage.list()) {
    if (isStopped()) break;
    if (modifiedAt < before) batch.push(sha256);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  return removed;
}
