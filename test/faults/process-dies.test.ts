import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { killAtEveryWrite } from './every-write.ts';
import { isLong, sampled, seed } from './extent.ts';
import { killAtRandom } from './random-kills.ts';
import { assertNothing, assertReadyInTime, DATABASES, databaseMissing, trial } from './stage.ts';
import { straceMissing } from './strace.ts';

const LATE_EVENT = 'event written after the commit';

/** What is shown to be caught on every database in the long run, and on one in the short. */
const brokenOn = isLong ? DATABASES : (['sqlite'] as const);

describe('the process dies', { concurrency: isLong ? 1 : 3 }, () => {
  for (const name of brokenOn)
    trial(
      `random kills catch an event written outside its transaction, on ${name}`,
      databaseMissing(name),
      async () => {
        const { wrong } = await killAtRandom(name, { rounds: 2, seed, broken: LATE_EVENT });
        assert.ok(
          wrong.some((sentence) => /^(events|letters|notifications) /.test(sentence)),
          wrong.join('\n') || 'nothing was caught',
        );
      },
    );

  for (const name of isLong ? DATABASES : [])
    trial(
      `kills at every write catch an event written outside its transaction, on ${name}`,
      missingFor(name),
      async () => {
        const { wrong } = await killAtEveryWrite(name, { atMost: 12, seed, broken: LATE_EVENT });
        assert.ok(
          wrong.some((sentence) => sentence.startsWith('events of')),
          wrong.join('\n') || 'nothing was caught',
        );
      },
    );

  for (const name of DATABASES) {
    trial(
      `killed at random moments under load it loses nothing and repeats nothing, on ${name}`,
      databaseMissing(name),
      async (t) => {
        const report = await killAtRandom(name, { rounds: sampled(2, 20), seed });
        t.diagnostic(report.summary);
        assertNothing(report.wrong);
        assertReadyInTime(t, report);
      },
    );

    trial(
      `killed at ${sampled(3, 0) || 'every one'} of the writes of a delivery it loses nothing and repeats nothing, on ${name}`,
      missingFor(name),
      async (t) => {
        const report = await killAtEveryWrite(name, { atMost: sampled(3, Number.POSITIVE_INFINITY), seed });
        t.diagnostic(`${report.tried} of ${report.points} writes, ${report.deaths} deaths`);
        assertNothing(report.wrong);
        assert.ok(
          report.deaths >= sampled(1, report.tried / 2),
          `it died only ${report.deaths} times of ${report.tried}`,
        );
        assertReadyInTime(t, report);
      },
    );
  }
});

function missingFor(name: (typeof DATABASES)[number]): string | null {
  return databaseMissing(name) ?? straceMissing();
}
