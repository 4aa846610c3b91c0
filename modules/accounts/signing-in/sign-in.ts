import type { FastifyReply } from 'fastify';
import { setSessionCookie } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import { presentUser } from '../present.ts';
import { readAccount } from '../read-account.ts';
import type { OpenedSession } from './login.ts';

/** Word for word what the seeds' clients expect, in whatever language they ask. */
export const LOGGED_IN = 'Connexion réussie';

/** The answer to whoever has a session now: in the body for programs, as a cookie for browsers. */
export async function signIn(
  { config, db }: Pick<Context, 'config' | 'db'>,
  reply: FastifyReply,
  { userId, token }: OpenedSession,
  message: string,
) {
  const user = presentUser(await readAccount(db, userId));
  setSessionCookie(reply, token, config);
  return { message, user, token };
}
