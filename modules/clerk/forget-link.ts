import type { Db } from '#platform/db/db.ts';
import { lockClerkUser, updateClerkUser } from './queries.ts';

/** The person took Clerk away from their account: they come back by it only when an administrator says so. */
export async function forgetLink(tx: Db, clerkUserId: string): Promise<void> {
  const clerk = await lockClerkUser(tx, clerkUserId);
  if (clerk.state === 'LINKED')
    await updateClerkUser(tx, clerkUserId, { state: 'WAITING', userId: null, reason: 'UNLINKED' });
}
