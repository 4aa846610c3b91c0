import { randomUUID } from 'node:crypto';
import { lockCommande, recordFichier, sidesOf } from '#modules/commandes/module.ts';
import type { Context } from '#platform/context.ts';
import type { UploadRow } from '#platform/db/database.gen.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { CodedError } from '#platform/http/errors.ts';
import { publish } from '#platform/outbox/outbox.ts';
import type { StoredBytes } from '#platform/storage/storage.ts';
import { systemCodeOf } from '#platform/storage/storage-errors.ts';
import { cancelUpload } from './cancel-upload.ts';
import { shorten } from './clean-filename.ts';
import { fileErrors } from './errors.ts';
import { fileAdded } from './events.ts';
import { type ContentType, withTrueExtension } from './file-types.ts';
import { requireMayUpload } from './policy.ts';
import {
  deleteUpload,
  findFile,
  findLatestManuscrit,
  findRole,
  findUpload,
  findVersionOf,
  insertFile,
  insertVersion,
  referBlob,
} from './queries.ts';
import { removeBlob } from './remove-blob.ts';
import type { UploadBytes } from './upload-bytes.ts';
import { readUploadRequest, type UploadRequest } from './upload-request.ts';

interface Arrived {
  readonly upload: UploadRow;
  readonly request: UploadRequest;
  readonly content: ContentType;
  readonly stored: StoredBytes;
}

/**
 * Makes a file of an upload whose last byte has come. It may be called again, at the same time or after a crash at any
 * point: there is one file in the end, and nothing else.
 *
 * The bytes are linked into the storage first and the upload keeps its own until the file is committed, so that either
 * of them can be taken up from; what a crash leaves over is swept away.
 * @throws what `examine-content.ts` lists and whatever else no retry will mend: the upload is gone then
 */
export async function finishUpload(context: Context, bytes: UploadBytes, upload: UploadRow): Promise<void> {
  try {
    await settle(context, bytes, await examine(bytes, upload));
  } catch (error) {
    // Someone else was faster, and has removed the bytes.
    const isOver = systemCodeOf(error) === 'ENOENT' && !(await findUpload(context.db, upload.id));
    if (isOver) return requireFinished(context.db, upload.id);
    if (isRefusal(error)) await cancelUpload(context, bytes, upload.id);
    throw error;
  }
  await bytes.remove(upload.id);
}

async function examine(bytes: UploadBytes, upload: UploadRow): Promise<Arrived> {
  const request = readUploadRequest(upload.metadata, 'fr');
  // With all that reads archives and documents: loaded when the first file is complete.
  const { examineContent } = await import('./examine-content.ts');
  const content = await examineContent(bytes.pathOf(upload.id), request);
  return { upload, request, content, stored: await bytes.hashOf(upload.id) };
}

async function settle(context: Context, bytes: UploadBytes, arrived: Arrived): Promise<void> {
  const { upload, stored } = arrived;
  await context.storage.adopt(bytes.pathOf(upload.id), stored);
  try {
    await inTransaction(context.db, (tx) => record(tx, context, bytes, arrived), { alone: true });
  } catch (error) {
    if (isRefusal(error)) await removeBlob(context, stored.sha256);
    throw error;
  }
}

async function record(tx: Db, context: Context, bytes: UploadBytes, arrived: Arrived): Promise<void> {
  const { upload, request, stored } = arrived;
  const { commandeId, kind } = request;
  // Whoever removes the row makes the file; for anyone else it is made already.
  if (!(await deleteUpload(tx, upload.id))) return requireFinished(tx, upload.id);
  await requireStillWelcome(tx, upload, request);
  await referBlob(tx, stored);
  // From here on nobody sweeps the bytes away; what was swept in between is put back.
  await context.storage.adopt(bytes.pathOf(upload.id), stored);
  await insertFile(tx, newFile(arrived));
  if (kind !== 'PIECE_JOINTE') await addRung(tx, upload.id, { ...request, kind });
  const fact = { fileId: upload.id, commandeId, actorId: upload.userId, kind };
  await recordFichier(tx, { ...fact, change: 'added' });
  await publish(tx, fileAdded, fact);
}

async function requireStillWelcome(tx: Db, upload: UploadRow, { commandeId, kind }: UploadRequest): Promise<void> {
  const commande = await lockCommande(tx, commandeId);
  const role = await findRole(tx, upload.userId);
  const sides = commande && role ? sidesOf(commande, { userId: upload.userId, role }) : [];
  if (!commande || sides.length === 0) throw fileErrors.UPLOAD_NOT_FOUND();
  requireMayUpload({ commande, sides }, kind);
}

function newFile({ upload, request, content, stored }: Arrived) {
  const { mimeType, extension, type } = content;
  return {
    id: upload.id,
    filename: shorten(withTrueExtension(request.filename, content)),
    storedName: extension === '' ? randomUUID() : `${randomUUID()}.${extension}`,
    mimeType,
    type,
    size: stored.size,
    sha256: stored.sha256,
    uploadedById: upload.userId,
    commandeId: request.commandeId,
    description: request.description,
  };
}

/** A correction corrects the version it names, or the latest manuscript. */
async function addRung(
  tx: Db,
  fileId: string,
  { commandeId, kind, corrigeFileId }: UploadRequest & { kind: 'MANUSCRIT' | 'CORRECTION' },
): Promise<void> {
  const named = corrigeFileId === null ? undefined : await findVersionOf(tx, commandeId, corrigeFileId);
  const corrige = named ?? (kind === 'CORRECTION' ? await findLatestManuscrit(tx, commandeId) : undefined);
  await insertVersion(tx, { commandeId, fileId, kind, corrigeId: corrige?.id ?? null });
}

async function requireFinished(db: Db, id: string): Promise<void> {
  if (!(await findFile(db, id))) throw fileErrors.UPLOAD_NOT_FOUND();
}

function isRefusal(error: unknown): boolean {
  return error instanceof CodedError && error.status < 500;
}
