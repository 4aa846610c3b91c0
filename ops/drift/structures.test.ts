import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { structuresAfterEach } from '#test/migrations/structures.ts';
import { readStructure, renderStructure } from './structure.ts';

eachEmptyDatabase((database) => {
  test('each migration is described as the database tells what it leaves (node test/migrations/write-structures.ts)', async () => {
    for (const [name, found] of await structuresAfterEach(database.provider, database.url)) {
      const described = await readStructure(database.provider, name);
      assert.ok(described, `${database.provider}/${name}/structure.json is missing`);
      assert.equal(renderStructure(described), found, name);
    }
  });
});
