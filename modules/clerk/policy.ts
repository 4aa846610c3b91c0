import type { ClerkUserRow } from '#platform/db/database.gen.ts';
import type { Actor } from '#platform/http/actor.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { type Allowed, allow } from '#platform/http/policy.ts';
import type { SignedInCall } from '#platform/http/route.ts';
import { clerkErrors } from './errors.ts';
import { findClerkUser } from './queries.ts';

export interface ClerkDecision {
  readonly clerk: ClerkUserRow;
  readonly actor: Actor;
}

export function mayAdministerClerk({ actor }: { actor: Actor }): Allowed<'clerk.administer', Actor> {
  if (actor.role !== 'ADMIN') throw httpErrors.FORBIDDEN();
  return allow('clerk.administer', actor);
}

/** @throws FORBIDDEN before anything is said of the person, CLERK_USER_NOT_FOUND */
export async function mayDecideClerkUser({
  context,
  actor,
  params,
}: SignedInCall<{ params: { id: string } }>): Promise<Allowed<'clerk.decide', ClerkDecision>> {
  mayAdministerClerk({ actor });
  const clerk = await findClerkUser(context.db, params.id);
  if (!clerk) throw clerkErrors.CLERK_USER_NOT_FOUND();
  return allow('clerk.decide', { clerk, actor });
}
