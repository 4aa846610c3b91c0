import type { Context } from '#platform/context.ts';
import { repeat } from '#platform/schedule.ts';
import { sweepErasures } from './erasure/sweep-erasures.ts';
import { sweepExports } from './exports/sweep-exports.ts';

const EVERY_MS = 10 * 60 * 1000;

/** Every ten minutes erases whoever's time has come, and removes archives whose time is over. Returns how to stop. */
export function startSweeping(context: Context): () => Promise<void> {
  const failure = 'sweeping personal data failed';
  const work = async () => {
    await sweepErasures(context);
    await sweepExports(context);
  };
  const sweeping = repeat({ every: EVERY_MS, atOnce: true, log: context.log, failure, work });
  return () => sweeping.stop();
}
