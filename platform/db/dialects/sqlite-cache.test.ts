import assert from 'node:assert/strict';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readerCacheBytes } from '#platform/db/dialects/sqlite-cache.ts';

const MEBIBYTE = 1024 * 1024;
const GIBIBYTE = 1024 * MEBIBYTE;

test('what is kept of a file grows with it, within what the machine can spare', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'staka-cache-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'staka.db');
  const keptOf = async (bytes: number, memory: number) => {
    await writeFile(path, '');
    await truncate(path, bytes);
    return readerCacheBytes(path, memory) / MEBIBYTE;
  };
  assert.equal(readerCacheBytes(path, 8 * GIBIBYTE) / MEBIBYTE, 32, 'a file that is not there yet');
  assert.equal(await keptOf(10 * MEBIBYTE, 8 * GIBIBYTE), 32);
  assert.equal(await keptOf(400 * MEBIBYTE, 8 * GIBIBYTE), 100);
  assert.equal(await keptOf(3 * GIBIBYTE, 8 * GIBIBYTE), 256);
  assert.equal(await keptOf(3 * GIBIBYTE, 2 * GIBIBYTE), 128);
  assert.equal(await keptOf(3 * GIBIBYTE, 128 * MEBIBYTE), 32);
});
