import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from '#platform/db/db.ts';
import { eachDatabase } from '#test/databases.ts';
import { latestRuns } from './latest-runs.ts';
import { recordRun } from './record-run.ts';

const BACKUP = { kind: 'BACKUP', origin: 'cli' } as const;

eachDatabase((database) => {
  const latest = async () => (await latestRuns(database.db, { limit: 10 }))[0];

  test('an operation is seen while it runs, and when it has ended', async () => {
    const result = await recordRun(database.db, { ...BACKUP, details: { to: 'here' } }, async (run) => {
      await run.step('users', 0.25);
      const { status, step, progress, finishedAt } = (await latest()) ?? {};
      assert.deepEqual([status, step, progress, finishedAt], ['RUNNING', 'users', 250, null]);
      run.note({ rows: 12 });
      return 'made';
    });
    assert.equal(result, 'made');
    const { status, finishedAt, details, error, process: where } = (await latest()) ?? {};
    assert.deepEqual([status, details, error], ['SUCCEEDED', { to: 'here', rows: 12 }, null]);
    assert.ok(finishedAt);
    assert.match(where ?? '', new RegExp(`:${process.pid}$`));
  });

  test('an operation that fails says why, to whoever began it and to whoever asks later', async () => {
    const failing = recordRun(database.db, BACKUP, () => Promise.reject(new Error('no room left')));
    await assert.rejects(failing, /no room left/);
    const { status, error } = (await latest()) ?? {};
    assert.deepEqual([status, error], ['FAILED', 'Error: no room left']);
  });

  test('an operation whose process died is not taken for one that runs', async () => {
    await recordRun(database.db, BACKUP, async ({ id }) => {
      const heartbeatAt = new Date(Date.now() - 31_000);
      await database.db.updateTable('operation_runs').set({ heartbeatAt }).where('id', '=', id).execute();
      assert.equal((await latest())?.status, 'BROKEN_OFF');
    });
  });
});

test('in a database that has no such table yet, an operation runs all the same', async (t) => {
  const empty = await openDatabase({ url: 'file::memory:' });
  t.after(() => empty.destroy());
  assert.equal(await recordRun(empty, BACKUP, async (run) => run.step('users').then(() => 'made')), 'made');
});
