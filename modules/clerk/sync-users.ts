import { type Db, inTransaction } from '#platform/db/db.ts';
import { applyEvent } from './apply-event.ts';
import { type ClerkApi, fetchUser, listUsers } from './clerk-api.ts';
import { type ClerkProfile, readProfile } from './clerk-event.ts';
import { type KnownClerkUser, listKnown } from './queries.ts';

export interface Difference {
  /**
   * MISSING and STALE: Clerk knows more. GONE: Clerk does not know them any more. WAITING for an administrator. BURIED:
   * Clerk said that they were deleted and knows them all the same; they do not come back. BLOCKED: kept out by Clerk and
   * not here. UNBLOCKED: the other way round.
   */
  readonly kind: 'MISSING' | 'STALE' | 'GONE' | 'WAITING' | 'BURIED' | 'BLOCKED' | 'UNBLOCKED' | 'UNREADABLE';
  readonly id: string;
  readonly email: string | null;
  readonly reason: string | null;
  readonly profile: ClerkProfile | null;
}

/** Who is missing or too many on either side; nothing is changed. @throws CLERK_API_FAILED */
export async function compareWithClerk(db: Db, api: ClerkApi): Promise<Difference[]> {
  const known = new Map((await listKnown(db)).map((row) => [row.id, row]));
  const found: Difference[] = [];
  const seen = new Set<string>();
  for await (const user of listUsers(api)) {
    const profile = readProfile(user);
    const difference = profile ? compare(profile, known.get(profile.id)) : unreadable(user);
    if (profile) seen.add(profile.id);
    if (difference) found.push(difference);
  }
  for (const row of known.values()) if (!seen.has(row.id) && (await isGone(api, row))) found.push(gone(row));
  return found;
}

/**
 * Puts a difference right as the webhook would have done.
 * @returns false where only an administrator, or nobody, can
 */
export async function repair(db: Db, { kind, id, profile }: Difference): Promise<boolean> {
  if (kind === 'GONE') {
    await inTransaction(db, (tx) => applyEvent(tx, { kind: 'deletion', id, at: Date.now() }));
    return true;
  }
  if (profile === null || !REPAIRED.includes(kind)) return false;
  await inTransaction(db, (tx) => applyEvent(tx, { kind: 'user', profile }));
  return true;
}

const REPAIRED: readonly Difference['kind'][] = ['MISSING', 'STALE', 'BLOCKED'];

function compare(profile: ClerkProfile, row: KnownClerkUser | undefined): Difference | null {
  const { id, email } = profile;
  const about = { id, email, reason: row?.reason ?? null, profile };
  if (!row) return { ...about, kind: 'MISSING' };
  if (row.state === 'DELETED') return { ...about, kind: 'BURIED' };
  if (profile.version > row.version) return { ...about, kind: 'STALE' };
  const [isBlocked, wasBlocked] = [profile.blockedUntil, row.blockedUntil].map((until) => (until ?? 0) > Date.now());
  if (isBlocked !== wasBlocked) return { ...about, kind: isBlocked ? 'BLOCKED' : 'UNBLOCKED' };
  return row.state === 'WAITING' ? { ...about, kind: 'WAITING' } : null;
}

/** A list that is read while it changes may leave somebody out: each is asked for before they are taken for gone. */
async function isGone(api: ClerkApi, { id, state }: KnownClerkUser): Promise<boolean> {
  return state !== 'DELETED' && (await fetchUser(api, id)) === null;
}

function gone({ id, email, reason }: KnownClerkUser): Difference {
  return { kind: 'GONE', id, email, reason, profile: null };
}

function unreadable(user: unknown): Difference {
  const id = typeof user === 'object' && user !== null && 'id' in user ? String(user.id) : '?';
  return { kind: 'UNREADABLE', id, email: null, reason: null, profile: null };
}
