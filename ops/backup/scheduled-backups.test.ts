import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { migrate } from '#ops/migrate/migrate.ts';
import { createLog } from '#platform/log.ts';
import { createBackup } from './create-backup.ts';
import { folderStore } from './folder-store.ts';
import { placesIn } from './populate.fixture.ts';
import { isDue, startScheduledBackups } from './scheduled-backups.ts';

const EVERY = 20;
let dataDir = '';
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'staka-schedule-'));
  await migrate({ url: `file:${join(dataDir, 'staka.db')}` });
});
after(() => rm(dataDir, { recursive: true, force: true }));

/** Starts with a program in the place of `staka backup`, and resolves to what is logged first. */
async function firstLine(program: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const log = createLog('debug', { write: (line: string) => resolve(line) });
  const config = { dataDir, backupTarget: null, backupSchedule: 'daily' } as const;
  const stop = startScheduledBackups({
    config,
    secrets: { s3: null, backupKeys: [] },
    log,
    every: EVERY,
    command: ['--eval', program],
  });
  try {
    return await promise;
  } finally {
    await stop();
  }
}

test('a backup that is due is made, and its path is logged', async () => {
  assert.match(await firstLine(`console.log('{"path":"/here"}')`), /"backup":"\/here".*backup made/);
});

test('one that fails is logged with its reason', async () => {
  assert.match(await firstLine(`console.error('no room'); process.exit(1)`), /no room.*scheduled backup failed/);
});

test('one is due once the newest whole backup is older than the period', async () => {
  const { folder } = placesIn(dataDir);
  const options = { ...placesIn(dataDir), url: `file:${join(dataDir, 'staka.db')}` };
  await createBackup({ ...options, table: 'users' });
  assert.equal(await isDue(folderStore(folder), folder, 60_000), true);
  await createBackup(options);
  assert.deepEqual(
    [await isDue(folderStore(folder), folder, 60_000), await isDue(folderStore(folder), folder, 0)],
    [false, true],
  );
  await writeFile(join(folder, '.partial-x'), '');
  assert.equal(await isDue(folderStore(folder), folder, 0), false);
});
