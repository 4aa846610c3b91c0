import type { Context } from '#platform/context.ts';
import { repeat } from '#platform/schedule.ts';
import { deleteExpiredChallenges } from './queries.ts';

const EVERY_MS = 60 * 60 * 1000;

/** Every hour deletes the steps of sign-ins that nobody can answer any more. Returns how to stop. */
export function sweepChallenges({ db, log }: Pick<Context, 'db' | 'log'>): () => Promise<void> {
  const { stop } = repeat({
    every: EVERY_MS,
    log,
    failure: 'expired steps of sign-ins were not deleted',
    work: () => deleteExpiredChallenges(db),
  });
  return stop;
}
