import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import { repeat } from '#platform/schedule.ts';
import { endLock } from './block-person.ts';
import { findBlock, listBlocks, lockClerkUser } from './queries.ts';

const EVERY_MS = 60_000;

/** Lets those in again whose lock at Clerk has run out: no event tells of it. */
export async function releaseLocks({ db }: Pick<Context, 'db'>): Promise<void> {
  for (const { clerkUserId, until } of await listBlocks(db)) {
    if (until > Date.now()) continue;
    await inTransaction(db, async (tx) => {
      const clerk = await lockClerkUser(tx, clerkUserId);
      // Clerk may have locked them again meanwhile.
      if ((await findBlock(tx, clerkUserId)) === until) await endLock(tx, clerk);
    });
  }
}

/** Every minute. Returns how to stop. */
export function startReleasing(context: Pick<Context, 'db' | 'log'>): () => Promise<void> {
  const failure = 'locks of Clerk that have run out were not lifted';
  return repeat({ every: EVERY_MS, log: context.log, failure, work: () => releaseLocks(context) }).stop;
}
