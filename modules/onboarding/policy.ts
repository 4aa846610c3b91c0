import type { Actor } from '#platform/http/actor.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { type Allowed, allow } from '#platform/http/policy.ts';
import type { SignedInCall } from '#platform/http/route.ts';
import { onboardingErrors } from './errors.ts';
import { lockNewcomer } from './queries.ts';

export interface RoleRequestSubject {
  readonly userId: string;
  readonly actor: Actor;
}

export function mayListRoleRequests({ actor }: { actor: Actor }): Allowed<'role-requests.list', Actor> {
  if (actor.role !== 'ADMIN') throw httpErrors.FORBIDDEN();
  return allow('role-requests.list', actor);
}

/** @throws FORBIDDEN before anything is said of the person, ROLE_REQUEST_NOT_FOUND */
export async function mayDecideRoleRequest({
  context,
  actor,
  params,
}: SignedInCall<{ params: { id: string } }>): Promise<Allowed<'role-request.decide', RoleRequestSubject>> {
  mayListRoleRequests({ actor });
  const person = await lockNewcomer(context.db, params.id);
  if (!person?.wantsRole) throw onboardingErrors.ROLE_REQUEST_NOT_FOUND();
  return allow('role-request.decide', { userId: person.id, actor });
}

/** Whoever was given a role has none to choose. @throws ONBOARDING_NOT_FOR_ROLE */
export function mayAnswerOnboarding({ actor }: { actor: Actor }): Allowed<'onboarding.answer', Actor> {
  if (actor.role !== 'USER' && actor.role !== 'MENTOR') throw onboardingErrors.ONBOARDING_NOT_FOR_ROLE();
  return allow('onboarding.answer', actor);
}
