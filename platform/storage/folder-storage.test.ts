import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createFolderStorage } from './folder-storage.ts';
import type { Storage } from './storage.ts';
import { storageErrorOf } from './storage-errors.ts';

const MANUSCRIT = Buffer.from('Longtemps, je me suis couché de bonne heure.');
const SHA256 = sha256Of(MANUSCRIT);

describe('storage in a folder', () => {
  let root: string;
  let folder: string;
  let storage: Storage;

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'staka-storage-'));
  });
  after(() => rm(root, { recursive: true }));
  beforeEach(async () => {
    folder = join(root, randomBytes(6).toString('hex'), 'files');
    storage = await createFolderStorage(folder);
  });

  test('gives back the bytes it was given, under their hash', async () => {
    assert.deepEqual(await storage.put(Readable.from([MANUSCRIT])), { sha256: SHA256, size: MANUSCRIT.length });
    assert.deepEqual(await buffer(await storage.open(SHA256)), MANUSCRIT);
    assert.ok(existsSync(join(folder, SHA256.slice(0, 2), SHA256.slice(2, 4), SHA256)));
  });

  test('keeps the same bytes once, however often they come', async () => {
    await Promise.all([1, 2, 3, 4].map(() => storage.put(Readable.from([MANUSCRIT]))));
    assert.deepEqual(await entries(storage), [SHA256]);
    assert.deepEqual(await readdir(join(folder, '.incoming')), []);
  });

  test('opens a part of the bytes, both ends included', async () => {
    await storage.put(Readable.from([MANUSCRIT]));
    assert.equal(String(await buffer(await storage.open(SHA256, { start: 0, end: 8 }))), 'Longtemps');
  });

  test('leaves nothing behind when the source breaks off', async () => {
    const broken = Readable.from(
      (function* () {
        yield MANUSCRIT;
        throw new Error('the line was cut');
      })(),
    );
    await assert.rejects(storage.put(broken), /the line was cut/);
    assert.deepEqual(await entries(storage), []);
    assert.deepEqual(await readdir(join(folder, '.incoming')), []);
  });

  test('adopts a file without moving it, once or twice', async () => {
    const path = await fileWith(MANUSCRIT);
    await storage.adopt(path, { sha256: SHA256, size: MANUSCRIT.length });
    await storage.adopt(path, { sha256: SHA256, size: MANUSCRIT.length });
    assert.deepEqual(await buffer(await storage.open(SHA256)), MANUSCRIT);
    assert.deepEqual(await readFile(path), MANUSCRIT);
    assert.deepEqual(await readdir(join(folder, '.incoming')), []);
  });

  test('replaces bytes that were cut short', async () => {
    await storage.put(Readable.from([MANUSCRIT]));
    await truncate(join(folder, SHA256.slice(0, 2), SHA256.slice(2, 4), SHA256), 5);
    assert.equal(await storage.has(SHA256, MANUSCRIT.length), false);
    await storage.adopt(await fileWith(MANUSCRIT), { sha256: SHA256, size: MANUSCRIT.length });
    assert.deepEqual(await buffer(await storage.open(SHA256)), MANUSCRIT);
  });

  test('removes bytes for good, and says so when they are asked for', async () => {
    await storage.put(Readable.from([MANUSCRIT]));
    await storage.remove(SHA256);
    await storage.remove(SHA256);
    assert.equal(await storage.has(SHA256), false);
    await assert.rejects(storage.open(SHA256), { code: 'STORAGE_BYTES_MISSING' });
  });

  test('takes nothing for a hash that is not one', async () => {
    await assert.rejects(async () => storage.open('../../../etc/passwd'), /Not a SHA-256/);
    await assert.rejects(async () => storage.remove(`${SHA256}/..`), /Not a SHA-256/);
  });

  test('sweeps away what interrupted writes left, and nothing that is being written', async () => {
    await writeFile(join(folder, '.incoming', 'old'), 'x');
    await setTimeout(20);
    const since = new Date();
    await setTimeout(20);
    await writeFile(join(folder, '.incoming', 'fresh'), 'x');
    assert.equal(await storage.sweep(since), 1);
    assert.deepEqual(await readdir(join(folder, '.incoming')), ['fresh']);
  });

  test('does not grow with what passes through it', async () => {
    const chunk = Buffer.alloc(64 * 1024, 7);
    const start = process.memoryUsage().rss;
    let peak = start;
    const many = Readable.from(
      (function* () {
        for (let index = 0; index < 4096; index += 1) {
          peak = Math.max(peak, process.memoryUsage().rss);
          yield chunk;
        }
      })(),
    );
    const { size } = await storage.put(many);
    assert.equal(size, 256 * 1024 * 1024);
    assert.ok(peak - start < 64 * 1024 * 1024, `grew by ${Math.round((peak - start) / 2 ** 20)} MiB`);
  });

  test('says that the disk is full, and leaves nothing behind', { skip: smallDiskMissing() }, () => {
    const output = onSmallDisk('node "$1" "$2/files"; find "$2" -type f | wc -l');
    assert.deepEqual(output.trim().split(/\s+/), ['STORAGE_FULL', '0']);
  });

  test('names the failures of a disk, and leaves other failures as they are', () => {
    const failure = (code: string) => Object.assign(new Error(code), { code });
    const codes = ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EPIPE'].map((code) => storageErrorOf(failure(code)));
    assert.deepEqual(
      codes.map((error) => (error as { code: string }).code), // made just above
      ['STORAGE_FULL', 'STORAGE_FULL', 'STORAGE_FAILED', 'STORAGE_FAILED', 'EPIPE'],
    );
  });

  async function fileWith(bytes: Buffer): Promise<string> {
    const path = join(root, randomBytes(6).toString('hex'));
    await mkdir(root, { recursive: true });
    await writeFile(path, bytes);
    assert.equal((await stat(path)).size, bytes.length);
    return path;
  }
});

async function entries(storage: Storage): Promise<string[]> {
  const found: string[] = [];
  for await (const { sha256 } of storage.list()) found.push(sha256);
  return found;
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function smallDiskMissing(): string | false {
  const trial = spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', '/mnt']);
  return trial.status === 0 ? false : 'this machine does not let a test mount a small disk';
}

/** Runs a script where `$2` is a disk of 1 MiB, seen by the script alone; `$1` is a program that writes 4 MiB to it. */
function onSmallDisk(script: string): string {
  const program = new URL('./full-disk.fixture.ts', import.meta.url).pathname;
  const mount = 'mount -t tmpfs -o size=1m tmpfs "$2" && ';
  return execFileSync('unshare', ['-Urm', 'sh', '-c', mount + script, 'sh', program, '/mnt'], { encoding: 'utf8' });
}
