import type { Actor, Scope } from './actor.ts';
import { defineErrors } from './errors.ts';

const scopeErrors = defineErrors({
  API_TOKEN_REFUSED: {
    status: 403,
    fr: 'Cela ne se fait pas avec un jeton d’API : connectez-vous avec votre compte.',
    en: 'This is not done with an API token: sign in with your account.',
  },
  SCOPE_MISSING: {
    status: 403,
    fr: 'Ce jeton d’API ne permet pas cela : il lui faut la portée « {scope} ».',
    en: 'This API token does not allow this: it needs the scope “{scope}”.',
  },
});

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * What concerns accounts, rights, proofs of identity and the installation itself: a token that leaks must not become an
 * account that is lost.
 */
const ABOUT_ACCOUNTS =
  /^(\/auth|\/users\/me|\/admin\/(users|audit|clerk|erasures|role-requests|exploitation|studio))(\/|$)/;
/** Of those, what any program needs to know of whom it works for. */
const READABLE = new Set(['/auth/me', '/users/me/profile', '/users/me/preferences', '/users/me/quota', '/admin/users']);
/** Where a token is exchanged for a session that may do no more than it. */
const EXCHANGE = 'POST /auth/session';

/**
 * Refuses what an API token does not allow. Asked once, for every route there is: GET reads, all else writes, what is
 * under `/admin` takes `admin` as well, and what concerns accounts and their security is not done by a token at all.
 * @param path that of the route, as it was written: `/api/commandes/:id`
 * @throws API_TOKEN_REFUSED, SCOPE_MISSING
 */
export function refuseBeyondScopes(actor: Actor | null, { method, path }: { method: string; path: string }): void {
  if (!actor?.scopes) return;
  const route = path.replace(/^\/api(?=\/)/, '');
  const isRead = SAFE_METHODS.has(method);
  if (ABOUT_ACCOUNTS.test(route) && !(isRead && READABLE.has(route)) && `${method} ${route}` !== EXCHANGE)
    throw scopeErrors.API_TOKEN_REFUSED();
  const missing = scopesFor(route, isRead).find((scope) => !actor.scopes?.includes(scope));
  if (missing) throw scopeErrors.SCOPE_MISSING({ scope: missing });
}

function scopesFor(route: string, isRead: boolean): Scope[] {
  const needed: Scope[] = isRead || route === '/auth/session' ? ['read'] : ['write'];
  return route.startsWith('/admin/') ? [...needed, 'admin'] : needed;
}
