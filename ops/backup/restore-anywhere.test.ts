import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { migrate, pendingMigrations } from '#ops/migrate/migrate.ts';
import { createFolderStorage } from '#platform/storage/folder-storage.ts';
import { PROVIDERS } from '#prisma/generate/providers.ts';
import { eachEmptyDatabase, tablesOf, withEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { connected } from './connected.ts';
import { type Backup, createBackup } from './create-backup.ts';
import { contentOf, placesIn, populate, sha256Of, storeFiles } from './populate.fixture.ts';
import { restoreIntoEmpty } from './restore.ts';

const backups = new Map<string, Backup>();
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'staka-backup-'));
  await storeFiles(placesIn(folder).filesFolder);
  for (const provider of PROVIDERS) {
    await withEmptyDatabase(provider, async (url) => {
      await migrate({ url });
      await populate(url);
      await connected(url, async (db) => {
        await db.script('CREATE TABLE legacy_notes (id VARCHAR(20) PRIMARY KEY, note TEXT, n INTEGER)');
        await db.script(`INSERT INTO legacy_notes VALUES ('a', 'gardée', 7), ('b', NULL, NULL)`);
      });
      backups.set(provider, await createBackup({ ...placesIn(folder), url }));
    });
  }
});
after(() => rm(folder, { recursive: true, force: true }));

const digests = ({ manifest }: Backup) => manifest.summary.tables.map(({ name, rows, digest }) => [name, rows, digest]);

test('the same rows have the same hashes, whichever database they are in', () => {
  const [one, ...others] = [...backups.values()].map(digests);
  assert.ok(one && one.length > 30 && one.every(([name, rows]) => rows === (name === 'legacy_notes' ? 2 : 3)));
  for (const other of others) assert.deepEqual(other, one);
});

eachEmptyDatabase((database) => {
  for (const provider of PROVIDERS.filter((other) => other !== database.provider))
    test(`a backup of ${provider} fills it with every row and every file, and nothing is left to migrate`, async () => {
      const backup = backups.get(provider);
      assert.ok(backup);
      const places = { ...placesIn(join(folder, `${database.provider}-${provider}`)), url: database.url };
      await restoreIntoEmpty({ ...places, path: backup.path });
      assert.deepEqual(digests(await createBackup(places)), digests(backup));
      assert.deepEqual(await pendingMigrations(database.url), []);
      assert.ok(!(await tablesOf(database.url)).includes('_staka_restore'));
      const storage = await createFolderStorage(places.filesFolder);
      for (const n of [1, 2]) assert.deepEqual(await buffer(await storage.open(sha256Of(n))), contentOf(n));
    });
});

eachEmptyDatabase((database) => {
  test('a database that holds rows is left as it is', async () => {
    await migrate({ url: database.url });
    await populate(database.url);
    const path = backups.get('sqlite')?.path ?? '';
    await assert.rejects(restoreIntoEmpty({ ...placesIn(folder), url: database.url, path }), {
      code: 'RESTORE_NOT_EMPTY',
    });
    assert.equal((await database.query('SELECT id FROM users')).length, 3);
  });
}, 'sqlite');
