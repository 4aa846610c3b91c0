import type { Config } from '#platform/config/config.ts';
import type { Actor } from './actor.ts';
import { defineErrors } from './errors.ts';

const secondFactorErrors = defineErrors({
  SECOND_FACTOR_REQUIRED: {
    status: 403,
    fr: 'Cet espace demande un second facteur : activez-en un dans votre compte, sous « Sécurité », ou donnez le vôtre.',
    en: 'This space asks for a second factor: set one up in your account, under “Security”, or give yours.',
  },
});

type Requirement = Pick<Config, 'requireSecondFactor'>;

/** What it takes to set one up or to give it, and to see who one is meanwhile. */
const ON_THE_WAY = /^(\/auth|\/users\/me\/second-factors|\/users\/me\/sessions|\/users\/me\/preferences)(\/|$)/;

/** Whether the operator asks a second factor of this person, whatever session they come with. */
export function mustHaveSecondFactor({ role }: Pick<Actor, 'role'>, { requireSecondFactor }: Requirement): boolean {
  return requireSecondFactor === 'everyone' || (requireSecondFactor === 'admins' && role === 'ADMIN');
}

/**
 * Whether this session lacks the second factor that is asked of its person, or that they have and another service has
 * not asked for. An API token lacks none: it was made by
 * somebody who had given theirs. Whoever acts as somebody else has given their own.
 */
export function lacksSecondFactor(actor: Actor | null, requirement: Requirement): boolean {
  if (!actor || actor.scopes || actor.impersonatorId || actor.secondFactorAt) return false;
  return actor.elsewhere?.owesFactor === true || mustHaveSecondFactor(actor, requirement);
}

/**
 * Asked once, for every route there is, of what the session's own row says: no query is made for it.
 * @param path that of the route, as it was written: `/api/commandes/:id`
 * @throws SECOND_FACTOR_REQUIRED
 */
export function refuseWithoutSecondFactor(
  actor: Actor | null,
  route: { path: string; isPublic: boolean },
  requirement: Requirement,
): void {
  if (route.isPublic || !lacksSecondFactor(actor, requirement)) return;
  if (ON_THE_WAY.test(route.path.replace(/^\/api(?=\/)/, ''))) return;
  throw secondFactorErrors.SECOND_FACTOR_REQUIRED();
}
