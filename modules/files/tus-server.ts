import { ERRORS, Server } from '@tus/server';
import type { Context } from '#platform/context.ts';
import type { Actor } from '#platform/http/actor.ts';
import { CodedError, httpErrors } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import { beginUpload } from './begin-upload.ts';
import { fileErrors } from './errors.ts';
import { mayBeginUpload } from './policy.ts';
import { findFile, findUpload } from './queries.ts';
import { maxFileBytes } from './quota.ts';
import type { TusExchange } from './tus-exchange.ts';
import { TusStore } from './tus-store.ts';
import { isUploadId } from './upload-bytes.ts';
import { UPLOADS_PATH } from './upload-contracts.ts';
import { UploadBusyError, UploadLocks } from './upload-locks.ts';
import { readUploadRequest } from './upload-request.ts';
import type { Uploads } from './uploads.ts';

/** How long a request that is asked to let an upload go may take to write down what it has. */
const LET_GO_MS = 500;

type TusRequest = Parameters<Server['handleWeb']>[0];

/** The tus protocol (1.0) on top of the verbs of this module. */
export function createTusServer(context: Context, uploads: Uploads, exchanges: WeakMap<object, TusExchange>): Server {
  const exchangeOf = (request: TusRequest): TusExchange => {
    const exchange = exchanges.get(request);
    if (!exchange) throw httpErrors.AUTH_REQUIRED();
    return exchange;
  };
  return new Server({
    path: UPLOADS_PATH,
    datastore: new TusStore(context, uploads.bytes),
    locker: new UploadLocks(),
    lockDrainTimeout: LET_GO_MS,
    allowedOrigins: [],
    // Only for OPTIONS, which asks of no upload: `beginUpload` refuses with a better sentence.
    maxSize: (_request, id) => (id === null ? maxFileBytes(context.config) : 0),
    generateUrl: (_request, { id }) => `${UPLOADS_PATH}/${id}`,
    getFileIdFromRequest: (_request, lastPart) => (lastPart && isUploadId(lastPart) ? lastPart : undefined),
    namingFunction: () => newId(),
    onUploadCreate: async (request, { id, size, metadata = {} }) => {
      const exchange = exchangeOf(request);
      const { actor } = exchange;
      if (size === undefined) throw fileErrors.UPLOAD_LENGTH_REQUIRED();
      const allowed = await mayBeginUpload(context.db, actor, readUploadRequest(withoutNulls(metadata), actor.langue));
      await beginUpload(context, uploads.bytes, allowed, { id, size, metadata });
      exchange.begun = id;
      return {};
    },
    onIncomingRequest: async (request, id) => {
      const { actor } = exchangeOf(request);
      if (request.method === 'POST') return;
      await requireOwner(context, actor, id);
      if (request.method === 'HEAD') await uploads.finishIfComplete(id);
    },
    onUploadFinish: async (_request, { id }) => {
      await uploads.finishIfComplete(id);
      return {};
    },
    onResponseError: (request, error) => {
      const exchange = exchanges.get(request);
      if (exchange) exchange.failure = error;
      return undefined;
    },
  });
}

/** The coded failure for what tus threw. */
export function tusErrorOf(failure: unknown): unknown {
  if (failure instanceof CodedError) return failure;
  if (failure instanceof UploadBusyError) return fileErrors.UPLOAD_BUSY();
  switch (statusAndBodyOf(failure)?.body) {
    case ERRORS.FILE_NOT_FOUND.body:
      return fileErrors.UPLOAD_NOT_FOUND();
    case ERRORS.FILE_NO_LONGER_EXISTS.body:
      return fileErrors.UPLOAD_EXPIRED();
    case ERRORS.INVALID_OFFSET.body:
      return fileErrors.UPLOAD_OFFSET_CONFLICT();
    case ERRORS.ABORTED.body:
      return fileErrors.UPLOAD_INTERRUPTED();
    case ERRORS.INVALID_LENGTH.body:
    case ERRORS.UNSUPPORTED_CREATION_DEFER_LENGTH_EXTENSION.body:
      return fileErrors.UPLOAD_LENGTH_REQUIRED();
    default:
      return errorOfStatus(statusAndBodyOf(failure)?.status_code, failure);
  }
}

/** For what tus answers without throwing, and for what is left over. */
export function errorOfStatus(status: number | undefined, failure: unknown): unknown {
  if (status === 412) return fileErrors.UPLOAD_PROTOCOL_UNSUPPORTED();
  if (status === 413) return httpErrors.PAYLOAD_TOO_LARGE();
  if (status === 404) return httpErrors.NOT_FOUND();
  // 501: an extension of tus that OPTIONS does not name.
  if (status !== undefined && (status < 500 || status === 501)) return httpErrors.REQUEST_MALFORMED();
  return failure ?? new Error(`tus answered ${status}`);
}

/** @throws UPLOAD_NOT_FOUND alike when there is none and when it is someone else's */
async function requireOwner({ db }: Context, actor: Actor, id: string): Promise<void> {
  const owner = (await findUpload(db, id))?.userId ?? (await findFile(db, id))?.uploadedById;
  if (owner !== actor.userId) throw fileErrors.UPLOAD_NOT_FOUND();
}

function statusAndBodyOf(failure: unknown): { status_code: number; body: string } | undefined {
  const isTusError = typeof failure === 'object' && failure !== null && 'status_code' in failure && 'body' in failure;
  // The shape that tus gives its failures, just looked at.
  return isTusError ? (failure as { status_code: number; body: string }) : undefined;
}

/** A key without a value is one that was not given. */
function withoutNulls(metadata: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
}
