import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createBackup } from '#ops/backup/create-backup.ts';
import { makeKeyPair } from '#ops/backup/encryption.ts';
import { placesIn } from '#ops/backup/populate.fixture.ts';
import { migrate } from '#ops/migrate/migrate.ts';
import { recordRun } from '#ops/runs/record-run.ts';
import { type Db, openDatabase } from '#platform/db/db.ts';
import { createLog } from '#platform/log.ts';
import { canRehearse, startScheduledRehearsals } from './scheduled-rehearsals.ts';

let dataDir = '';
let db: Db;
const url = () => `file:${join(dataDir, 'staka.db')}`;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'staka-rehearsals-'));
  await migrate({ url: url() });
  db = await openDatabase({ url: url() });
});
after(async () => {
  await db.destroy();
  await rm(dataDir, { recursive: true, force: true });
});

const installation = (backupKeys: readonly string[] = []) => ({
  config: { dataDir, backupTarget: null },
  secrets: { s3: null, backupKeys },
});
const back = (keys: readonly string[]) => createBackup({ ...placesIn(dataDir), url: url(), keys });

test('there is something to rehearse once there is a backup that this machine can read', async () => {
  const key = await makeKeyPair();
  assert.equal(await canRehearse(installation()), false);
  await back([]);
  assert.equal(await canRehearse(installation()), true);
  await back([key.public]);
  assert.deepEqual(
    [await canRehearse(installation([key.public])), await canRehearse(installation([key.secret]))],
    [false, true],
  );
  await back([]);
});

test('what is due is rehearsed and logged, until it has succeeded; one that fails is logged with its reason', async () => {
  const lines: string[] = [];
  const heard = Promise.withResolvers<void>();
  const log = createLog('info', {
    write: (line: string) => {
      lines.push(line);
      if (lines.length === 2) heard.resolve();
    },
  });
  const begin = (program: string) =>
    startScheduledRehearsals(
      { ...installation(), db, log },
      { period: 'weekly', every: 20, command: ['--eval', program] },
    );
  const stop = begin(`console.log('{"rehearsed":true,"backup":"b"}')`);
  await until(() => lines.length === 1);
  await stop();
  const failing = begin(`console.error('REHEARSAL_FILES'); process.exit(1)`);
  await heard.promise;
  await failing();
  assert.match(
    lines.join(''),
    /"backup":"b".*backup restored in rehearsal[\s\S]*REHEARSAL_FILES[\s\S]*could not be restored/,
  );
  await recordRun(db, { kind: 'REHEARSAL', origin: 'schedule' }, async () => {});
  const idle = begin(`console.log('{"rehearsed":true}')`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await idle();
  assert.equal(lines.length, 2);
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}
