import type { FastifyReply, FastifyRequest } from 'fastify';
import { authenticateToken, SESSION_COOKIE } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import { IMPERSONATION_MS } from './begin-impersonation.ts';

/** Where a browser keeps the administrator's own token meanwhile: sent to the one address that gives it back. */
const OWN_COOKIE = 'staka_own_session';

type PublicUrl = Pick<Context['config'], 'publicUrl'>;

/** Lays the session of this request aside. */
export function keepOwnSession(request: FastifyRequest, reply: FastifyReply, config: PublicUrl): void {
  const own = request.cookies[SESSION_COOKIE];
  if (own !== undefined) reply.setCookie(OWN_COOKIE, own, { ...attributes(config), maxAge: IMPERSONATION_MS / 1000 });
}

/** The token that was laid aside, as long as it still opens an administrator's own session; and takes it away. */
export async function takeOwnSession(
  context: Pick<Context, 'config' | 'db' | 'log'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string | null> {
  const own = request.cookies[OWN_COOKIE];
  if (own === undefined) return null;
  reply.clearCookie(OWN_COOKIE, attributes(context.config));
  const actor = await authenticateToken(context, own, 'cookie');
  return actor && !actor.impersonatorId ? own : null;
}

function attributes({ publicUrl }: PublicUrl) {
  const secure = publicUrl.startsWith('https:');
  return { path: '/api/auth/impersonation', httpOnly: true, sameSite: 'strict', secure } as const;
}
