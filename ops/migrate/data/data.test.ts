import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type EmptyDatabase, eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { migrationsFolder, writeMigrations } from '#test/migrations/migrations-folder.ts';
import { forecast } from '../forecast/forecast.ts';
import { migrate, pendingMigrations } from '../migrate.ts';
import { migrationHistory, migrationStatus } from '../status.ts';

const ROWS = 400;
const DEFINE = fileURLToPath(new URL('define.ts', import.meta.url));
const FIRST = { up: 'CREATE TABLE notes (id INTEGER PRIMARY KEY, copies INTEGER NOT NULL, texte VARCHAR(50));' };
const SECOND = { up: 'ALTER TABLE notes ADD COLUMN ton VARCHAR(10);' };
const THIRD = { up: 'CREATE TABLE apres (id INTEGER);' };
/** Adds one, so that a row that is changed twice shows. */
const ADDS = `for (const { id, copies } of rows)
  await tx.updateTable('notes').set({ copies: copies + 1, ton: 'doux' }).where('id', '=', id).execute();`;

eachEmptyDatabase((database) => {
  test('rows are changed after the SQL of their migration and before the next, in batches, and the history tells', async () => {
    const options = await populated(database, ADDS);
    const [second] = await forecast(options);
    assert.deepEqual(second?.data, { table: 'notes', rows: ROWS, batch: 50 });
    const applied = await migrate(options);
    assert.deepEqual(
      applied.map(({ name }) => name),
      ['2_second', '3_third'],
    );
    assert.deepEqual(await copies(database), { 1: ROWS });
    const entry = (await migrationHistory(options)).find(({ name }) => name === '2_second');
    assert.deepEqual([entry?.what, entry?.rows], ['applied', ROWS]);
    assert.deepEqual(await migrate(options), []);
  });

  test('it is killed in the middle, again and again, and goes on: each row is changed once', async () => {
    const options = await populated(database, `await new Promise((resolve) => setTimeout(resolve, 20)); ${ADDS}`);
    for (let kill = 1; kill <= 3; kill += 1) {
      const child = start(database.url, options.folder);
      const exit = once(child, 'exit');
      while ((await marked(database)) < kill * 100) await pause(2);
      child.kill('SIGKILL');
      await exit;
    }
    assert.deepEqual(await pendingMigrations(options), ['2_second', '3_third']);
    assert.deepEqual(
      (await migrationStatus(options)).map(({ state }) => state),
      ['applied', 'unfinished', 'pending'],
    );
    await migrate(options);
    assert.deepEqual(await copies(database), { 1: ROWS });
  });

  test('two processes at once change each row once', async () => {
    const options = await populated(database, ADDS);
    const [one, two] = await Promise.all([migrate(options), migrate(options)]);
    assert.deepEqual([...one, ...two].map(({ name }) => name).sort(), ['2_second', '3_third']);
    assert.deepEqual(await copies(database), { 1: ROWS });
  });

  test('what fails stops there, says after how many rows, and goes on once it is mended', async () => {
    const options = await populated(database, `if (rows[0].id > 100) throw new Error('encre sèche'); ${ADDS}`);
    await assert.rejects(migrate(options), { code: 'DATA_MIGRATION_STOPPED', message: /after 100 rows.*encre sèche/ });
    assert.deepEqual(await copies(database), { 0: ROWS - 100, 1: 100 });
    const mended = await copyWithData(ADDS);
    await migrate({ ...options, folder: mended });
    assert.deepEqual(await copies(database), { 1: ROWS });
  });

  test('a file that is no data migration is refused, and one that was edited afterwards shows', async () => {
    const options = await populated(database, ADDS);
    const other = await copyWithData(ADDS.replace('doux', 'fort'));
    const broken = await copyWithData(ADDS);
    await writeFile(new URL('data/2_second.ts', broken), 'export const other = 1;');
    await assert.rejects(forecast({ ...options, folder: broken }), { code: 'DATA_MIGRATION_INVALID' });
    await migrate(options);
    assert.deepEqual(
      (await migrationStatus({ ...options, folder: other })).map(({ state }) => state),
      ['applied', 'edited', 'applied'],
    );
  });

  test('what Prisma has deployed, which knows nothing of rows, is pending until they are done', async () => {
    const options = await populated(database, ADDS);
    const without = await migrationsFolder({ '1_first': FIRST, '2_second': SECOND, '3_third': THIRD });
    await migrate({ ...options, folder: without });
    await database.query(`UPDATE _prisma_migrations SET logs = NULL`);
    assert.deepEqual(await pendingMigrations(options), ['2_second']);
    assert.equal((await migrate(options)).length, 1);
    assert.deepEqual(await copies(database), { 1: ROWS });
  });
});

async function populated(database: EmptyDatabase, run: string) {
  const folder = await migrationsFolder({ '1_first': FIRST });
  await migrate({ url: database.url, folder });
  const values = Array.from({ length: ROWS }, (_, index) => `(${index + 1}, 0, 'a')`);
  await database.query(`INSERT INTO notes (id, copies, texte) VALUES ${values.join(', ')}`);
  await writeMigrations(folder, { '2_second': SECOND, '3_third': THIRD });
  await writeData(folder, run);
  return { url: database.url, folder };
}

async function writeData(folder: URL, run: string): Promise<void> {
  await mkdir(new URL('data/', folder), { recursive: true });
  const source = `import { defineDataMigration } from '${DEFINE}';
    export const dataMigration = defineDataMigration({ table: 'notes', batch: 50, run: async (tx, rows) => { ${run} } });`;
  await writeFile(new URL('data/2_second.ts', folder), source);
}

/** Elsewhere: what has been imported once is not read again. */
async function copyWithData(run: string): Promise<URL> {
  const folder = await migrationsFolder({ '1_first': FIRST, '2_second': SECOND, '3_third': THIRD });
  await writeData(folder, run);
  return folder;
}

function start(url: string, folder: URL) {
  const file = fileURLToPath(new URL('../migrate.fixture.ts', import.meta.url));
  return spawn(process.execPath, [file, url, folder.href], { stdio: 'ignore' });
}

/** How many rows have each number of copies. */
async function copies(database: EmptyDatabase): Promise<Record<string, number>> {
  const rows = await database.query('SELECT copies, count(*) AS n FROM notes GROUP BY copies');
  return Object.fromEntries(rows.map(({ copies: number, n }) => [String(number), Number(n)]));
}

async function marked(database: EmptyDatabase): Promise<number> {
  const rows = await database.query('SELECT logs FROM _prisma_migrations WHERE finished_at IS NULL');
  return Number(JSON.parse(String(rows[0]?.logs ?? '{}')).staka?.data?.rows ?? 0);
}
