import { readBackupName } from '../list-backups.ts';
import type { BackupStore } from '../store.ts';
import { type S3Access, S3Bucket, type S3Location } from './bucket.ts';
import { download } from './download.ts';
import { listObjects } from './list-objects.ts';
import { abandonOldUploads, upload } from './upload.ts';

/** A bucket of an S3-compatible storage. */
export function s3Store(access: S3Access, location: S3Location): BackupStore {
  const bucket = new S3Bucket(access, location);
  const source = (name: string) => ({
    path: bucket.addressOf(bucket.keyOf(name)),
    open: () => download(bucket, bucket.keyOf(name)),
  });
  return {
    name: bucket.addressOf(),
    source,
    list: async () => {
      const objects = await listObjects(bucket, 'staka-');
      const backups = objects.flatMap(({ key, bytes }) => {
        const name = key.split('/').at(-1) ?? '';
        const read = readBackupName(name);
        return read ? [{ ...read, name, bytes, path: bucket.addressOf(key) }] : [];
      });
      return backups.sort((a, b) => (a.name < b.name ? 1 : -1));
    },
    write: async (nameOf, bytes) => {
      await abandonOldUploads(bucket);
      const name = await freeName(bucket, nameOf);
      return { path: source(name).path, bytes: await upload(bucket, bucket.keyOf(name), bytes) };
    },
    remove: async (backups) => {
      for (const { name } of backups) await bucket.ask({ method: 'DELETE', key: bucket.keyOf(name), allowed: [404] });
    },
  };
}

async function freeName(bucket: S3Bucket, nameOf: (number: number) => string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = nameOf(number);
    const { status } = await bucket.ask({ method: 'HEAD', key: bucket.keyOf(name), allowed: [404] });
    if (status === 404) return name;
  }
}
