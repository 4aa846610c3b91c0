import { findCredentials, lockActiveAdministrators } from '#modules/accounts/module.ts';
import { openSession, type Visitor } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import { httpErrors } from '#platform/http/errors.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { impersonationErrors } from './errors.ts';
import type { Impersonation } from './policy.ts';

/** However much it is used. */
export const IMPERSONATION_MS = 60 * 60 * 1000;

/**
 * Opens a session in which an administrator acts as somebody else, and returns its token. Their own session goes on, and
 * when it ends, however it does, this one has ended, too.
 * That nobody acts as an administrator holds even when the person becomes one at the same moment: whoever changes a
 * role holds the administrators, too.
 * @throws FORBIDDEN, IMPERSONATION_OF_ADMINISTRATOR, IMPERSONATION_OF_CLOSED_ACCOUNT
 */
export async function beginImpersonation(
  { config, db }: Pick<Context, 'config' | 'db'>,
  { person, actor }: Allowed<'user.impersonate', Impersonation>,
  visitor: Visitor,
): Promise<string> {
  return inTransaction(db, async (tx) => {
    const administrators = await lockActiveAdministrators(tx);
    if (!administrators.includes(actor.userId)) throw httpErrors.FORBIDDEN();
    if (administrators.includes(person.id)) throw impersonationErrors.IMPERSONATION_OF_ADMINISTRATOR();
    const now = await findCredentials(tx, person.id);
    // An administrator whose account is closed is none of those above.
    if (!now?.isActive || now.emailVerifiedAt === null) throw impersonationErrors.IMPERSONATION_OF_CLOSED_ACCOUNT();
    return openSession(tx, {
      config,
      userId: person.id,
      impersonator: actor,
      until: new Date(Date.now() + IMPERSONATION_MS),
      // The administrator's own session is what they come back to.
      visitor: { ...visitor, replaces: null },
    });
  });
}
