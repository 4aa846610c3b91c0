import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { externalEffect } from '#platform/outbox/outbox.ts';
import { happened, outboxOf, pageTitles, writePage } from '#platform/outbox/test-events.ts';
import { eachDatabase, type TestDatabase } from '#test/databases.ts';

const CHILD = new URL('crash-child.ts', import.meta.url).pathname;

const MOMENTS = ['committed', 'in-effect', 'after-effect'];

eachDatabase((database) => {
  test('what killed processes left is taken up by another, and done once', async (t) => {
    for (const moment of MOMENTS) await killAt(moment, database);
    const after = externalEffect(happened, 'after', () => {});
    const outbox = outboxOf(database.db, writePage, after);
    t.after(() => outbox.stop());
    outbox.start();
    await untilProcessed(database);
    assert.deepEqual((await pageTitles(database.db)).toSorted(), MOMENTS.toSorted());
  });
});

async function killAt(moment: string, { url }: TestDatabase): Promise<void> {
  const child = spawn(process.execPath, [CHILD, url, moment], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [reached] = await once(child.stdout, 'data');
  assert.equal(String(reached).trim(), moment);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function untilProcessed({ db }: TestDatabase): Promise<void> {
  const end = performance.now() + 60_000;
  for (;;) {
    const open = await db.selectFrom('outbox_events').select('id').where('processedAt', 'is', null).execute();
    if (open.length === 0 || performance.now() > end) return;
    await wait(50);
  }
}
