import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { countRows, eachEmptyDatabase, tablesOf } from '#test/migrations/empty-databases.ts';
import { migrationsFolder, writeMigrations } from '#test/migrations/migrations-folder.ts';
import { migrate } from './migrate.ts';
import { rollback } from './rollback.ts';
import { migrationStatus } from './status.ts';

const BEFORE = `CREATE TABLE one (name VARCHAR(10)); INSERT INTO one VALUES ('a;b'), ('a;b');`;
const AFTER = `INSERT INTO one VALUES ('c'); CREATE TABLE two (id INTEGER);`;
const STOPS = { up: `${BEFORE} ALTER TABLE one ADD UNIQUE INDEX one_name_key (name); ${AFTER}` };
const ZERO = { '0_zero': { up: 'CREATE TABLE zero (id INTEGER);' } };

eachEmptyDatabase((database) => {
  test('a migration that stopped goes on where it stopped once the cause is put right', async () => {
    const options = { url: database.url, folder: await migrationsFolder({ '1_stops': STOPS }) };
    await assert.rejects(migrate(options), { code: 'MIGRATION_STOPPED' });
    assert.deepEqual(await countRows(database.url), { one: 2 });
    assert.deepEqual(await migrationStatus(options), [{ name: '1_stops', state: 'unfinished' }]);
    await database.query('DELETE FROM one LIMIT 1');
    await migrate(options);
    assert.deepEqual(await countRows(database.url), { one: 2, two: 0 });
    assert.deepEqual(await migrate(options), []);
  });

  test('its file may be mended after the place where it stopped, not before', async () => {
    const folder = await migrationsFolder({ '1_stops': STOPS });
    const options = { url: database.url, folder };
    await assert.rejects(migrate(options), { code: 'MIGRATION_STOPPED' });
    await writeMigrations(folder, { '1_stops': { up: `CREATE TABLE zero (id INTEGER); ${AFTER}` } });
    await assert.rejects(migrate(options), { code: 'MIGRATION_EDITED' });
    await writeMigrations(folder, { '1_stops': { up: `${BEFORE} ${AFTER}` } });
    await migrate(options);
    assert.deepEqual(await countRows(database.url), { one: 3, two: 0 });
    assert.deepEqual(await migrationStatus(options), [{ name: '1_stops', state: 'applied' }]);
  });

  test('a statement that failed because things are so already is not taken for done', async () => {
    await database.query('CREATE TABLE two (id INTEGER)');
    const up = 'CREATE TABLE one (id INTEGER); ALTER TABLE two ADD COLUMN id INTEGER;';
    const options = { url: database.url, folder: await migrationsFolder({ ...ZERO, '1_twice': { up } }) };
    await assert.rejects(migrate(options), { code: 'MIGRATION_STOPPED' });
    await assert.rejects(migrate(options), { code: 'MIGRATION_STOPPED' });
  });

  for (const done of ['', 'ALTER TABLE zero ADD COLUMN name VARCHAR(10)']) {
    test(`a process killed in a statement that the server ${done ? 'finished' : 'may have finished'} leaves a migration that can be finished`, async () => {
      await migrate({ url: database.url, folder: await migrationsFolder(ZERO) });
      const up =
        'CREATE TABLE one (id INTEGER); ALTER TABLE zero ADD COLUMN name VARCHAR(10); CREATE TABLE two (id INTEGER);';
      const folder = await migrationsFolder({ ...ZERO, '1_killed': { up } });
      await killWhileItAlters(database.url, folder);
      if (done && !(await columnsOf('zero')).includes('name')) await database.query(done);
      await migrate({ url: database.url, folder });
      assert.deepEqual(await columnsOf('zero'), ['id', 'name']);
      assert.deepEqual(await countRows(database.url), { one: 0, two: 0, zero: 0 });
    });
  }

  test('a rollback that stopped is finished by the next, and nothing is migrated before', async () => {
    const up = 'CREATE TABLE one (id INTEGER); CREATE TABLE two (id INTEGER);';
    const down = 'DROP TABLE two; DROP TABLE nowhere; DROP TABLE one;';
    const options = { url: database.url, folder: await migrationsFolder({ '1_one': { up, down } }) };
    await migrate(options);
    await assert.rejects(rollback(options), { code: 'MIGRATION_STOPPED' });
    await assert.rejects(migrate(options), { code: 'MIGRATION_HALF_ROLLED_BACK' });
    await database.query('CREATE TABLE nowhere (id INTEGER)');
    await rollback(options);
    assert.deepEqual(await tablesOf(database.url), ['_prisma_migrations']);
    assert.equal((await migrate(options)).length, 1);
  });

  async function columnsOf(table: string): Promise<string[]> {
    const rows = await database.query(`SHOW COLUMNS FROM ${table}`);
    return rows.map((row) => String(row.Field));
  }
}, 'mysql');

/** Kills a process that migrates while the table it alters is held by somebody else, who then lets go. */
async function killWhileItAlters(url: string, folder: URL): Promise<void> {
  const blocker = await createConnection(url);
  await blocker.query('START TRANSACTION');
  await blocker.query('SELECT * FROM zero');
  const fixture = fileURLToPath(new URL('migrate.fixture.ts', import.meta.url));
  const child = spawn(process.execPath, [fixture, url, folder.href], { stdio: 'ignore' });
  const exit = once(child, 'exit');
  for (;;) {
    const [rows] = await blocker.query<RowDataPacket[]>('SHOW PROCESSLIST');
    if (rows.some(({ Info, State }) => /^ALTER TABLE zero/.test(Info ?? '') && /metadata lock/.test(State ?? '')))
      break;
    await pause(20);
  }
  child.kill('SIGKILL');
  await exit;
  await blocker.query('COMMIT');
  await blocker.end();
}
