import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/event.ts';
import { accountErrors } from '../errors.ts';
import { userInvited } from '../events.ts';
import type { UserAdministration } from '../policy.ts';

/**
 * Has the letter of invitation written once more.
 * @throws ACCOUNT_ALREADY_OPEN, ACCOUNT_DISABLED
 */
export async function sendInvitation(
  { db }: Pick<Context, 'db'>,
  { account, actor }: Allowed<'user.administer', UserAdministration>,
): Promise<void> {
  if (account.emailVerifiedAt !== null) throw accountErrors.ACCOUNT_ALREADY_OPEN();
  if (!account.isActive) throw accountErrors.ACCOUNT_DISABLED();
  await inTransaction(db, (tx) => publish(tx, userInvited, { userId: account.id, invitedById: actor.userId }));
}
