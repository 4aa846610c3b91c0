import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { connected } from '#ops/backup/connected.ts';
import { introspect } from '#ops/drift/introspect.ts';
import { renderStructure, structureFile } from '#ops/drift/structure.ts';
import { countRows, eachEmptyDatabase, tablesOf, withEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { migrationsFolder, writeMigrations } from '#test/migrations/migrations-folder.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { rollback } from './rollback.ts';
import { migrationStatus } from './status.ts';

const INIT = '20261121090000_init';
const ONE = { up: 'CREATE TABLE one (id INTEGER);', down: 'DROP TABLE one;' };
const TWO = { up: 'CREATE TABLE two (id INTEGER);', down: 'DROP TABLE two;' };
const code = (expected: string) => ({ code: expected });

eachEmptyDatabase((database) => {
  test('what is pending is applied once, and told with its time', async () => {
    const lines: string[] = [];
    const options = { url: database.url, log: (line: string) => lines.push(line) };
    assert.ok((await pendingMigrations(options)).includes(INIT));
    const applied = await migrate(options);
    assert.equal(applied[0]?.name, INIT);
    assert.match(lines[0] ?? '', /^20261121090000_init \.{3,} \d+ ms DONE$/);
    assert.deepEqual(await migrate(options), []);
    assert.deepEqual(await pendingMigrations(database.url), []);
    assert.equal(lines.length, applied.length);
  });

  test('status tells what has run, what has not, and what this version does not know', async () => {
    const options = { url: database.url, folder: await migrationsFolder({ '1_one': ONE }) };
    await migrate(options);
    const other = await migrationsFolder({ '2_two': TWO });
    assert.deepEqual(await migrationStatus({ ...options, folder: other }), [
      { name: '1_one', state: 'unknown' },
      { name: '2_two', state: 'pending' },
    ]);
  });

  test('rollback undoes as many as it is told, newest first, and they are pending again', async () => {
    const options = { url: database.url, folder: await migrationsFolder({ '1_one': ONE, '2_two': TWO }) };
    await migrate(options);
    const undone = await rollback({ ...options, step: 2 });
    assert.deepEqual(
      undone.map(({ name }) => name),
      ['2_two', '1_one'],
    );
    assert.deepEqual(await pendingMigrations(options), ['1_one', '2_two']);
    assert.deepEqual(await tablesOf(database.url), ['_prisma_migrations']);
    assert.deepEqual(await rollback(options), []);
  });

  test('a migration without a down.sql is not rolled back', async () => {
    const options = { url: database.url, folder: await migrationsFolder({ '1_one': { up: ONE.up } }) };
    await migrate(options);
    await assert.rejects(rollback(options), code('MIGRATION_WITHOUT_DOWN'));
    assert.ok((await tablesOf(database.url)).includes('one'));
  });

  test('a migration edited after it was applied is refused, and nothing more is applied', async () => {
    const folder = await migrationsFolder({ '1_one': ONE });
    const options = { url: database.url, folder };
    await migrate(options);
    await writeMigrations(folder, { '1_one': { up: `${ONE.up} -- edited` }, '2_two': TWO });
    await assert.rejects(migrate(options), code('MIGRATION_EDITED'));
    assert.deepEqual(await migrationStatus(options), [
      { name: '1_one', state: 'edited' },
      { name: '2_two', state: 'pending' },
    ]);
    assert.equal((await tablesOf(database.url)).includes('two'), false);
  });

  test('another ending of lines is no edit', async () => {
    const folder = await migrationsFolder({ '1_one': { up: 'CREATE TABLE one\n(id INTEGER);\n' } });
    await migrate({ url: database.url, folder });
    await writeMigrations(folder, { '1_one': { up: 'CREATE TABLE one\r\n(id INTEGER);\r\n' } });
    assert.deepEqual(await migrate({ url: database.url, folder }), []);
  });

  test('a database that has our tables and no history is left alone', async () => {
    await database.query('CREATE TABLE users (id INTEGER)');
    await assert.rejects(migrate({ url: database.url }), code('MIGRATION_DATABASE_NOT_EMPTY'));
    assert.deepEqual(await tablesOf(database.url), ['users']);
  });

  test('the migrations go to DIRECT_URL', () =>
    withEmptyDatabase(database.provider, async (direct) => {
      await migrate({ url: database.url, directUrl: direct, folder: await migrationsFolder({ '1_one': ONE }) });
      assert.deepEqual(await countRows(direct), { one: 0 });
      assert.deepEqual(await tablesOf(database.url), []);
    }));
});

eachEmptyDatabase((database) => {
  test('a migration that fails changes nothing, nor do those before it in the same run', async () => {
    await migrate({ url: database.url, folder: await migrationsFolder({ '1_one': ONE }) });
    const broken = { up: 'CREATE TABLE three (id INTEGER); INSERT INTO nowhere VALUES (1);' };
    const folder = await migrationsFolder({ '1_one': ONE, '2_two': TWO, '3_three': broken });
    await assert.rejects(migrate({ url: database.url, folder }), code('MIGRATION_FAILED'));
    assert.deepEqual(await countRows(database.url), { one: 0 });
    assert.deepEqual(await pendingMigrations({ url: database.url, folder }), ['2_two', '3_three']);
    await writeMigrations(folder, { '3_three': { up: 'CREATE TABLE three (id INTEGER);' } });
    assert.equal((await migrate({ url: database.url, folder })).length, 2);
  });

  test('a migration that does not leave the structure it is described to leave is undone', async () => {
    const folder = await migrationsFolder({ '1_one': ONE });
    await migrate({ url: database.url, folder });
    const structure = [...(await connected(database.url, introspect))];
    await writeMigrations(folder, { '2_two': { up: 'CREATE TABLE three (id INTEGER);' } });
    const two = { kind: 'table', table: 'two', name: 'two', is: {} } as const;
    for (const [name, parts] of Object.entries({ '1_one': structure, '2_two': [...structure, two] }))
      await writeFile(structureFile(database.provider, name, folder), renderStructure(parts));
    await assert.rejects(migrate({ url: database.url, folder }), /Table two is missing/);
    assert.deepEqual(await countRows(database.url), { one: 0 });
  });

  test('a migration that deletes rows of a table it does not name for that is undone', async () => {
    const key = 'PRIMARY KEY (id)';
    const child = `CREATE TABLE child (id INTEGER NOT NULL, parent INTEGER, ${key}, FOREIGN KEY (parent) REFERENCES one (id) ON DELETE CASCADE);`;
    const up = `CREATE TABLE one (id INTEGER NOT NULL, ${key}); ${child} INSERT INTO one VALUES (1), (2); INSERT INTO child VALUES (1, 1), (2, 2);`;
    await migrate({ url: database.url, folder: await migrationsFolder({ '1_one': { up } }) });
    const folder = await migrationsFolder({ '1_one': { up }, '2_two': { up: 'DELETE FROM one WHERE id = 2;' } });
    await assert.rejects(
      migrate({ url: database.url, folder }),
      database.provider === 'sqlite' ? /rows of child refer to rows of one/ : /child had 2 rows and would have 1/,
    );
    assert.deepEqual(await countRows(database.url), { child: 2, one: 2 });
  });
});

eachEmptyDatabase((database) => {
  test('?schema= names the schema, which is made', async () => {
    const url = `${database.url}?schema=atelier`;
    await migrate({ url });
    await rollback({ url });
    await migrate({ url });
    assert.ok((await tablesOf(url)).includes('commandes'));
    assert.deepEqual(await tablesOf(database.url), []);
  });

  test('a value that one migration adds to an enumeration is used by the next; when that fails, both are undone', async () => {
    const one = { up: `CREATE TYPE colour AS ENUM ('RED'); CREATE TABLE paint (of colour);`, down: '' };
    await migrate({ url: database.url, folder: await migrationsFolder({ '1_one': one }) });
    const added = {
      up: `ALTER TYPE colour ADD VALUE IF NOT EXISTS 'BLUE'; CREATE TABLE two (id INTEGER);`,
      down: 'DROP TABLE two;',
    };
    const used = (end: string) => ({ up: `INSERT INTO paint VALUES ('BLUE'); ${end}`, down: '' });
    const folder = (end: string) => migrationsFolder({ '1_one': one, '2_added': added, '3_used': used(end) });
    const failing = migrate({ url: database.url, folder: await folder('INSERT INTO nowhere VALUES (1);') });
    await assert.rejects(failing, code('MIGRATION_FAILED'));
    assert.deepEqual(await countRows(database.url), { paint: 0 });
    assert.equal((await migrate({ url: database.url, folder: await folder('') })).length, 2);
    assert.deepEqual(await countRows(database.url), { paint: 1, two: 0 });
  });

  test('a migration that switches the foreign keys off and leaves rows without parents is undone', async () => {
    const up = `CREATE TABLE one (id INTEGER PRIMARY KEY); CREATE TABLE child (id INTEGER, parent INTEGER REFERENCES one (id));
      INSERT INTO one VALUES (1), (2); INSERT INTO child VALUES (1, 1), (2, 2);`;
    await migrate({ url: database.url, folder: await migrationsFolder({ '1_one': { up } }) });
    const careless = { up: 'SET LOCAL session_replication_role = replica; DELETE FROM one WHERE id = 2;' };
    const folder = await migrationsFolder({ '1_one': { up }, '2_two': careless });
    await assert.rejects(migrate({ url: database.url, folder }), /rows of child refer to rows of one/);
    assert.deepEqual(await countRows(database.url), { child: 2, one: 2 });
  });
}, 'postgresql');
