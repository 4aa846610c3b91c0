import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { createAccount } from '#modules/accounts/factory.ts';
import { connected } from '#ops/backup/connected.ts';
import { createBackup } from '#ops/backup/create-backup.ts';
import { placesIn } from '#ops/backup/populate.fixture.ts';
import { latestRuns } from '#ops/runs/latest-runs.ts';
import { eachDatabase } from '#test/databases.ts';
import { isRehearsalDue } from './due.ts';
import { whileRehearsing } from './rehearse.ts';
import { runRehearsal } from './run-rehearsal.ts';

const LEFT = {
  postgresql: `SELECT datname AS name FROM pg_database WHERE datname LIKE current_database() || '\\_rehearsal\\_%'`,
  mysql: `SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name LIKE CONCAT(DATABASE(), '\\_rehearsal\\_%')`,
};

eachDatabase((database) => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'staka-rehearsal-'));
    await createAccount(database.db, { role: 'ADMIN' });
    path = (await createBackup({ ...placesIn(folder), url: database.url })).path;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const run = (file: string, url = database.url) =>
    runRehearsal(database.db, { url, dataDir: folder, keys: [], path: file, name: basename(file), origin: 'cli' });
  const notices = async () => {
    const rows = await database.db
      .selectFrom('notifications')
      .select(['type', 'message'])
      .orderBy('createdAt')
      .execute();
    return rows.map(({ type, message }) => [
      type,
      message.includes('BACKUP') || /SHA-256|abîmée|damaged/.test(message),
    ]);
  };
  const left = async () => {
    if (database.name === 'sqlite') return (await readdir(folder)).filter((name) => name === 'rehearsal');
    const sql = LEFT[database.name];
    return connected(database.url, (db) => db.query(sql));
  };

  test('a backup that can be restored is, nothing of it stays, and when is known', async () => {
    const rehearsal = await run(path);
    assert.deepEqual([rehearsal.isStandIn, rehearsal.rows > 0], [false, true]);
    const [{ status, details } = { status: '', details: {} }] = await latestRuns(database.db, { limit: 1 });
    assert.deepEqual([status, { rows: 0, ...details }], ['SUCCEEDED', { backup: basename(path), ...rehearsal }]);
    assert.deepEqual([await left(), await notices()], [[], []]);
  });

  test('administrators are told of one that cannot, and when one can again', async () => {
    const damaged = join(folder, 'damaged.tar.zst');
    await copyFile(path, damaged);
    const bytes = await readFile(damaged);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(damaged, bytes);
    await assert.rejects(run(damaged), { code: 'BACKUP_DAMAGED' });
    const [{ status, error } = { status: '', error: '' }] = await latestRuns(database.db, { limit: 1 });
    assert.deepEqual([status, error?.startsWith('BACKUP_DAMAGED: ')], ['FAILED', true]);
    await run(path);
    await run(path);
    assert.deepEqual(await notices(), [
      ['ERROR', true],
      ['SUCCESS', false],
    ]);
  });

  test('what a killed rehearsal leaves goes at the next, and of two at once one is refused', async () => {
    const fixture = join(import.meta.dirname, 'killed.fixture.ts');
    const child = spawn(process.execPath, [fixture, database.url, folder, path], { stdio: 'inherit' });
    const [, signal] = await once(child, 'exit');
    assert.deepEqual([signal, (await left()).length], ['SIGKILL', 1]);
    await whileRehearsing(database.url, async () => {
      await assert.rejects(
        whileRehearsing(database.url, () => run(path)),
        { code: 'REHEARSAL_BUSY' },
      );
      await run(path);
    });
    assert.deepEqual(await left(), []);
  });

  if (database.name === 'mysql')
    test('where no database may be made, a file of SQLite stands in for it', async () => {
      const name = new URL(database.url).pathname.slice(1);
      const user = name.slice(-30);
      const ask = (sql: string) => connected(database.url, (db) => db.query(sql));
      await ask(`CREATE USER '${user}'@'%' IDENTIFIED BY 'Mot-De-Passe-7'`);
      try {
        await ask(`GRANT ALL ON \`${name.replaceAll('_', String.raw`\_`)}\`.* TO '${user}'@'%'`);
        const address = new URL(database.url);
        [address.username, address.password] = [user, 'Mot-De-Passe-7'];
        assert.equal((await run(path, address.href)).isStandIn, true);
      } finally {
        await ask(`DROP USER '${user}'@'%'`);
      }
    });
});

test('one is due when the last that succeeded is too old; a failure is tried again after a day', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  const ago = (hours: number, status: 'SUCCEEDED' | 'FAILED' | 'RUNNING' | 'BROKEN_OFF') => ({
    status,
    startedAt: new Date(now - hours * 3_600_000),
  });
  const due = (...runs: ReturnType<typeof ago>[]) => isRehearsalDue(runs, 'weekly', now);
  assert.deepEqual([due(), due(ago(169, 'SUCCEEDED')), due(ago(167, 'SUCCEEDED'))], [true, true, false]);
  assert.deepEqual([due(ago(25, 'FAILED')), due(ago(23, 'FAILED'))], [true, false]);
  assert.deepEqual([due(ago(2, 'BROKEN_OFF')), due(ago(0.5, 'BROKEN_OFF'))], [true, false]);
  assert.deepEqual([due(ago(30, 'RUNNING')), due(ago(25, 'FAILED'), ago(48, 'SUCCEEDED'))], [false, false]);
});
