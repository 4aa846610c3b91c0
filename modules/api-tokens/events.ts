import { externalEffect } from '#platform/outbox/effect.ts';
import { defineEvent } from '#platform/outbox/event.ts';

export const apiTokenCreated = defineEvent<{
  tokenId: string;
  userId: string;
  name: string;
  scopes: readonly string[];
  /** RFC 3339; null when it does not expire. */
  expiresAt: string | null;
}>('api-token.created');

/** Its person, or whoever closed a session that was opened with it, took it back. */
export const apiTokenRevoked = defineEvent<{ tokenId: string; userId: string; byId: string | null }>(
  'api-token.revoked',
);

export const apiTokensEffects = [
  externalEffect(apiTokenRevoked, 'close-sockets', ({ context, payload }) =>
    context.realtime.closeSession(payload.tokenId),
  ),
  externalEffect(apiTokenRevoked, 'log', ({ context, payload }) => {
    context.log.info({ user_id: payload.userId, token_id: payload.tokenId }, 'API token revoked');
  }),
];
