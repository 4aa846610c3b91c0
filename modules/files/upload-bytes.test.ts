import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { newId } from '#platform/ids.ts';
import { UploadBytes } from './upload-bytes.ts';

const TEXT = Buffer.from('Longtemps, je me suis couché de bonne heure.');
const SHA256 = createHash('sha256').update(TEXT).digest('hex');

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staka-upload-bytes-'));
});
after(() => rm(folder, { recursive: true, force: true }));

test('what a power cut left beyond the bytes that were synced is sent again', async () => {
  const id = newId();
  await new UploadBytes(folder).append(id, 0, [TEXT.subarray(0, 20)]);
  await appendFile(join(folder, id), Buffer.alloc(TEXT.length - 20));
  const restarted = new UploadBytes(folder);
  assert.equal(await restarted.sizeOf(id), 20);
  assert.equal(await restarted.append(id, 20, [TEXT.subarray(20)]), TEXT.length);
  assert.deepEqual(await restarted.hashOf(id), { sha256: SHA256, size: TEXT.length });
});

test('an upload that is removed leaves nothing behind', async () => {
  const bytes = new UploadBytes(folder);
  const id = newId();
  await bytes.append(id, 0, [TEXT]);
  await bytes.remove(id);
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.startsWith(id)),
    [],
  );
});
