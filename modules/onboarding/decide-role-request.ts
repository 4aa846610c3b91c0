import { type AccountRow, readAccount, roleChanged, updateUser } from '#modules/accounts/module.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/event.ts';
import { onboardingErrors } from './errors.ts';
import { roleRequestDecided } from './events.ts';
import type { RoleRequestSubject } from './policy.ts';
import { lockNewcomer } from './queries.ts';

/**
 * An administrator says yes or no, once, and perhaps why: the person is told.
 * @throws ROLE_REQUEST_NOT_FOUND
 */
export async function decideRoleRequest(
  { db }: Pick<Context, 'db'>,
  { userId, actor }: Allowed<'role-request.decide', RoleRequestSubject>,
  { accepted, reason = null }: { accepted: boolean; reason?: string | null },
): Promise<AccountRow> {
  return inTransaction(db, async (tx) => {
    const person = await lockNewcomer(tx, userId);
    if (!person?.wantsRole) throw onboardingErrors.ROLE_REQUEST_NOT_FOUND();
    const { role: from, wantsRole } = person;
    await updateUser(tx, userId, { wantsRole: null, ...(accepted ? { role: wantsRole } : {}) });
    const actorId = actor.userId;
    if (accepted) await publish(tx, roleChanged, { userId, actorId, from, to: wantsRole });
    await publish(tx, roleRequestDecided, {
      userId,
      actorId,
      role: wantsRole,
      accepted,
      reason: reason?.trim() || null,
    });
    return readAccount(tx, userId);
  });
}
