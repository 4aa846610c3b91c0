import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Log } from '#platform/log.ts';
import { repeat } from '#platform/schedule.ts';

/** A log that keeps its warnings. */
function aLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  // Of a log, only what is called is there.
  return { lines, log: { warn: (_fields: object, text: string) => lines.push(text) } as unknown as Log };
}

test('work is done again and again, and never twice at a time', async () => {
  let [running, most] = [0, 0];
  const { promise, resolve } = Promise.withResolvers<void>();
  let times = 0;
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((done) => setTimeout(done, 5));
    running -= 1;
    times += 1;
    if (times === 3) resolve();
  };
  const { stop } = repeat({ every: 1, log: aLog().log, failure: 'no', work });
  // The timer alone does not keep a process alive.
  const awake = setInterval(() => {}, 1000);
  await promise;
  clearInterval(awake);
  await stop();
  assert.deepEqual([most, running], [1, 0]);
});

test('a failure is said once, until the work has succeeded again', async () => {
  const { log, lines } = aLog();
  const outcomes = [false, false, true, false, false, true];
  const { promise, resolve } = Promise.withResolvers<void>();
  const work = async () => {
    const succeeds = outcomes.shift();
    if (succeeds === undefined) resolve();
    else if (!succeeds) throw new Error('not this time');
  };
  const { stop } = repeat({ every: 1, log, failure: 'it did not work', work, atOnce: true });
  const awake = setInterval(() => {}, 1000);
  await promise;
  clearInterval(awake);
  await stop();
  assert.deepEqual(lines, ['it did not work', 'it did not work']);
});

test('stopping waits for what is being done', async () => {
  let done = false;
  const work = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    done = true;
  };
  const { stop } = repeat({ every: 60_000, log: aLog().log, failure: 'no', work, atOnce: true });
  await stop();
  assert.ok(done);
});
