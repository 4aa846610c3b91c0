import assert from 'node:assert/strict';
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { PROVIDERS, type Provider } from '#prisma/generate/providers.ts';
import { makeSecondMigration, type SecondMigration } from '#test/migrations/second-migration.ts';
import { createMigration } from './create.ts';
import { MIGRATIONS_FOLDER } from './migration-files.ts';

let second: SecondMigration;

before(async () => {
  second = await makeSecondMigration();
});
after(() => second.drop());

const scriptOf = (provider: Provider, file = 'migration.sql') =>
  readFile(new URL(`${provider}/${second.name}/${file}`, second.folder), 'utf8');

test('a changed schema makes a migration up and down for each of the three databases, named by its moment', async () => {
  assert.equal(second.name, '20990101000000_second');
  for (const provider of PROVIDERS) {
    const files: string[] = await readdir(new URL(`${provider}/${second.name}/`, second.folder));
    assert.deepEqual(files.sort(), ['down.sql', 'migration.sql']);
  }
});

test('each script begins with what it loses', async () => {
  assert.deepEqual(second.warnings, [
    'column users.telephone is dropped with its values',
    'column users.bio changes from Text to VarChar(2000): values that do not fit are lost or stop the migration',
    'column users.bio becomes required: rows without a value stop the migration',
  ]);
  for (const provider of PROVIDERS) {
    assert.match(await scriptOf(provider), /^-- WARNING: column users\.telephone is dropped with its values\n/);
    assert.match(await scriptOf(provider, 'down.sql'), /^-- WARNING: column users\.interests is dropped/m);
    assert.match(await scriptOf(provider, 'down.sql'), /^-- WARNING: column users\.role no longer takes EDITEUR/m);
  }
});

test('on SQLite an enumeration is a CHECK, and a Json default a text', async () => {
  const script = await scriptOf('sqlite');
  assert.match(script, /CHECK \("role" IN \('USER', 'CORRECTOR', 'MENTOR', 'EDITEUR', 'ADMIN'\)\)/);
  assert.match(script, /CHECK \("kind" IN \('CONGE', 'MALADIE'\)\)/);
  assert.match(script, /"interests" JSONB NOT NULL DEFAULT '\[\]'/);
});

test('the same schema again makes nothing', async () => {
  const folder = new URL('../../prisma/migrations/', import.meta.url);
  const before = await readdir(new URL('snapshots/', folder));
  assert.equal(await createMigration({ name: 'nothing', folder }), undefined);
  assert.deepEqual(await readdir(new URL('snapshots/', folder)), before);
});

test('an enumeration that alone has changed makes its tables anew on SQLite', async () => {
  const other = await makeSecondMigration((schema) => schema.replace('  URGENTE\n}', '  URGENTE\n  ABSOLUE\n}'));
  const script = await readFile(new URL(`sqlite/${other.name}/migration.sql`, other.folder), 'utf8');
  assert.match(script, /CREATE TABLE "new_commandes"/);
  assert.match(script, /CREATE INDEX "commandes_userId_idx"/);
  assert.equal(script.match(/CREATE TABLE/g)?.length, 1);
  await other.drop();
});

test('a name that is no file name is refused', async () => {
  await assert.rejects(createMigration({ name: '../évasion', folder: second.folder }), {
    code: 'MIGRATION_NAME_INVALID',
  });
});

test('a data migration comes with the types of its table, fails until it is written, and needs no change of the schema', async () => {
  const folder = await copyOfMigrations();
  const made = await createMigration({ name: 'fill', folder, dataOf: 'user_preferences', now: new Date('2099-01-01') });
  assert.equal(made?.name, '20990101000000_fill');
  const { dataMigration } = await import(new URL('data/20990101000000_fill.ts', folder).href);
  assert.equal(dataMigration.table, 'user_preferences');
  await assert.rejects(dataMigration.run({}, [{}, {}]), /these 2 rows of user_preferences/);
  const source = await readFile(new URL('data/20990101000000_fill.ts', folder), 'utf8');
  assert.match(source, /^ {4}quietHoursEnd: string \| null;$/m);
  await assert.rejects(createMigration({ name: 'fill', folder, dataOf: 'nowhere' }), { code: 'DATA_MIGRATION_TABLE' });
});

/** Where `#ops` is understood: within the project. */
async function copyOfMigrations(): Promise<URL> {
  const folder = new URL(`../../.migrations-test-${process.pid}/`, import.meta.url);
  after(() => rm(folder, { recursive: true, force: true }));
  await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
  return folder;
}
