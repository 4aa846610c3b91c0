import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { countRows, eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { migrationsFolder } from '#test/migrations/migrations-folder.ts';
import { migrate } from './migrate.ts';

const ZERO = { '0_zero': { up: 'CREATE TABLE zero (id INTEGER);' } };

eachEmptyDatabase((database) => {
  test('a statement that failed because things are so already is not taken for done', async () => {
    await database.query('CREATE TABLE two (id INTEGER)');
    const up = 'CREATE TABLE one (id INTEGER); ALTER TABLE two ADD COLUMN id INTEGER;';
    const options = { url: database.url, folder: await migrationsFolder({ ...ZERO, '1_twice': { up } }) };
    await assert.rejects(migrate(options), { code: 'MIGRATION_FAILED' });
    await assert.rejects(migrate(options), { code: 'MIGRATION_FAILED' });
    assert.deepEqual(await countRows(database.url), { two: 0 });
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
