import type { S3Bucket } from './bucket.ts';
import { elementsOf, textOf } from './xml.ts';

export interface S3Object {
  readonly key: string;
  readonly bytes: number;
}

/** The objects right under the prefix whose names begin so. */
export async function listObjects(bucket: S3Bucket, beginning: string): Promise<S3Object[]> {
  const objects: S3Object[] = [];
  for (let token: string | undefined; ; ) {
    const query = { 'list-type': '2', prefix: bucket.keyOf(beginning), delimiter: '/' };
    const more = token === undefined ? {} : { 'continuation-token': token };
    const xml = await (await bucket.ask({ method: 'GET', query: { ...query, ...more } })).text();
    for (const one of elementsOf(xml, 'Contents'))
      objects.push({ key: textOf(one, 'Key') ?? '', bytes: Number(textOf(one, 'Size')) });
    token = textOf(xml, 'NextContinuationToken');
    if (token === undefined) return objects;
  }
}
