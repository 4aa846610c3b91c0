import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { migrate } from '#ops/migrate/migrate.ts';
import { MIGRATIONS_FOLDER } from '#ops/migrate/migration-files.ts';
import { resolveMigration } from '#ops/migrate/resolve.ts';
import { rollback } from '#ops/migrate/rollback.ts';
import { openDatabase } from '#platform/db/db.ts';
import { seed } from '#prisma/seed.ts';
import { countRows, eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { PLANTED_DRIFTS } from '#test/migrations/planted-drifts.ts';
import { adoptDrift } from './adopt.ts';
import type { Difference } from './compare.ts';
import { findDrift } from './drift.ts';
import { repairDrift } from './repair.ts';
import { sayDifference } from './words.ts';

const differencesOf = async (url: string) => (await findDrift({ url })).differences.map(inShort).sort();

function inShort({ state, kind, table, name, properties }: Difference): string {
  const place = table === '' ? name : `${table}.${name}`;
  return `${state} ${kind} ${place}${state === 'changed' ? `: ${properties.map((p) => p.name).join()}` : ''}`;
}

eachEmptyDatabase((database) => {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });
  const planted = PLANTED_DRIFTS.map(({ found }) => found[database.provider]).sort();
  const plantAll = async () => {
    for (const { plant } of PLANTED_DRIFTS) await plant(database);
  };
  /** With the sample data, so that a table that loses rows is seen to. */
  const populate = async () => {
    await migrate({ url: database.url });
    const db = await openDatabase({ url: database.url });
    const storage = { has: async () => true, put: async () => ({ sha256: '', size: 0 }) };
    await seed({ db, storage, environment: 'test' });
    await db.destroy();
  };

  test('each planted drift is found and none is invented; the repair asks before it loses, and keeps every row', async () => {
    await populate();
    assert.deepEqual(await differencesOf(database.url), []);
    await plantAll();
    await database.query('CREATE TABLE archives_2019 (id INTEGER)');
    assert.deepEqual(await differencesOf(database.url), planted);
    const { unknown, differences } = await findDrift({ url: database.url });
    assert.deepEqual(unknown, [{ kind: 'table', name: 'archives_2019' }]);
    assert.match(sayDifference(differences.find(({ name }) => name === 'timezone') ?? assert.fail()).fr, /UTC/);
    const before = await countRows(database.url);
    await assert.rejects(repairDrift({ url: database.url }), { code: 'DRIFT_REPAIR_DESTROYS' });
    assert.deepEqual(await differencesOf(database.url), planted);
    await repairDrift({ url: database.url, acceptDataLoss: true });
    assert.deepEqual(await differencesOf(database.url), []);
    assert.deepEqual(await countRows(database.url), before);
    assert.ok(before.users === 2 && before.archives_2019 === 0);
  });

  test('a drift that is adopted is a migration that leads there and back', async () => {
    await migrate({ url: database.url });
    await plantAll();
    const root = await mkdtemp(join(tmpdir(), 'staka-adopt-'));
    folders.push(root);
    const folder = pathToFileURL(`${root}/`);
    await cp(fileURLToPath(MIGRATIONS_FOLDER), root, { recursive: true });
    const options = { url: database.url, folder };
    const { name } = await adoptDrift({ ...options, now: new Date('2099-01-01T00:00:00Z') });
    const script = await readFile(new URL(`${database.provider}/${name}/migration.sql`, folder), 'utf8');
    assert.match(script, /^-- WARNING: column users\.telephone is dropped/);
    await resolveMigration({ ...options, name, as: 'applied' });
    assert.deepEqual((await findDrift(options)).differences, []);
    await rollback(options);
    assert.deepEqual(await differencesOf(database.url), []);
    await migrate(options);
    assert.deepEqual((await findDrift(options)).differences, []);
  });

  test('a table that is gone is one difference, and comes back empty with what belongs to it', async () => {
    await migrate({ url: database.url });
    await database.query('DROP TABLE user_preferences');
    assert.deepEqual(await differencesOf(database.url), ['missing table user_preferences.user_preferences']);
    await repairDrift({ url: database.url });
    assert.deepEqual(await differencesOf(database.url), []);
  });

  if (database.provider === 'mysql')
    test('what the server calls by another name and means alike is no drift', async () => {
      await migrate({ url: database.url });
      await database.query('ALTER TABLE invoices DROP FOREIGN KEY `invoices_commandeId_fkey`');
      await database.query(`ALTER TABLE invoices ADD CONSTRAINT \`invoices_commandeId_fkey\` FOREIGN KEY (commandeId)
        REFERENCES commandes (id) ON DELETE NO ACTION ON UPDATE CASCADE`);
      assert.deepEqual(await differencesOf(database.url), []);
    });

  test('a database that nobody migrated has nothing to be compared with', async () => {
    await assert.rejects(findDrift({ url: database.url }), { code: 'DRIFT_NOT_MIGRATED' });
  });
});
