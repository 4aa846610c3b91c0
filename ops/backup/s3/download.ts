import { backupErrors } from '../errors.ts';
import type { S3Bucket } from './bucket.ts';

/** So often in a row a connection may break before another byte has come. */
const ATTEMPTS = 4;

/**
 * The bytes of an object, from its first to its last. Where the connection breaks they go on from where they were, of
 * the same object: one that has been written again meanwhile is refused.
 *
 * @throws BACKUP_FILE_UNKNOWN, BACKUP_S3_UNREACHABLE, and whatever else a bucket throws
 */
export async function* download(bucket: S3Bucket, key: string): AsyncGenerator<Buffer> {
  let position = 0;
  let etag: string | null = null;
  for (let failures = 0; ; ) {
    const headers: Record<string, string> = etag === null ? {} : { range: `bytes=${position}-`, 'if-match': etag };
    const response = await bucket.ask({ method: 'GET', key, headers, allowed: [404, 416] });
    if (response.status === 416) return;
    if (response.status === 404)
      throw backupErrors.BACKUP_FILE_UNKNOWN({ path: bucket.addressOf(key), reason: 'NoSuchKey' });
    etag ??= response.headers.get('etag');
    try {
      for await (const chunk of response.body ?? []) {
        position += chunk.length;
        failures = 0;
        yield Buffer.from(chunk);
      }
      return;
    } catch (error) {
      failures += 1;
      if (etag === null || failures === ATTEMPTS) throw bucket.broken(error);
    }
  }
}
