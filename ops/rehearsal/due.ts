import type { PastRun } from '#ops/runs/latest-runs.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

export type RehearsalPeriod = 'daily' | 'weekly' | 'monthly';

const PERIODS: Readonly<Record<RehearsalPeriod, number>> = { daily: DAY_MS, weekly: 7 * DAY_MS, monthly: 30 * DAY_MS };

/**
 * Whether the last rehearsal that succeeded is older than the period. One that failed is tried again after a day, one
 * whose process died after an hour.
 *
 * @param rehearsals newest first
 */
export function isRehearsalDue(
  rehearsals: readonly Pick<PastRun, 'status' | 'startedAt'>[],
  period: RehearsalPeriod,
  now = Date.now(),
): boolean {
  const age = (run: Pick<PastRun, 'startedAt'> | undefined) => (run ? now - run.startedAt.getTime() : Infinity);
  const [last] = rehearsals;
  if (last?.status === 'RUNNING') return false;
  if (age(last) < (last?.status === 'FAILED' ? Math.min(DAY_MS, PERIODS[period]) : HOUR_MS)) return false;
  return age(rehearsals.find(({ status }) => status === 'SUCCEEDED')) >= PERIODS[period];
}
