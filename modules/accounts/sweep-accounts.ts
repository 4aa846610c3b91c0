import type { Context } from '#platform/context.ts';
import { repeat } from '#platform/schedule.ts';
import { deleteOldEmailChanges } from './email-change/queries.ts';
import { deleteExpired } from './queries.ts';
import { REMEMBERED_MS } from './signing-in/attempts.ts';

const EVERY_MS = 60 * 60 * 1000;
const TOKENS_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Every hour deletes links and changes of address that expired a month ago, and counts of attempts a day after the last. Returns how to stop. */
export function sweepAccounts({ db, log }: Pick<Context, 'db' | 'log'>): () => Promise<void> {
  const { stop } = repeat({
    every: EVERY_MS,
    log,
    failure: 'expired links and attempts were not deleted',
    work: async () => {
      const [tokensBefore, attemptsBefore] = [before(TOKENS_KEPT_MS), before(REMEMBERED_MS)];
      await deleteExpired(db, { tokensBefore, attemptsBefore });
      await deleteOldEmailChanges(db, tokensBefore);
    },
  });
  return stop;
}

function before(ms: number): Date {
  return new Date(Date.now() - ms);
}
