import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { migrate } from '#ops/migrate/migrate.ts';
import { type FakeS3, startFakeS3 } from '#test/fakes/s3.ts';
import { createBackup } from '../create-backup.ts';
import { makeKeyPair } from '../encryption.ts';
import { placesIn, populate, storeFiles } from '../populate.fixture.ts';
import { restoreIntoEmpty } from '../restore.ts';
import { pruneBackups } from '../retention.ts';
import { verifyBackup } from '../verify-backup.ts';
import { S3Bucket } from './bucket.ts';
import { download } from './download.ts';
import { s3Store } from './s3-store.ts';
import { upload } from './upload.ts';

const MIB = 1024 * 1024;
let fake: FakeS3;
let folder = '';
before(async () => {
  fake = await startFakeS3();
  folder = await mkdtemp(join(tmpdir(), 'staka-s3-'));
  await migrate({ url: url() });
  await populate(url());
  await storeFiles(placesIn(folder).filesFolder);
});
after(async () => {
  await fake.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  fake.objects.clear();
  fake.uploads.clear();
  fake.setClock(0);
});

const url = () => `file:${join(folder, 'staka.db')}`;
const access = () => ({
  endpoint: fake.url,
  region: 'fr-par',
  ...{ accessKeyId: fake.accessKeyId, secretAccessKey: fake.secretAccessKey },
});
const location = () => ({ bucket: fake.bucket, prefix: 'staka/prod' });
const store = (changed = {}) => s3Store({ ...access(), ...changed }, location());
const bucket = () => new S3Bucket(access(), location(), [1, 1, 1]);
const back = (options = {}) => createBackup({ ...placesIn(folder), url: url(), store: store(), ...options });

test('a backup goes to S3, is listed, verified and restored from there, and removed when nothing keeps it', async () => {
  const key = await makeKeyPair();
  const made = [await back(), await back({ table: 'users' }), await back({ keys: [key.secret] })];
  const listed = await store().list();
  assert.deepEqual(
    listed.map(({ path }) => path),
    made.map(({ path }) => path).toReversed(),
  );
  assert.match(made[0]?.path ?? '', /^s3:\/\/sauvegardes\/staka\/prod\/staka-\d+T\d+Z-sqlite\.tar\.zst$/);
  assert.ok(!existsSync(placesIn(folder).folder));
  const [encrypted] = listed;
  const source = { ...store().source(encrypted?.name ?? ''), keys: [key.secret] };
  const { summary } = await verifyBackup(source);
  const target = `file:${join(folder, 'restored.db')}`;
  const restored = await restoreIntoEmpty({ ...source, url: target, filesFolder: null });
  assert.deepEqual(restored.summary, summary);
  const removed = await pruneBackups(store(), { hourly: 0, daily: 0, weekly: 1 });
  assert.deepEqual([removed.length, (await store().list()).length], [1, 2]);
});

test('a flipped byte is found there as well', async () => {
  const { path } = await back();
  const [[key, bytes] = ['', Buffer.alloc(0)]] = fake.objects;
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 4;
  fake.objects.set(key, bytes);
  const name = path.split('/').at(-1) ?? '';
  await assert.rejects(verifyBackup({ ...store().source(name), keys: [] }), { code: 'BACKUP_DAMAGED' });
  await assert.rejects(verifyBackup({ ...store().source('staka-x'), keys: [] }), { code: 'BACKUP_FILE_UNKNOWN' });
});

test('what is large goes in parts, one in memory at a time, and comes back through broken connections', async () => {
  const bytes = randomBytes(20 * MIB);
  fake.breakNext('part', 1);
  fake.breakNext('complete', 1);
  const chunks = Array.from({ length: 40 }, (_, n) => bytes.subarray((n * MIB) / 2, ((n + 1) * MIB) / 2));
  assert.equal(await upload(bucket(), 'large', from(chunks)), bytes.length);
  assert.deepEqual(fake.objects.get('large'), bytes);
  for (const cut of [MIB, 7 * MIB, 1]) fake.breakNext('read', 1, cut);
  assert.ok(Buffer.concat(await Array.fromAsync(download(bucket(), 'large'))).equals(bytes));
});

test('an upload that fails, or whose backup does, leaves nothing that is listed or paid for', async () => {
  fake.breakNext('part', 4);
  await assert.rejects(upload(bucket(), 'gone', from([randomBytes(100)])), { code: 'BACKUP_S3_UNREACHABLE' });
  const failing = back({ filesFolder: join(folder, 'nowhere') });
  await assert.rejects(failing, { code: 'BACKUP_FILE_LOST' });
  assert.deepEqual([fake.objects.size, fake.uploads.size, await store().list()], [0, 0, []]);
  const left = { initiated: new Date(Date.now() - 25 * 60 * 60 * 1000), parts: new Map() };
  fake.uploads.set('of a killed one', { key: 'staka/prod/staka-old', ...left });
  await back();
  assert.equal(fake.uploads.size, 0);
});

test('what is wrong is said so that it can be put right, before a row is read', async () => {
  const refused = (changed: object) => back({ store: store(changed) });
  await assert.rejects(refused({ accessKeyId: 'AKIAOTHER' }), { code: 'BACKUP_S3_REFUSED' });
  await assert.rejects(refused({ secretAccessKey: 'guessed' }), { code: 'BACKUP_S3_REFUSED' });
  await assert.rejects(back({ store: s3Store(access(), { bucket: 'nulle-part', prefix: '' }) }), {
    code: 'BACKUP_S3_NO_BUCKET',
  });
  fake.setClock(20 * 60 * 1000);
  await assert.rejects(back(), { code: 'BACKUP_S3_CLOCK' });
  assert.deepEqual([fake.objects.size, fake.uploads.size], [0, 0]);
});

async function* from(chunks: readonly Buffer[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
