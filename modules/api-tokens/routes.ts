import { openSession, visitorOf } from '#modules/sessions/module.ts';
import { inTransaction } from '#platform/db/db.ts';
import { del, get, post, signedIn } from '#platform/http/route.ts';
import { createApiToken } from './create-api-token.ts';
import { mayCreateApiToken, mayOpenTokenSession, mayRevokeApiToken } from './policy.ts';
import { presentApiToken } from './present.ts';
import { listApiTokens } from './queries.ts';
import { revokeApiToken } from './revoke-api-token.ts';
import * as contracts from './schema.ts';

export const apiTokensRoutes = [
  get('/users/me/api-tokens', contracts.listApiTokensContract, signedIn, async ({ context, actor }) => ({
    items: (await listApiTokens(context.db, actor.userId)).map(presentApiToken),
    next: null,
  })),
  post(
    '/users/me/api-tokens',
    contracts.createApiTokenContract,
    mayCreateApiToken,
    async ({ context, allowed, body, reply }) => {
      const { created, token } = await createApiToken(context, allowed, body);
      reply.header('cache-control', 'no-store');
      return { apiToken: presentApiToken(created), token };
    },
  ),
  del('/users/me/api-tokens/:id', contracts.revokeApiTokenContract, mayRevokeApiToken, ({ context, allowed }) =>
    revokeApiToken(context, allowed),
  ),
  post(
    '/auth/session',
    contracts.openTokenSessionContract,
    mayOpenTokenSession,
    async ({ context: { config, db }, allowed: { tokenId, userId }, request, reply }) => {
      const visitor = visitorOf(request);
      reply.header('cache-control', 'no-store');
      return { token: await inTransaction(db, (tx) => openSession(tx, { config, userId, visitor, tokenId })) };
    },
  ),
];
