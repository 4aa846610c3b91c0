import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { storageErrors } from '#platform/storage/storage-errors.ts';
import { sizeWord } from './describe-size.ts';
import { fileErrors } from './errors.ts';
import type { NewUpload } from './policy.ts';
import { findVersionOf, insertUpload } from './queries.ts';
import { maxFileBytes, requireQuota } from './quota.ts';
import type { UploadBytes } from './upload-bytes.ts';

/** How long an upload may stay unfinished: a weekend without a connection, and a day more. */
export const UPLOAD_LIFETIME_MS = 3 * 24 * 60 * 60 * 1000;

export interface AnnouncedUpload {
  readonly id: string;
  /** bytes */
  readonly size: number;
  /** As the client sent it: it is given back to whoever resumes the upload. */
  readonly metadata: Readonly<Record<string, string | null>>;
}

/**
 * Opens the way for a file. Everything that can be refused before its bytes travel is refused here.
 * @throws FILE_EMPTY, FILE_TOO_LARGE, FILE_QUOTA_EXCEEDED, FILE_CORRIGE_INVALID, STORAGE_FULL
 */
export async function beginUpload(
  context: Context,
  bytes: UploadBytes,
  { actor, request }: Allowed<'upload.begin', NewUpload>,
  { id, size, metadata }: AnnouncedUpload,
): Promise<void> {
  const max = maxFileBytes(context.config);
  if (size === 0) throw fileErrors.FILE_EMPTY();
  if (size > max) throw fileErrors.FILE_TOO_LARGE({ size: sizeWord(size), max: sizeWord(max) });
  if (!(await bytes.hasRoomFor(size))) throw storageErrors.STORAGE_FULL();
  const { commandeId, corrigeFileId, filename } = request;
  await inTransaction(context.db, async (tx) => {
    if (corrigeFileId !== null && !(await findVersionOf(tx, commandeId, corrigeFileId)))
      throw fileErrors.FILE_CORRIGE_INVALID();
    await requireQuota(tx, context, actor.userId, size);
    const expiresAt = new Date(Date.now() + UPLOAD_LIFETIME_MS);
    await insertUpload(tx, { id, userId: actor.userId, commandeId, filename, size, metadata, expiresAt });
  });
}
