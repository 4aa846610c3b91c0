import type { FastifyRequest } from 'fastify';
import { bearerOf } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import { type Actor, SCOPES } from '#platform/http/actor.ts';
import { hashOfToken } from '#platform/secret-token.ts';
import { findByHash, writeLastUse } from './queries.ts';
import { looksLikeApiToken } from './token-text.ts';

/** The last use is written once a minute at most. */
const USED_EVERY_MS = 60_000;

type TokenContext = Pick<Context, 'db' | 'log'>;

/** Whose API token the request comes with; null when with none that is good. Nothing is asked for any other bearer. */
export async function authenticateApiToken(context: TokenContext, request: FastifyRequest): Promise<Actor | null> {
  const token = bearerOf(request.headers.authorization ?? '');
  if (token === undefined || !looksLikeApiToken(token)) return null;
  const row = await findByHash(context.db, hashOfToken(token));
  const now = new Date();
  const isOver = row?.expiresAt && row.expiresAt <= now;
  if (!row || row.revokedAt !== null || isOver || !row.isActive) return null;
  const { tokenId, userId, role } = row;
  if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) > USED_EVERY_MS) recordUse(context, tokenId, now);
  const scopes = SCOPES.filter((scope) => row.scopes.includes(scope));
  return {
    userId,
    role,
    sessionId: tokenId,
    langue: row.langue === 'en' ? 'en' : 'fr',
    via: 'bearer',
    tokenId,
    scopes,
  };
}

/** Resolves once no last use is being written. */
export async function settleUses(): Promise<void> {
  await Promise.all(writing.values());
}

const writing = new Map<string, Promise<void>>();

/** Beside the request, which does not wait for it and does not fail with it. */
function recordUse({ db, log }: TokenContext, tokenId: string, now: Date): void {
  if (writing.has(tokenId)) return;
  const before = new Date(now.getTime() - USED_EVERY_MS);
  const work = writeLastUse(db, tokenId, { now, before })
    .catch((error: unknown) => log.warn({ err: error }, 'the last use of an API token was not written'))
    .finally(() => writing.delete(tokenId));
  writing.set(tokenId, work);
}
