import { openDatabase } from '#platform/db/db.ts';
import { effect, externalEffect } from '#platform/outbox/outbox.ts';
import { happened, insertPage, outboxOf, publishHappened, writePage } from '#platform/outbox/test-events.ts';

/**
 * The process that crash.test.ts kills. It publishes an event and says where it has come to: `committed` before any
 * effect, `in-effect` in the middle of one, `after-effect` when the effect is done and the event is not.
 */
const [url = '', moment = ''] = process.argv.slice(2);
const db = await openDatabase({ url });

// What an earlier process left is done as usual: this one is killed over its own event.
const stuck = effect(happened, 'write-page', async ({ tx, payload }) => {
  if (payload.title !== moment) return insertPage(tx, payload.title);
  await insertPage(tx, `${payload.title} à moitié`);
  await forever('in-effect');
});
const stuckAfter = externalEffect(happened, 'after', ({ payload }) =>
  payload.title === moment ? forever('after-effect') : undefined,
);

if (moment === 'in-effect') outboxOf(db, stuck).start();
if (moment === 'after-effect') outboxOf(db, writePage, stuckAfter).start();
await publishHappened(db, moment);
if (moment === 'committed') await forever('committed');

function forever(reached: string): Promise<void> {
  console.log(reached);
  return new Promise(() => setInterval(() => {}, 60_000));
}
