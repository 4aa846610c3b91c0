import { DetailedError, Upload as TusUpload } from 'tus-js-client';
import { ApiError, unreachable } from '../../api/api-error.ts';
import { afterSignIn } from '../../api/reauthentication.ts';
import type { UploadTarget } from './upload.ts';

export type Transfer = { pause: () => Promise<void>; resume: () => void; cancel: () => Promise<void> };

type Listeners = {
  progress: (sent: number) => void;
  done: (fileId: string) => void;
  /** Nothing came back, again and again: worth trying when the line is there. */
  interrupted: () => void;
  refused: (failure: ApiError) => void;
};

const CHUNK_BYTES = 8 * 1024 * 1024;
const RETRY_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000];

/**
 * Sends a file in chunks (tus 1.0) and goes on where it stopped: after a break of the line, after a pause, and after a
 * reload, because the address of the upload is kept under the fingerprint of the file.
 */
export async function transfer(file: File, target: UploadTarget, on: Listeners): Promise<Transfer> {
  const upload = new TusUpload(file, {
    endpoint: '/api/uploads',
    chunkSize: CHUNK_BYTES,
    retryDelays: RETRY_MS,
    removeFingerprintOnSuccess: true,
    fingerprint: async () => fingerprintOf(file, target),
    metadata: metadataOf(file, target),
    onProgress: (sent) => on.progress(sent),
    // Without a network whoever sends says so, and begins again in a while: the server may be on this very machine.
    onShouldRetry: (error) => navigator.onLine && isPassing(statusOf(error)),
    onSuccess: () => on.done(idIn(upload.url)),
    onError: (error) => void onError(error),
  });

  async function onError(error: Error): Promise<void> {
    const status = statusOf(error);
    if (status === 401 && (await afterSignIn())) return upload.start();
    if (isPassing(status)) on.interrupted();
    else on.refused(refusalOf(error, status));
  }

  const [previous] = await upload.findPreviousUploads();
  if (previous) upload.resumeFromPreviousUpload(previous);
  upload.start();
  return { pause: () => upload.abort(), resume: () => upload.start(), cancel: () => upload.abort(true) };
}

export function fingerprintOf(file: File, target: UploadTarget): string {
  return ['staka', target.commandeId, target.kind, file.name, file.size, file.lastModified].join('|');
}

function metadataOf(file: File, target: UploadTarget): Record<string, string> {
  return {
    filename: file.name,
    filetype: file.type,
    commandeId: target.commandeId,
    kind: target.kind,
    ...(target.corrigeFileId ? { corrigeFileId: target.corrigeFileId } : {}),
  };
}

/** No answer at all (0), another request still holding the upload, too many requests, or the server's own trouble. */
function isPassing(status: number): boolean {
  return status === 0 || status === 409 || status === 423 || status === 429 || status >= 500;
}

function statusOf(error: Error): number {
  return error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
}

/** The server's own sentence, from the problem document it answered with. */
function refusalOf(error: Error, status: number): ApiError {
  const body = error instanceof DetailedError ? (error.originalResponse?.getBody() ?? '') : '';
  try {
    const problem: { code?: string; detail?: string } = JSON.parse(body);
    return new ApiError({ status, code: problem.code ?? `HTTP_${status}`, detail: problem.detail ?? '' });
  } catch {
    return status === 0 ? unreachable() : new ApiError({ status, code: `HTTP_${status}`, detail: '' });
  }
}

/** The id of the upload is the id of the file it becomes. */
function idIn(url: string | null): string {
  return new URL(url ?? '', location.origin).pathname.split('/').at(-1) ?? '';
}
