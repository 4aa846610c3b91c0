import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { isReached } from '#test/databases.ts';
import { seed } from './extent.ts';
import type { DatabaseName } from './world.ts';

export const DATABASES: readonly DatabaseName[] = ['sqlite', 'postgresql', 'mysql'];

const required = process.env.STAKA_TEST_SERVICES === 'required';
const LIMIT_MS = 3_600_000;
/** What a start may take after a crash. */
const READY_WITHIN_MS = 5_000;

/** A trial that tells its seed, and is left out by name where this machine cannot do it. */
export function trial(sentence: string, missing: string | null, run: (t: TestContext) => Promise<void>): void {
  const skip = missing !== null && !required ? missing : false;
  test(sentence, { skip, timeout: LIMIT_MS }, async (t) => {
    if (missing !== null) assert.fail(missing);
    t.diagnostic(`seed ${seed}`);
    await run(t);
  });
}

export function databaseMissing(name: DatabaseName): string | null {
  return isReached(name) ? null : `${name} cannot be reached`;
}

/** Nothing is wrong, or all of it is told. */
export function assertNothing(wrong: readonly string[]): void {
  assert.equal(wrong.length, 0, `\n${wrong.slice(0, 30).join('\n')}\n${wrong.length} in all`);
}

/** On a machine that is busy with other things, twice what a start without a crash took in the same minute. */
export function assertReadyInTime(t: TestContext, times: { readyMs: readonly number[]; firstReadyMs: number }): void {
  const sorted = times.readyMs.toSorted((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const slowest = sorted.at(-1) ?? 0;
  const rounded = [median, slowest, times.firstReadyMs].map((ms) => `${Math.round(ms)} ms`);
  t.diagnostic(`ready after ${rounded[0]}, at most ${rounded[1]}; without a crash ${rounded[2]}`);
  assert.ok(median <= Math.max(READY_WITHIN_MS, 2 * times.firstReadyMs), `ready after ${rounded[0]}`);
}
