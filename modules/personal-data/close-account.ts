import {
  accountErrors,
  lockActiveAdministrators,
  spendTokens,
  unassignTickets,
  updateUser,
  userDeactivated,
} from '#modules/accounts/module.ts';
import { revokeSessionsOf } from '#modules/sessions/module.ts';
import type { Db } from '#platform/db/db.ts';
import { publish } from '#platform/outbox/event.ts';

/**
 * Closes somebody's own account: nobody signs in as them any more, their sessions and sockets end, and their tickets are
 * assigned to nobody. There is always an active administrator left.
 * @throws ACCOUNT_LAST_ADMINISTRATOR
 */
export async function closeAccount(tx: Db, userId: string): Promise<void> {
  const administrators = await lockActiveAdministrators(tx);
  if (administrators.length === 1 && administrators[0] === userId) throw accountErrors.ACCOUNT_LAST_ADMINISTRATOR();
  await updateUser(tx, userId, { isActive: false, deactivatedAt: new Date(), deactivationReason: null });
  await revokeSessionsOf(tx, userId, { except: null });
  await spendTokens(tx, userId);
  await unassignTickets(tx, userId);
  await publish(tx, userDeactivated, { userId, actorId: userId });
}
