import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connected } from '#ops/backup/connected.ts';
import { restoreIntoEmpty } from '#ops/backup/restore.ts';
import { findDrift } from '#ops/drift/drift.ts';
import { migrate } from '#ops/migrate/migrate.ts';
import { openDatabase } from '#platform/db/db.ts';
import { countRows, eachEmptyDatabase, tablesOf, withEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { type ChangedSchema, changedSchema } from './changed-schema.fixture.ts';
import { pushSchema } from './push.ts';
import { resetDatabase } from './reset.ts';

let changed: ChangedSchema;
let root: string;
before(async () => {
  changed = await changedSchema();
  root = await mkdtemp(join(tmpdir(), 'staka-reset-'));
});
after(async () => {
  await changed.remove();
  await rm(root, { recursive: true });
});

eachEmptyDatabase((database) => {
  const options = (environment: 'development' | 'production' = 'development') => ({
    url: database.url,
    environment,
    backup: { folder: join(root, 'backups'), filesFolder: join(root, 'files'), keys: [] },
  });

  test('what was tried and what was in it go, after a backup; what others keep there stays', async () => {
    await migrate({ url: database.url });
    await pushSchema({ ...options(), schema: changed.source.file });
    await database.query('CREATE TABLE archives_2019 (id INTEGER)');
    await database.query('INSERT INTO archives_2019 VALUES (7)');
    const { backup, kept, rows } = await resetDatabase({ ...options(), force: true });
    assert.deepEqual((await findDrift({ url: database.url })).differences, []);
    assert.ok(kept.includes('archives_2019') && !kept.includes('absences') && rows > 40, `${kept} ${rows}`);
    const counted = await countRows(database.url);
    assert.deepEqual([counted.users, counted.archives_2019], [2, 1]);
    await withEmptyDatabase('sqlite', async (url) => {
      await restoreIntoEmpty({ path: backup ?? '', keys: [], url, filesFolder: null });
      assert.equal((await countRows(url)).archives_2019, 1);
      const columns = await connected(url, (db) => db.query('SELECT * FROM pragma_table_info(?)', ['users']));
      assert.ok(columns.some(({ name }) => name === 'interests'));
    });
  });

  test('one that is empty or half-made is made whole; in production, and while it is used, it is refused', async () => {
    await assert.rejects(resetDatabase(options('production')), { code: 'RESET_IN_PRODUCTION' });
    assert.deepEqual(await tablesOf(database.url), []);
    assert.equal((await resetDatabase(options())).backup, null);
    await connected(database.url, (db) => db.script(`DELETE FROM _prisma_migrations`));
    assert.notEqual((await resetDatabase(options())).backup, null);
    assert.deepEqual((await findDrift({ url: database.url })).differences, []);
    const db = await openDatabase({ url: database.url });
    await db.selectFrom('users').select('id').execute();
    await assert.rejects(resetDatabase(options()), { code: 'RESET_IN_USE' });
    await db.destroy();
    assert.equal((await countRows(database.url)).users, 2);
  });
});
