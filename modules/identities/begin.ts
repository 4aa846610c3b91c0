import type { FastifyReply } from 'fastify';
import type { Context } from '#platform/context.ts';
import { hashOfToken, newSecretToken } from '#platform/secret-token.ts';
import { OIDC_MINUTES, oidcProofs, setOidcCookie } from './oidc-secret.ts';
import { authorizationUrl } from './providers.ts';
import { insertOidcChallenge } from './queries.ts';

export interface Beginning {
  readonly provider: string;
  /** Where to go once signed in: a path of ours. */
  readonly to: string;
  /** Whoever links this account to theirs; null to sign in with it. */
  readonly userId: string | null;
}

/**
 * Begins to sign in, or to link, with an account elsewhere; what comes back is bound to this browser by a cookie.
 * @returns where the browser is to go
 * @throws OIDC_PROVIDER_UNKNOWN, OIDC_UNAVAILABLE
 */
export async function begin(
  context: Pick<Context, 'config' | 'db' | 'secrets' | 'log'>,
  { provider, to, userId }: Beginning,
  reply: FastifyReply,
): Promise<string> {
  const secret = newSecretToken();
  const url = await authorizationUrl(context, provider, oidcProofs(secret));
  const expiresAt = new Date(Date.now() + OIDC_MINUTES * 60_000);
  await insertOidcChallenge(context.db, { userId, token: hashOfToken(secret), data: { provider, to }, expiresAt });
  setOidcCookie(reply, secret, context.config);
  return url;
}
