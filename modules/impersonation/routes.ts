import { clearSessionCookie, revokeSession, setSessionCookie, visitorOf } from '#modules/sessions/module.ts';
import { langueOf } from '#platform/http/language.ts';
import { del, post } from '#platform/http/route.ts';
import { beginImpersonation, IMPERSONATION_MS } from './begin-impersonation.ts';
import { keepOwnSession, takeOwnSession } from './own-session-cookie.ts';
import { mayEndImpersonation, mayImpersonate } from './policy.ts';
import { beginImpersonationContract, endImpersonationContract } from './schema.ts';

const BEGUN = {
  fr: (name: string) => `Vous agissez au nom de ${name}.`,
  en: (name: string) => `You are acting in the name of ${name}.`,
};
const ENDED = { fr: 'Vous agissez de nouveau en votre nom.', en: 'You are acting in your own name again.' };

export const impersonationRoutes = [
  post('/admin/users/:id/impersonation', beginImpersonationContract, mayImpersonate, async (call) => {
    const { context, allowed, actor, request, reply } = call;
    const expiresAt = new Date(Date.now() + IMPERSONATION_MS).toISOString();
    const token = await beginImpersonation(context, allowed, visitorOf(request));
    reply.header('cache-control', 'no-store');
    const { prenom, nom, email } = allowed.person;
    const message = BEGUN[actor.langue](`${prenom} ${nom}`.trim() || email);
    if (actor.via === 'bearer') return { message, token, expiresAt };
    keepOwnSession(request, reply, context.config);
    setSessionCookie(reply, token, context.config);
    return { message, token: null, expiresAt };
  }),
  del('/auth/impersonation', endImpersonationContract, mayEndImpersonation, async (call) => {
    const { context, allowed, actor, request, reply } = call;
    if (allowed) await revokeSession(context, allowed);
    const own = await takeOwnSession(context, request, reply);
    if (own !== null) setSessionCookie(reply, own, context.config);
    else if (allowed && actor?.via === 'cookie') clearSessionCookie(reply, context.config);
    return { message: ENDED[langueOf(request)], restored: own !== null };
  }),
];
