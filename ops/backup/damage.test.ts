import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { migrate } from '#ops/migrate/migrate.ts';
import { createBackup } from './create-backup.ts';
import { makeKeyPair } from './encryption.ts';
import { contentOf, placesIn, populate, storeFiles } from './populate.fixture.ts';
import { restoreIntoEmpty } from './restore.ts';
import { verifyBackup } from './verify-backup.ts';

let folder = '';
let url = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staka-damage-'));
  url = `file:${join(folder, 'staka.db')}`;
  await migrate({ url });
  await populate(url);
  await storeFiles(placesIn(folder).filesFolder);
});
after(() => rm(folder, { recursive: true, force: true }));

const places = () => ({ ...placesIn(folder), url });
const key = await makeKeyPair();

for (const [what, keys] of [
  ['a plain backup', []],
  ['an encrypted one', [key.secret]],
] as const)
  test(`any of 50 flipped bytes of ${what} is found, and nothing is touched`, async () => {
    const { path } = await createBackup({ ...places(), keys });
    const bytes = await readFile(path);
    const target = join(folder, 'target.db');
    const flipped = join(folder, 'flipped');
    for (let n = 0; n < 50; n += 1) {
      const at = Math.floor((n * (bytes.length - 1)) / 49);
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (n % 8));
      await writeFile(flipped, damaged);
      const isFound = (error: { code: string }) => /^BACKUP_(DAMAGED|KEY_WRONG)$/.test(error.code);
      await assert.rejects(verifyBackup({ path: flipped, keys }), isFound, `byte ${at}`);
      const restoring = restoreIntoEmpty({ path: flipped, keys, url: `file:${target}`, filesFolder: null });
      await assert.rejects(restoring, isFound, `byte ${at}`);
      assert.ok(!existsSync(target));
    }
    await writeFile(flipped, bytes.subarray(0, -1));
    await assert.rejects(verifyBackup({ path: flipped, keys }), { code: 'BACKUP_DAMAGED' });
  });

test('an encrypted backup is opened by its secret key alone, and shows nothing of what is in it', async () => {
  const { path } = await createBackup({ ...places(), keys: [key.public] });
  const other = await makeKeyPair();
  assert.equal((await readFile(path)).subarray(0, 21).toString(), 'age-encryption.org/v1');
  assert.equal((await verifyBackup({ path, keys: [other.secret, key.secret] })).summary.files.length, 2);
  await assert.rejects(verifyBackup({ path, keys: [] }), { code: 'BACKUP_KEY_MISSING' });
  await assert.rejects(verifyBackup({ path, keys: [key.public] }), { code: 'BACKUP_KEY_MISSING' });
  await assert.rejects(verifyBackup({ path, keys: [other.secret] }), { code: 'BACKUP_KEY_WRONG' });
});

test('what is no backup, or is not there, is said so', async () => {
  const path = join(folder, 'poem.txt');
  await writeFile(path, 'Les Vagues');
  await assert.rejects(verifyBackup({ path, keys: [] }), { code: 'BACKUP_DAMAGED' });
  await assert.rejects(verifyBackup({ path: join(folder, 'nowhere'), keys: [] }), { code: 'BACKUP_FILE_UNKNOWN' });
});

test('bytes of a file that are missing or damaged stop a backup, unless one does without them', async () => {
  const { filesFolder } = places();
  const before = await readdir(places().folder);
  const [victim = ''] = (await readdir(filesFolder, { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name));
  const bytes = await readFile(join(filesFolder, victim));
  await writeFile(join(filesFolder, victim), Buffer.alloc(bytes.length, 'x'));
  const isEmpty = bytes.length === contentOf(1).length;
  if (isEmpty) await writeFile(join(filesFolder, victim), 'x');
  await assert.rejects(createBackup(places()), { code: 'BACKUP_FILE_LOST' });
  assert.deepEqual(await readdir(places().folder), before);
  const { path } = await createBackup({ ...places(), skipMissing: true });
  const { missingFiles } = (await verifyBackup({ path, keys: [] })).summary;
  assert.deepEqual(missingFiles, [victim.slice(-64)]);
  await writeFile(join(filesFolder, victim), bytes);
});

test('one table can be backed up alone, and no database is made of it', async () => {
  const { path, manifest } = await createBackup({ ...places(), table: 'user_sessions' });
  assert.deepEqual(
    manifest.summary.tables.map(({ name, rows }) => [name, rows]),
    [['user_sessions', 3]],
  );
  const restoring = restoreIntoEmpty({ path, keys: [], url: `file:${join(folder, 'x.db')}`, filesFolder: null });
  await assert.rejects(restoring, { code: 'BACKUP_OF_ONE_TABLE' });
  await assert.rejects(createBackup({ ...places(), table: 'romans' }), { code: 'BACKUP_TABLE_UNKNOWN' });
});
