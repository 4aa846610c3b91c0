import type { Actor } from '#platform/http/actor.ts';
import { sessionErrors } from './errors.ts';

const NEVER = '1970-01-01T00:00:00Z';
/** How long it counts that a person has proved who they are. */
export const FRESH_FOR_MS = 15 * 60 * 1000;

/**
 * Before what could cost somebody their account: that its person has proved who they are within a quarter of an hour.
 * `POST /auth/reauthenticate` is how they do it. Whoever acts as somebody else never has.
 * @throws FRESH_AUTHENTICATION_REQUIRED
 */
export function requireFresh({ authenticatedAt, impersonatorId }: Actor): void {
  const since = Date.now() - Date.parse(authenticatedAt ?? NEVER);
  if (since >= FRESH_FOR_MS || impersonatorId) throw sessionErrors.FRESH_AUTHENTICATION_REQUIRED();
}
