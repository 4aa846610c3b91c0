import type { Context } from '#platform/context.ts';
import { gauge, type Metric } from '#platform/metrics/metric.ts';
import { countUploads } from './queries.ts';

/** Of the whole database: an upload may go on with another process. */
export async function uploadMetrics({ db }: Context): Promise<readonly Metric[]> {
  const { count, bytes } = await countUploads(db);
  return [
    gauge('staka_uploads', 'Uploads that have begun and not ended.', count),
    gauge('staka_upload_bytes', 'The bytes that those uploads announced.', bytes),
  ];
}
