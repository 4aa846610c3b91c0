import type { Actor } from '#platform/http/actor.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { type Allowed, allow } from '#platform/http/policy.ts';
import { publicly, type SignedInCall } from '#platform/http/route.ts';
import { sessionErrors } from './errors.ts';
import { findSession, personExists } from './queries.ts';
import { requireFresh } from './require-fresh.ts';

export interface SessionSubject {
  readonly sessionId: string;
  readonly userId: string;
  /** Who acts on it; null for Staka itself. */
  readonly byId: string | null;
}

/** A person whose sessions an administrator deals with. */
export interface SessionsOwner {
  readonly userId: string;
  readonly actor: Actor;
}

/**
 * One's own sessions, and nobody else's: those do not exist. Closing another than that of this request wants a proof, or
 * whoever found one open would shut its person out of the others.
 * @throws SESSION_NOT_FOUND, FRESH_AUTHENTICATION_REQUIRED
 */
export async function mayRevokeSession({
  context,
  actor,
  params,
}: SignedInCall<{ params: { id: string } }>): Promise<Allowed<'session.revoke', SessionSubject>> {
  const session = await findSession(context.db, { id: params.id, userId: actor.userId });
  if (!session) throw sessionErrors.SESSION_NOT_FOUND();
  const isOpen = session.revokedAt === null && session.expiresAt > new Date();
  if (isOpen && session.id !== actor.sessionId) requireFresh(actor);
  return allow('session.revoke', { sessionId: session.id, userId: actor.userId, byId: actor.userId });
}

/** All of one's sessions, or all others. @throws FRESH_AUTHENTICATION_REQUIRED */
export function mayRevokeOwnSessions({ actor }: SignedInCall): Allowed<'sessions.revoke', Actor> {
  requireFresh(actor);
  return allow('sessions.revoke', actor);
}

/** Whoever holds a session may give it back; who holds none has nothing to give. */
export const mayLogOut = publicly(({ actor }): Allowed<'session.revoke', SessionSubject> | null =>
  actor ? allow('session.revoke', { sessionId: actor.sessionId, userId: actor.userId, byId: actor.userId }) : null,
);

/** @throws FORBIDDEN before anything is said about the person, SESSION_PERSON_NOT_FOUND */
export async function mayAdministerSessions({
  context,
  actor,
  params,
}: SignedInCall<{ params: { id: string } }>): Promise<Allowed<'sessions.administer', SessionsOwner>> {
  if (actor.role !== 'ADMIN') throw httpErrors.FORBIDDEN();
  if (!(await personExists(context.db, params.id))) throw sessionErrors.SESSION_PERSON_NOT_FOUND();
  return allow('sessions.administer', { userId: params.id, actor });
}

/** @throws FORBIDDEN, SESSION_NOT_FOUND */
export async function mayAdministerSession({
  context,
  actor,
  params,
}: SignedInCall<{ params: { id: string; sessionId: string } }>): Promise<Allowed<'session.revoke', SessionSubject>> {
  if (actor.role !== 'ADMIN') throw httpErrors.FORBIDDEN();
  const session = await findSession(context.db, { id: params.sessionId, userId: params.id });
  if (!session) throw sessionErrors.SESSION_NOT_FOUND();
  return allow('session.revoke', { sessionId: session.id, userId: params.id, byId: actor.userId });
}
