import { createHash } from 'node:crypto';
import { type Db, inTransaction } from '#platform/db/db.ts';
import type { CodedError } from '#platform/http/errors.ts';
import { networkOf } from '#platform/http/network.ts';
import { accountErrors } from '../errors.ts';
import { type AttemptCount, lockAttempts, writeAttempts } from '../queries.ts';

/** How often something may be tried. */
export interface AttemptLimit {
  readonly key: string;
  readonly max: number;
  /** From the first try; once `max` is used up the next try waits for its end, and a new one begins. */
  readonly windowMs: number;
  /**
   * With this, the count goes on for a day: once `max` is used up every try makes the next wait twice as long, beginning
   * with `windowMs`, and no longer than this.
   */
  readonly growsToMs?: number;
  readonly refusal: (params: { minutes: number }, extras: { headers: Record<string, string> }) => CodedError;
}

const MINUTE_MS = 60_000;
/** How long a count that grows is remembered after its last try. */
export const REMEMBERED_MS = 24 * 60 * MINUTE_MS;

const GUESSING = {
  max: 5,
  windowMs: MINUTE_MS,
  growsToMs: 30 * MINUTE_MS,
  refusal: accountErrors.AUTH_TOO_MANY_ATTEMPTS,
} as const;

/** Wrong passwords for one account, known or not. */
export function accountLimit(email: string): AttemptLimit {
  return { key: accountKey(email), ...GUESSING };
}

/** Wrong passwords from one network, whatever the account. */
export function addressLimit(ip: string): AttemptLimit {
  return {
    key: `address:${networkOf(ip)}`,
    max: 50,
    windowMs: 15 * MINUTE_MS,
    refusal: accountErrors.AUTH_TOO_MANY_ATTEMPTS,
  };
}

/** Wrong current passwords, from someone who holds a session. */
export function passwordChangeLimit(userId: string): AttemptLimit {
  return { key: `password:${digest(userId)}`, ...GUESSING };
}

/** Wrong codes, from someone who knows the password or holds a session. */
export function secondFactorLimit(userId: string): AttemptLimit {
  return { key: `second-factor:${digest(userId)}`, ...GUESSING };
}

/** Letters that anybody can have sent to an address. */
export function letterLimit(kind: 'open' | 'reset' | 'change', email: string): AttemptLimit {
  return {
    key: `letter-${kind}:${digest(email)}`,
    max: 5,
    windowMs: 60 * MINUTE_MS,
    refusal: accountErrors.ACCOUNT_TOO_MANY_LETTERS,
  };
}

/**
 * Counts an attempt before it is made, in the database, so that of many at once, in however many processes, no more
 * than `max` are let through. A limit that refuses keeps those after it from counting.
 * @returns how often each has been tried by now, in the order of the limits
 * @throws what the limit says, with Retry-After
 */
export async function reserveAttempt(db: Db, ...limits: readonly AttemptLimit[]): Promise<number[]> {
  // Throwing inside the transaction would take the count back.
  const reserved = await inTransaction(db, async (tx) => {
    const counts: number[] = [];
    for (const limit of limits) {
      const now = new Date();
      const before = await lockAttempts(tx, limit.key, now);
      const after = oneMore(before, limit, now);
      if (after === null) return { limit, until: before.windowEndsAt };
      await writeAttempts(tx, limit.key, after);
      counts.push(after.failures);
    }
    return counts;
  });
  if (Array.isArray(reserved)) return reserved;
  const seconds = Math.max(1, Math.ceil((reserved.until.getTime() - Date.now()) / 1000));
  throw reserved.limit.refusal({ minutes: Math.ceil(seconds / 60) }, { headers: { 'retry-after': String(seconds) } });
}

export function accountKey(email: string): string {
  return `account:${digest(email)}`;
}

/** The count with one more attempt; null when it has to wait until the window ends. */
export function oneMore(
  { failures, windowEndsAt }: AttemptCount,
  { max, windowMs, growsToMs }: Pick<AttemptLimit, 'max' | 'windowMs' | 'growsToMs'>,
  now: Date,
): AttemptCount | null {
  const since = now.getTime() - windowEndsAt.getTime();
  const isForgotten = since >= (growsToMs === undefined ? 0 : REMEMBERED_MS);
  if (failures === 0 || isForgotten) return { failures: 1, windowEndsAt: later(now, windowMs) };
  if (failures >= max && since < 0) return null;
  const tries = failures + 1;
  if (growsToMs === undefined) return { failures: tries, windowEndsAt };
  const wait = Math.min(growsToMs, windowMs * 2 ** Math.max(0, tries - max));
  return { failures: tries, windowEndsAt: later(now, wait) };
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}

/** A key has 100 characters, and names nobody. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
