import { channel } from 'node:diagnostics_channel';
import { availableParallelism } from 'node:os';
import { hash, parseOptions, verify } from '@node-rs/bcrypt';
import type { Config } from '#platform/config/config.ts';
import { httpErrors } from '#platform/http/errors.ts';
import type { NewPassword } from './new-password.ts';

/** So many hashes at once, each on a thread of its own: one core is left to everything else. */
const AT_ONCE = Math.max(1, Math.min(3, availableParallelism() - 1));
/** Whoever comes later would wait longer than a person does. */
const WAITING_AT_MOST = 64;

const BCRYPT = /^\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}$/;
/** How much work a hash made today is: 2ⁿ rounds of bcrypt. */
type Work = Pick<Config, 'passwordRounds'>;

/** @throws SERVICE_UNAVAILABLE when too many wait already */
export function hashPassword(password: NewPassword, { passwordRounds }: Work): Promise<string> {
  return inTurn(() => hash(password, { cost: passwordRounds }));
}

/**
 * Whether this is the password of that hash (`$2a$`, `$2b$`, `$2x$` or `$2y$`). Where there is no hash, and where a wrong
 * password meets one of fewer rounds, the same work is done as for one that is made today.
 * @throws SERVICE_UNAVAILABLE when too many wait already
 */
export function verifyPassword(typed: string, stored: string | null | undefined, work: Work): Promise<boolean> {
  return inTurn(async () => {
    verifications.publish(null);
    const compared = stored ?? hashOfNobody(work);
    const right = await verify(typed, compared);
    if (right && stored !== null && stored !== undefined) return true;
    await makeUpFor(typed, compared, work);
    return false;
  });
}

/** Told of every password that is looked at, known account or not, and never of the password. */
export const verifications = channel('staka.password-verification');

/** The columns of a password that has just been chosen. */
export function passwordOf(hashed: string): { password: string; passwordChangedAt: Date } {
  return { password: hashed, passwordChangedAt: new Date() };
}

/** Whether a stored hash has fewer rounds than those that are made today. */
export function isWeakHash(stored: string, { passwordRounds }: Work): boolean {
  return parseOptions(stored).cost < passwordRounds;
}

/** Hashes again, with today's rounds, a password that has just been proved right. */
export function strengthenHash(proved: string, { passwordRounds }: Work): Promise<string> {
  return inTurn(() => hash(proved, { cost: passwordRounds }));
}

/** The hash of a password nobody knows: verified where there is none, so that both take as long. */
function hashOfNobody({ passwordRounds }: Work): string {
  return `$2b$${String(passwordRounds).padStart(2, '0')}$3tMeL2otmVHrSBxhCzgaWumXkE0CggTshE7IQmRJ3/WCsByQ2RHNi`;
}

/** 2ⁿ rounds and then 2ⁿ, 2ⁿ⁺¹… up to half of today's make today's number of them. */
async function makeUpFor(typed: string, stored: string, work: Work): Promise<void> {
  if (!BCRYPT.test(stored)) await verify(typed, hashOfNobody(work));
  else for (let { cost } = parseOptions(stored); cost < work.passwordRounds; cost += 1) await hash(typed, { cost });
}

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING_AT_MOST)
      throw httpErrors.SERVICE_UNAVAILABLE({}, { headers: { 'retry-after': '10' } });
    // Whoever finishes hands over the place, so that nobody slips in between.
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
