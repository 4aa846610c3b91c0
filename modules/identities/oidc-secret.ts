import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { Config } from '#platform/config/config.ts';

export const OIDC_COOKIE = 'staka_oidc';
export const OIDC_MINUTES = 10;

/** What goes to the provider and comes back, or is proved at the end. */
export interface OidcProofs {
  readonly state: string;
  readonly nonce: string;
  /** PKCE (RFC 7636, section 4.1): 43 characters. */
  readonly codeVerifier: string;
}

/** All made of the one secret that this browser alone holds: nothing of them is kept here. */
export function oidcProofs(secret: string): OidcProofs {
  const derive = (purpose: string) => createHash('sha256').update(`${purpose}:${secret}`).digest('base64url');
  return { state: derive('state'), nonce: derive('nonce'), codeVerifier: derive('verifier') };
}

export function setOidcCookie(reply: FastifyReply, secret: string, config: Pick<Config, 'publicUrl'>): void {
  reply.setCookie(OIDC_COOKIE, secret, { ...attributes(config), maxAge: OIDC_MINUTES * 60 });
}

export function clearOidcCookie(reply: FastifyReply, config: Pick<Config, 'publicUrl'>): void {
  reply.clearCookie(OIDC_COOKIE, attributes(config));
}

/** Lax: it comes along when the provider leads back here. */
function attributes({ publicUrl }: Pick<Config, 'publicUrl'>) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:') } as const;
}
