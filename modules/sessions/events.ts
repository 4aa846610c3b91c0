import { externalEffect } from '#platform/outbox/effect.ts';
import { defineEvent } from '#platform/outbox/event.ts';

/** Somebody signed in, or was let in by an API token or as somebody else. */
export const sessionOpened = defineEvent<{
  sessionId: string;
  userId: string;
  /** The API token it was opened with. */
  tokenId: string | null;
  impersonatorId: string | null;
  device: string | null;
  ip: string;
  timezone: string | null;
}>('session.opened');

export const sessionRevoked = defineEvent<{
  sessionId: string;
  userId: string;
  /** The API token it was opened with, which is revoked with it. */
  tokenId: string | null;
  /** The administrator who acted as its person. */
  impersonatorId: string | null;
  /** Its person, an administrator, or null for Staka itself. */
  byId: string | null;
}>('session.revoked');

export const sessionsEffects = [
  externalEffect(sessionRevoked, 'close-sockets', async ({ context, payload }) => {
    await context.realtime.closeSession(payload.sessionId);
    if (payload.tokenId !== null) await context.realtime.closeSession(payload.tokenId);
  }),
  externalEffect(sessionRevoked, 'log', ({ context, payload }) => {
    const { userId: user_id, sessionId: session_id, tokenId: token_id } = payload;
    context.log.info({ user_id, session_id, token_id }, 'Token revoked for session');
  }),
];
