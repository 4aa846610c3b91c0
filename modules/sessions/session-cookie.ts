import type { FastifyReply } from 'fastify';
import type { Config } from '#platform/config/config.ts';
import type { SessionTerms } from './session-lifetime.ts';

export const SESSION_COOKIE = 'staka_session';

type CookieConfig = Pick<Config, 'publicUrl'> & SessionTerms;

/** Hands the browser its token. The cookie may outlive the session: the database alone says when that ends. */
export function setSessionCookie(reply: FastifyReply, token: string, config: CookieConfig): void {
  reply.setCookie(SESSION_COOKIE, token, { ...attributes(config), maxAge: config.sessionMaxDays * 24 * 60 * 60 });
}

export function clearSessionCookie(reply: FastifyReply, config: Pick<Config, 'publicUrl'>): void {
  reply.clearCookie(SESSION_COOKIE, attributes(config));
}

function attributes({ publicUrl }: Pick<Config, 'publicUrl'>) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:') } as const;
}
