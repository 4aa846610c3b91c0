import type { FastifyRequest } from 'fastify';
import type { Context } from '#platform/context.ts';
import type { Actor } from '#platform/http/actor.ts';
import { SCOPES } from '#platform/http/actor.ts';
import { hashOfToken, looksLikeToken } from '#platform/secret-token.ts';
import {
  type AuthenticationRow,
  findByPreviousToken,
  findForAuthentication,
  findTokenOfSession,
  isImpersonatorSignedIn,
} from './queries.ts';
import { ROTATION_GRACE_MS } from './rotate-session.ts';
import { SESSION_COOKIE } from './session-cookie.ts';
import { touch } from './touch-sessions.ts';

type SessionContext = Pick<Context, 'config' | 'db' | 'log'>;

/** Who the bearer or the cookie of a request belongs to; null when to nobody. */
export async function authenticate(context: SessionContext, request: FastifyRequest): Promise<Actor | null> {
  const { authorization } = request.headers;
  // A request that says who it is by a header is taken at its word: the cookie does not speak for it.
  if (authorization !== undefined) return authenticateToken(context, bearerOf(authorization), 'bearer');
  return authenticateToken(context, request.cookies[SESSION_COOKIE], 'cookie');
}

/** The same for a token that came another way, such as in the address of a socket. */
export async function authenticateToken(
  context: SessionContext,
  token: string | undefined,
  via: Actor['via'],
): Promise<Actor | null> {
  if (token === undefined || !looksLikeToken(token)) return null;
  return authenticateHash(context, hashOfToken(token), via);
}

/** The same for a token that somebody else vouches for, and of which this is the hash. */
export async function authenticateHash(
  context: SessionContext,
  hash: string,
  via: Actor['via'],
): Promise<Actor | null> {
  const now = new Date();
  const current = await findForAuthentication(context.db, hash);
  const row = current ?? (await findByPreviousToken(context.db, hash, new Date(now.getTime() - ROTATION_GRACE_MS)));
  if (!row || !isOpen(row, now)) return null;
  const actor = await within(context, actorOf(row, { via, isBefore: !current }), row.openedWith, now);
  if (actor) touch(context, row, now);
  return actor;
}

/** The token of an `Authorization` header, if it is of that kind. */
export function bearerOf(authorization: string): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1];
}

function isOpen(row: AuthenticationRow, now: Date): boolean {
  return row.revokedAt === null && row.expiresAt > now.toISOString() && row.isActive;
}

function actorOf(row: AuthenticationRow, { via, isBefore }: { via: Actor['via']; isBefore: boolean }): Actor {
  const { userId, sessionId, role, authenticatedAt, secondFactorAt, impersonatorId, rotatedAt } = row;
  const actor = { userId, role, sessionId, langue: row.langue === 'en' ? 'en' : 'fr', via } as const;
  return { ...actor, rotation: { at: rotatedAt, isBefore }, authenticatedAt, secondFactorAt, impersonatorId };
}

/** What a session was opened with and ends with: an API token, or the session of the administrator who acts so. */
async function within(context: SessionContext, actor: Actor, openedWith: string | null, now: Date) {
  if (actor.impersonatorId) {
    const own = { sessionId: openedWith, userId: actor.impersonatorId };
    return (await isImpersonatorSignedIn(context.db, own, now)) ? actor : null;
  }
  return openedWith === null ? actor : withinToken(context, actor, openedWith, now);
}

/** Opened with an API token, a session may do what the token may, proves nothing, and ends with it. */
async function withinToken(
  { db }: SessionContext,
  { authenticatedAt: _proof, ...actor }: Actor,
  tokenId: string,
  now: Date,
): Promise<Actor | null> {
  const token = await findTokenOfSession(db, tokenId);
  if (!token || token.revokedAt !== null || (token.expiresAt !== null && token.expiresAt <= now)) return null;
  // What is stored may hold the scopes of another version: those are worth nothing here.
  return { ...actor, tokenId, scopes: SCOPES.filter((scope) => token.scopes.includes(scope)) };
}
