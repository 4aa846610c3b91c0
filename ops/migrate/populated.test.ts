import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { openDatabase } from '#platform/db/db.ts';
import { seed } from '#prisma/seed.ts';
import { countRows, eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { migrationsFolder } from '#test/migrations/migrations-folder.ts';
import { makeSecondMigration, type SecondMigration } from '#test/migrations/second-migration.ts';
import { migrate } from './migrate.ts';
import { rollback } from './rollback.ts';

let second: SecondMigration;

before(async () => {
  second = await makeSecondMigration();
});
after(() => second.drop());

eachEmptyDatabase((database) => {
  test('a migration that makes a table anew loses not one row of any other, neither up nor down', async () => {
    const populated = await populate(database.url);
    await migrate({ url: database.url, folder: second.folder });
    assert.deepEqual(without(await countRows(database.url), 'absences'), populated);
    assert.equal((await database.query('SELECT * FROM absences')).length, 0);
    await rollback({ url: database.url, folder: second.folder });
    assert.deepEqual(await countRows(database.url), populated);
  });

  test('the values of what stays are what they were', async () => {
    await populate(database.url);
    const before = await emails();
    await migrate({ url: database.url, folder: second.folder });
    await rollback({ url: database.url, folder: second.folder });
    assert.deepEqual(await emails(), before);
    assert.equal(before.length, 2);
  });

  async function emails() {
    const rows = await database.query('SELECT email, prenom, role FROM users ORDER BY email');
    return rows.map((row) => ({ ...row }));
  }
});

eachEmptyDatabase((database) => {
  test('the naive way, with the foreign keys switched off inside the transaction, loses the children', async () => {
    const populated = await populate(database.url);
    const script = await readFile(new URL(`sqlite/${second.name}/migration.sql`, second.folder), 'utf8');
    const naive = new DatabaseSync(database.url.slice('file:'.length), { enableForeignKeyConstraints: true });
    naive.exec('BEGIN');
    naive.exec(script);
    naive.exec('COMMIT');
    naive.close();
    const left = await countRows(database.url);
    assert.equal(left.users, populated.users);
    assert.ok(populated.messages === 5 && populated.commandes === 3);
    assert.deepEqual([left.messages, left.commandes, left.user_preferences], [0, 0, 0]);
  });

  test('a migration that would leave rows pointing nowhere is refused and undone', async () => {
    const populated = await populate(database.url);
    const script = new URL(`sqlite/${second.name}/migration.sql`, second.folder);
    const init = await readFile(new URL('sqlite/20261121090000_init/migration.sql', second.folder), 'utf8');
    const careless = `${await readFile(script, 'utf8')}\nDELETE FROM users;`;
    const folder = await migrationsFolder({ '20261121090000_init': { up: init }, '3_careless': { up: careless } });
    await assert.rejects(migrate({ url: database.url, folder }), /refer to rows of users that do not exist/);
    assert.deepEqual(await countRows(database.url), populated);
  });
}, 'sqlite');

/** The sample data, and how many rows each table then has. */
async function populate(url: string): Promise<Record<string, number>> {
  await migrate({ url });
  const db = await openDatabase({ url });
  const storage = { has: async () => true, put: async () => ({ sha256: '', size: 0 }) };
  await seed({ db, storage, environment: 'test' });
  await db.destroy();
  return countRows(url);
}

function without(counts: Record<string, number>, table: string): Record<string, number> {
  const { [table]: _, ...rest } = counts;
  return rest;
}
