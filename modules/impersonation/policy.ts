import { type AccountRow, accountErrors, findAccount } from '#modules/accounts/module.ts';
import { requireFresh } from '#modules/sessions/module.ts';
import type { Actor } from '#platform/http/actor.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { type Allowed, allow } from '#platform/http/policy.ts';
import { publicly, type SignedInCall } from '#platform/http/route.ts';

/** A person, and the administrator who wants to act as them. */
export interface Impersonation {
  readonly person: AccountRow;
  readonly actor: Actor;
}

/**
 * An administrator who has just proved who they are. As whom, the verb settles under its lock.
 * @throws FORBIDDEN, ACCOUNT_NOT_FOUND, FRESH_AUTHENTICATION_REQUIRED
 */
export async function mayImpersonate({
  context,
  actor,
  params,
}: SignedInCall<{ params: { id: string } }>): Promise<Allowed<'user.impersonate', Impersonation>> {
  if (actor.role !== 'ADMIN') throw httpErrors.FORBIDDEN();
  const person = await findAccount(context.db, params.id);
  if (!person) throw accountErrors.ACCOUNT_NOT_FOUND();
  requireFresh(actor);
  return allow('user.impersonate', { person, actor });
}

/** Whoever acts as somebody may stop; for whoever does not, or does no more, there is nothing to stop. */
export const mayEndImpersonation = publicly(
  ({ actor }): Allowed<'session.revoke', { sessionId: string; userId: string; byId: string }> | null => {
    if (!actor?.impersonatorId) return null;
    const { sessionId, userId, impersonatorId } = actor;
    return allow('session.revoke', { sessionId, userId, byId: impersonatorId });
  },
);
