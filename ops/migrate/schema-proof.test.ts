import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { readSchemaVersion, type SchemaVersion } from '#prisma/diff/schema-version.ts';
import { eachEmptyDatabase, tablesOf } from '#test/migrations/empty-databases.ts';
import { schemaDifference } from '#test/migrations/schema-difference.ts';
import { makeSecondMigration, type SecondMigration } from '#test/migrations/second-migration.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS_FOLDER, readMigrations } from './migration-files.ts';
import { rollback } from './rollback.ts';

let second: SecondMigration;
let current: SchemaVersion;

before(async () => {
  second = await makeSecondMigration();
  current = await readSchemaVersion(await readFile(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8'));
});
after(() => second.drop());

eachEmptyDatabase((database) => {
  test('a migrated database is what schema.prisma says', async () => {
    await migrate({ url: database.url });
    assert.equal(await schemaDifference(database.provider, database.url, current), '');
  });

  test('every down leads back to the schema before, and every up to the one after', async () => {
    const migrations = await readMigrations(database.provider);
    await migrate({ url: database.url });
    for (const { name } of migrations.toReversed().slice(0, -1)) {
      assert.equal(await schemaDifference(database.provider, database.url, await snapshot(name)), '', name);
      await rollback({ url: database.url });
    }
    await rollback({ url: database.url });
    assert.deepEqual(await tablesOf(database.url), ['_prisma_migrations']);
    await migrate({ url: database.url });
    assert.equal(await schemaDifference(database.provider, database.url, current), '');
  });

  test('a change of every kind is proven up and down', async () => {
    const options = { url: database.url, folder: second.folder };
    await migrate(options);
    assert.equal(await schemaDifference(database.provider, database.url, second.after), '');
    assert.notEqual(await schemaDifference(database.provider, database.url, second.before), '');
    await rollback(options);
    assert.equal(await schemaDifference(database.provider, database.url, second.before), '');
    assert.notEqual(await schemaDifference(database.provider, database.url, second.after), '');
  });
});

async function snapshot(name: string): Promise<SchemaVersion> {
  return readSchemaVersion(await readFile(new URL(`snapshots/${name}.prisma`, MIGRATIONS_FOLDER), 'utf8'));
}
