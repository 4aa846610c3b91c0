import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readStructure } from '#ops/drift/structure.ts';
import { openDatabase } from '#ops/migrate/databases/open-database.ts';
import { readMigrations } from '#ops/migrate/migration-files.ts';
import { eachEmptyDatabase, tablesOf } from '#test/migrations/empty-databases.ts';
import { readSchemaFile, SCHEMA_FILE } from './schema-file.ts';
import { schemaStructure } from './schema-structure.ts';

eachEmptyDatabase((database) => {
  test('the schema alone tells what the migrations leave, but for triggers, and leaves nothing behind', async () => {
    const last = (await readMigrations(database.provider)).at(-1)?.name ?? '';
    const described = (await readStructure(database.provider, last)) ?? assert.fail(last);
    const migrated = described.filter(({ kind }) => kind !== 'trigger' && kind !== 'function');
    const db = await openDatabase(database.url);
    try {
      const found = await schemaStructure(db, await readSchemaFile(SCHEMA_FILE, database.provider));
      const lines = (parts: typeof found) =>
        parts
          .map(({ kind, table, name, is }) => `${kind} ${table} ${name} ${JSON.stringify(Object.entries(is).sort())}`)
          .sort();
      assert.deepEqual(lines(found), lines(migrated));
    } finally {
      await db.close();
    }
    assert.deepEqual(await tablesOf(database.url), []);
  });
});
