import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import { deleteUpload } from './queries.ts';
import type { UploadBytes } from './upload-bytes.ts';

/** Forgets an upload and its bytes. The row goes first: bytes without a row are swept away. */
export async function cancelUpload({ db }: Context, bytes: UploadBytes, id: string): Promise<void> {
  await inTransaction(db, (tx) => deleteUpload(tx, id));
  await bytes.remove(id);
}
