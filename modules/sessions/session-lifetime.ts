import type { Config } from '#platform/config/config.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long sessions last: unused, and however much they are used. */
export type SessionTerms = Pick<Config, 'sessionDays' | 'sessionMaxDays'>;

/** Until when a session lasts that was opened at `createdAt` and is used at `now`. */
export function sessionExpiry({ createdAt, now }: { createdAt: Date; now: Date }, terms: SessionTerms): Date {
  const unused = now.getTime() + terms.sessionDays * DAY_MS;
  const atMost = createdAt.getTime() + terms.sessionMaxDays * DAY_MS;
  return new Date(Math.min(unused, atMost));
}
