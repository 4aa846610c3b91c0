import type { FastifyRequest } from 'fastify';
import type { Db } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { newId } from '#platform/ids.ts';
import { publish } from '#platform/outbox/event.ts';
import { hashOfToken, newSecretToken } from '#platform/secret-token.ts';
import { deviceOf } from './device.ts';
import { sessionOpened } from './events.ts';
import { insertSession } from './queries.ts';
import { revoke } from './revoke-session.ts';
import { type SessionTerms, sessionExpiry } from './session-lifetime.ts';
import { timezoneOf } from './timezone.ts';

/** Where a session is opened from, as its owner will see it in their list. */
export interface Visitor {
  readonly ip: string;
  readonly userAgent: string | null;
  /** That of the device: "Europe/Paris". */
  readonly timezone?: string | null;
  /** The session that this browser holds already: its cookie is about to be written over. */
  readonly replaces?: Pick<Actor, 'sessionId' | 'userId'> | null;
}

export interface NewSession {
  readonly config: SessionTerms;
  readonly userId: string;
  readonly visitor: Visitor;
  /** The API token it is opened with, which it may do no more than. */
  readonly tokenId?: string;
  /** The administrator who acts as this person, and the session of theirs that this one ends with. */
  readonly impersonator?: Pick<Actor, 'sessionId' | 'userId'>;
  /** When it ends, however much it is used; otherwise as the configuration says. */
  readonly until?: Date;
  readonly secondFactorAt?: Date;
  /** When its person proved who they are, where that was elsewhere; now otherwise. */
  readonly authenticatedAt?: Date | undefined;
  /** The secret of a session that somebody else keeps; made up otherwise. */
  readonly token?: string;
}

export function visitorOf({
  ip,
  headers,
  actor,
}: Pick<FastifyRequest, 'ip' | 'headers'> & Partial<Pick<FastifyRequest, 'actor'>>): Visitor {
  return {
    ip: ip.slice(0, 45),
    userAgent: headers['user-agent']?.slice(0, 500) ?? null,
    timezone: timezoneOf(headers['x-timezone']),
    replaces: actor?.via === 'cookie' ? actor : null,
  };
}

/**
 * Opens a session for someone who has just proved who they are, and returns its token: it is not known again. A session
 * that the browser brought along is closed, so that nobody can have laid it there.
 */
export async function openSession(
  tx: Db,
  { config, visitor, token = newSecretToken(), until, ...session }: NewSession,
): Promise<string> {
  const createdAt = new Date();
  const id = newId();
  const device = visitor.userAgent === null ? null : deviceOf(visitor.userAgent);
  if (visitor.replaces) await revoke(tx, { ...visitor.replaces, byId: visitor.replaces.userId });
  const { userId, tokenId = null, impersonator = null, secondFactorAt = null, authenticatedAt = createdAt } = session;
  const impersonatorId = impersonator?.userId ?? null;
  await insertSession(tx, {
    id,
    userId,
    token_id: impersonator?.sessionId ?? tokenId,
    impersonatorId,
    secondFactorAt,
    authenticatedAt,
    token: hashOfToken(token),
    device,
    userAgent: visitor.userAgent,
    ip: visitor.ip,
    timezone: visitor.timezone ?? null,
    createdAt,
    expiresAt: until ?? sessionExpiry({ createdAt, now: createdAt }, config),
  });
  const { ip, timezone = null } = visitor;
  await publish(tx, sessionOpened, { sessionId: id, userId, tokenId, impersonatorId, device, ip, timezone });
  return token;
}
