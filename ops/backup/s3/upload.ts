import { CodedError } from '#platform/http/errors.ts';
import type { S3Bucket } from './bucket.ts';
import { s3Errors } from './errors.ts';
import { elementsOf, escaped, textOf } from './xml.ts';

const MIB = 1024 * 1024;
/** The least that S3 takes for a part is 5 MiB, and there may be 10 000 of them. */
const FIRST_PART_BYTES = 8 * MIB;
const PARTS_OF_A_SIZE = 1_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Some 440 GB in all. */
function partSize(number: number): number {
  return FIRST_PART_BYTES * (1 + Math.floor(number / PARTS_OF_A_SIZE));
}

/**
 * Sends bytes to an object as they come, one part in memory at a time, each with its SHA-256. There is no object before
 * the last part has arrived and the storage has put all together; whatever fails before abandons what was sent.
 *
 * @returns how many bytes it has
 */
export async function upload(bucket: S3Bucket, key: string, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  const begun = await bucket.ask({ method: 'POST', key, query: { uploads: '' }, headers: { 'content-type': TYPE } });
  const uploadId = textOf(await begun.text(), 'UploadId') ?? '';
  try {
    const etags: string[] = [];
    let size = 0;
    for await (const body of inParts(bytes)) {
      const query = { partNumber: String(etags.length + 1), uploadId };
      const response = await bucket.ask({ method: 'PUT', key, query, body });
      await response.body?.cancel();
      etags.push(response.headers.get('etag') ?? '');
      size += body.length;
    }
    await complete(bucket, key, { uploadId, etags });
    await assertSize(bucket, key, size);
    return size;
  } catch (error) {
    await abandon(bucket, key, uploadId);
    throw error;
  }
}

/** Abandons what killed uploads have left: it is in no list of objects, and is paid for. */
export async function abandonOldUploads(bucket: S3Bucket): Promise<void> {
  const query = { uploads: '', prefix: bucket.keyOf('staka-') };
  const found = await bucket.ask({ method: 'GET', query }).then((response) => response.text(), leftToOthers);
  for (const one of elementsOf(found, 'Upload')) {
    const [key, uploadId, initiated] = ['Key', 'UploadId', 'Initiated'].map((name) => textOf(one, name));
    if (!key || !uploadId || Date.now() - Date.parse(initiated ?? '') < DAY_MS) continue;
    await abandon(bucket, key, uploadId);
  }
}

/** A key that may do all the rest need not see uploads, and not every storage lists them. */
function leftToOthers(error: unknown): string {
  if (error instanceof CodedError && /^(AccessDenied|NotImplemented)$/.test(String(error.params.code))) return '';
  throw error;
}

const TYPE = 'application/octet-stream';

/** An answer of 200 may still be a failure here: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
async function complete(
  bucket: S3Bucket,
  key: string,
  { uploadId, etags }: { uploadId: string; etags: readonly string[] },
): Promise<void> {
  const parts = etags.map(
    (etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${escaped(etag)}</ETag></Part>`,
  );
  const body = new TextEncoder().encode(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`);
  // 404: an attempt whose answer was lost has done it; its size says whether it did.
  const response = await bucket.ask({ method: 'POST', key, query: { uploadId }, body, allowed: [404] });
  if (response.status === 404) return void (await response.body?.cancel());
  const xml = await response.text();
  const code = textOf(xml, 'Code');
  if (code !== undefined)
    throw s3Errors.BACKUP_S3_FAILED({
      target: bucket.addressOf(key),
      status: 200,
      code,
      reason: textOf(xml, 'Message') ?? '',
    });
}

/** @throws BACKUP_S3_CHANGED */
async function assertSize(bucket: S3Bucket, key: string, expected: number): Promise<void> {
  const response = await bucket.ask({ method: 'HEAD', key, allowed: [404] });
  const found = response.ok ? Number(response.headers.get('content-length')) : 0;
  if (found !== expected) throw s3Errors.BACKUP_S3_CHANGED({ target: bucket.addressOf(key), found, expected });
}

async function abandon(bucket: S3Bucket, key: string, uploadId: string): Promise<void> {
  // Why it failed is known already; what stays goes with a later backup.
  await bucket.ask({ method: 'DELETE', key, query: { uploadId }, allowed: [404] }).catch(() => {});
}

async function* inParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let part = new Uint8Array(partSize(1));
  let filled = 0;
  let number = 1;
  for await (const chunk of bytes)
    for (let taken = 0; taken < chunk.length; ) {
      const piece = chunk.subarray(taken, taken + part.length - filled);
      part.set(piece, filled);
      filled += piece.length;
      taken += piece.length;
      if (filled < part.length) continue;
      yield part;
      number += 1;
      part = new Uint8Array(partSize(number));
      filled = 0;
    }
  if (filled > 0 || number === 1) yield part.subarray(0, filled);
}
