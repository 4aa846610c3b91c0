import { requireFresh } from '#modules/sessions/module.ts';
import type { Actor } from '#platform/http/actor.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { type Allowed, allow } from '#platform/http/policy.ts';
import type { SignedInCall } from '#platform/http/route.ts';
import { apiTokenErrors } from './errors.ts';
import { findApiToken } from './queries.ts';

export interface ApiTokenSubject {
  readonly tokenId: string;
  readonly userId: string;
  readonly byId: string;
}

/**
 * Whoever has just proved who they are; only an administrator makes tokens that administer.
 * @throws FRESH_AUTHENTICATION_REQUIRED, FORBIDDEN
 */
export function mayCreateApiToken({
  actor,
  body,
}: SignedInCall<{ body: { scopes: readonly string[] } }>): Allowed<'api-token.create', Actor> {
  requireFresh(actor);
  if (body.scopes.includes('admin') && actor.role !== 'ADMIN') throw httpErrors.FORBIDDEN();
  return allow('api-token.create', actor);
}

/** One's own, and nobody else's: those do not exist. */
export async function mayRevokeApiToken({
  context,
  actor,
  params,
}: SignedInCall<{ params: { id: string } }>): Promise<Allowed<'api-token.revoke', ApiTokenSubject>> {
  const token = await findApiToken(context.db, { id: params.id, userId: actor.userId });
  if (!token) throw apiTokenErrors.API_TOKEN_NOT_FOUND();
  return allow('api-token.revoke', { tokenId: token.id, userId: actor.userId, byId: actor.userId });
}

/** @throws API_TOKEN_REQUIRED for whoever asks otherwise than by an API token itself */
export function mayOpenTokenSession({
  actor,
}: SignedInCall): Allowed<'api-token.exchange', Required<Pick<Actor, 'tokenId' | 'userId'>>> {
  const { tokenId, sessionId, userId } = actor;
  if (tokenId === undefined || tokenId !== sessionId) throw apiTokenErrors.API_TOKEN_REQUIRED();
  return allow('api-token.exchange', { tokenId, userId });
}
