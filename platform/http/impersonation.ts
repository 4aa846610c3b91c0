import type { Actor } from './actor.ts';
import { defineErrors } from './errors.ts';

const impersonationErrors = defineErrors({
  IMPERSONATION_REFUSED: {
    status: 403,
    fr: 'Cela ne se fait pas au nom d’une autre personne : elle seule le peut.',
    en: 'This is not done in somebody else’s name: only they can do it.',
  },
});

/** What belongs to the person alone: their account, their proofs of identity, their rights, what they have read. */
const THEIRS_ALONE =
  /^(\/auth|\/users\/me|\/admin|\/onboarding|\/notifications(?=\/)|\/commandes\/:id\/messages\/lecture)(\/|$)/;
/** Of those, what is needed to see the screens as they do, and to leave them. */
const ALLOWED = new Set([
  'GET /auth/me',
  'DELETE /auth/impersonation',
  'GET /users/me/profile',
  'PUT /users/me/profile',
  'GET /users/me/preferences',
  'PUT /users/me/preferences',
  'GET /users/me/quota',
  'GET /users/me/sessions',
  'GET /notifications/compteurs',
]);

/**
 * Refuses what an administrator who acts as somebody may not do in their name. Asked once, for every route there is:
 * what concerns an account is refused unless it is named here, so that a new route is.
 * @param path that of the route, as it was written: `/api/commandes/:id`
 * @throws IMPERSONATION_REFUSED
 */
export function refuseBeyondImpersonation(
  actor: Actor | null,
  { method, path }: { method: string; path: string },
): void {
  if (!actor?.impersonatorId) return;
  const route = path.replace(/^\/api(?=\/)/, '');
  const asked = `${method === 'HEAD' ? 'GET' : method} ${route}`;
  if (actor.role === 'ADMIN' || (THEIRS_ALONE.test(route) && !ALLOWED.has(asked)))
    throw impersonationErrors.IMPERSONATION_REFUSED();
}
