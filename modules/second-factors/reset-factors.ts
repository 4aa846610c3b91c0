import { revokeSessionsOf } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/event.ts';
import { tell } from './change-factors.ts';
import { secondFactorChanged } from './events.ts';
import type { OwnFactors } from './policy.ts';
import { deletePasskeysOf, deleteTotp, lockOwner, replaceRecoveryCodes } from './queries.ts';

/**
 * Takes every second factor away from somebody who has lost theirs, and closes their sessions: their password alone
 * signs them in. Doing it to somebody who has none does the same.
 */
export async function resetFactors(
  { db }: Pick<Context, 'db'>,
  allowed: Allowed<'second-factors.reset', OwnFactors>,
): Promise<void> {
  const { owner, actor } = allowed;
  await inTransaction(db, async (tx) => {
    await removeAll(tx, owner.id, actor.userId);
    await tell(tx, allowed, 'reset');
  });
}

/** The same by whoever runs commands on the machine. */
export async function resetFactorsByOperator(
  { db }: Pick<Context, 'db'>,
  { userId }: Allowed<'second-factors.reset', { userId: string }>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await removeAll(tx, userId, null);
    const nowhere = { ip: null, userAgent: null, sessionId: null };
    await publish(tx, secondFactorChanged, { userId, actorId: null, what: 'reset', ...nowhere });
  });
}

async function removeAll(tx: Db, userId: string, byId: string | null): Promise<void> {
  await lockOwner(tx, userId);
  await deleteTotp(tx, userId);
  await deletePasskeysOf(tx, userId);
  await replaceRecoveryCodes(tx, userId, []);
  await revokeSessionsOf(tx, userId, { except: null, byId });
}
