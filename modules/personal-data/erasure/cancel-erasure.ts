import { accountErrors, updateUser, userReactivated } from '#modules/accounts/module.ts';
import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { publish } from '#platform/outbox/event.ts';
import { hashOfToken, looksLikeToken } from '#platform/secret-token.ts';
import { erasureCancelled } from '../events.ts';
import { cancelErasures, findCancelLink, lockErasure, spendCancelLink } from './queries.ts';

/**
 * Changes one's mind, by the link of the letter: the account is open as it was, and its person signs in again.
 * @throws AUTH_LINK_INVALID
 */
export async function cancelErasure({ db }: Pick<Context, 'db'>, token: string): Promise<void> {
  const refused = accountErrors.AUTH_LINK_INVALID;
  if (!looksLikeToken(token)) throw refused();
  await inTransaction(db, async (tx) => {
    const hash = hashOfToken(token);
    const link = await findCancelLink(tx, hash);
    const erasure = link && (await lockErasure(tx, String(link.data.erasureId)));
    if (!link || !erasure || erasure.doneAt !== null || erasure.cancelledAt !== null) throw refused();
    if (!(await spendCancelLink(tx, hash))) throw refused();
    await updateUser(tx, link.userId, { isActive: true, deactivatedAt: null, deactivationReason: null });
    await cancelErasuresOf(tx, link.userId);
    await publish(tx, userReactivated, { userId: link.userId, actorId: link.userId });
  });
}

/** Nothing is erased of somebody whose account is open again, whoever has opened it. */
export async function cancelErasuresOf(tx: Db, userId: string): Promise<void> {
  for (const erasureId of await cancelErasures(tx, userId)) await publish(tx, erasureCancelled, { userId, erasureId });
}
