import { requireFresh } from '#modules/sessions/module.ts';
import type { Actor } from '#platform/http/actor.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { type Allowed, allow } from '#platform/http/policy.ts';
import type { SignedInCall } from '#platform/http/route.ts';
import type { AccountRow } from './queries.ts';
import { readAccount } from './read-account.ts';

/** A person, and the administrator who deals with them. */
export interface UserAdministration {
  readonly account: AccountRow;
  readonly actor: Actor;
}

export function mayAdministerUsers({ actor }: { actor: Actor }): Allowed<'users.administer', Actor> {
  if (actor.role !== 'ADMIN') throw httpErrors.FORBIDDEN();
  return allow('users.administer', actor);
}

/** @throws FORBIDDEN before anything is said about the person, ACCOUNT_NOT_FOUND */
export async function mayAdministerUser({
  context,
  actor,
  params,
}: SignedInCall<{ params: { id: string } }>): Promise<Allowed<'user.administer', UserAdministration>> {
  mayAdministerUsers({ actor });
  return allow('user.administer', { account: await readAccount(context.db, params.id), actor });
}

/**
 * By an administrator who has just proved who they are: whose address it is, their account is.
 * @throws as above, FRESH_AUTHENTICATION_REQUIRED
 */
export async function mayChangeEmailOf(
  call: SignedInCall<{ params: { id: string } }>,
): Promise<Allowed<'user.administer', UserAdministration>> {
  const allowed = await mayAdministerUser(call);
  requireFresh(call.actor);
  return allowed;
}

/** Whoever runs commands on the machine holds its database: there is nothing left to refuse. */
export function operatorMayCreateUser(): Allowed<'user.create', object> {
  return allow('user.create', {});
}
