import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { eachDatabase } from '#test/databases.ts';
import { startServer } from '#test/server-process.ts';
import { turnMaintenanceOff, turnMaintenanceOn } from './maintenance.ts';

eachDatabase((database) => {
  // What this is about goes past the dialect.
  if (database.name !== 'postgresql') return;

  test('every process knows within two seconds, and one that starts knows before it answers', async (context) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'staka-maintenance-'));
    context.after(() => rm(dataDir, { recursive: true, force: true }));
    const start = () => startServer({ NODE_ENV: 'test', DATA_DIR: dataDir, DATABASE_URL: database.url });
    const [one, two] = await Promise.all([start(), start()]);
    try {
      await turnMaintenanceOn(database.db, { message: null, retryAfterSeconds: 60, secret: null });
      assert.deepEqual(await Promise.all([one, two].map(({ url }) => within2Seconds(url, 503))), [503, 503]);
      assert.equal((await two.stop()).code, 0);
      const restarted = await start();
      try {
        assert.equal(await statusOf(restarted.url), 503);
        await turnMaintenanceOff(database.db);
        assert.deepEqual(await Promise.all([one, restarted].map(({ url }) => within2Seconds(url, 401))), [401, 401]);
      } finally {
        await restarted.stop();
      }
    } finally {
      await Promise.all([one.stop(), two.stop()]);
    }
  });
});

/** The status that is expected, or what it still is after two seconds. */
async function within2Seconds(url: string, expected: number): Promise<number> {
  const deadline = Date.now() + 2_000;
  for (;;) {
    const status = await statusOf(url);
    if (status === expected || Date.now() > deadline) return status;
    await wait(50);
  }
}

async function statusOf(url: string): Promise<number> {
  return (await fetch(`${url}/api/commandes`)).status;
}
