import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { isLong, sampled, seed } from './extent.ts';
import type { Variant } from './fault-server.ts';
import { cutPower } from './power-cuts.ts';
import { assertNothing, trial } from './stage.ts';
import { straceMissing } from './strace.ts';

const CAUGHT: readonly Variant[] = isLong
  ? ['synchronous off', 'storage without fsync', 'uploads without fsync']
  : ['synchronous off', 'storage without fsync'];

/** SQLite and the files. PostgreSQL and MySQL keep what they acknowledged by logs of their own, with their own tests. */
describe('the power goes', { concurrency: isLong ? 1 : 2 }, () => {
  for (const broken of CAUGHT)
    trial(`cuts catch a server with ${broken}`, straceMissing(), async () => {
      let caught = 0;
      // A cut falls by chance: it may miss the moment at which the broken server has something to lose.
      for (let attempt = 0; attempt < 5 && caught === 0; attempt += 1) {
        const options = { cuts: sampled(3, 8), loadMs: 1_500, thorough: 0, seed: seed + attempt, broken };
        const { wrong, unexplained } = await cutPower(options);
        assert.deepEqual(unexplained, []);
        caught = wrong.length;
      }
      assert.notEqual(caught, 0, 'nothing was caught');
    });

  const cuts = sampled(4, 60);
  trial(`nothing acknowledged is missing after ${cuts} cuts`, straceMissing(), async (t) => {
    const options = { cuts, loadMs: sampled(2_000, 6_000), thorough: sampled(1, 12), seed };
    const { wrong, unexplained, summary, claims } = await cutPower(options);
    t.diagnostic(`${summary}; ${claims} asked for after ${cuts} cuts`);
    assert.deepEqual(unexplained, [], 'the record does not explain the disk');
    assertNothing(wrong);
  });
});
