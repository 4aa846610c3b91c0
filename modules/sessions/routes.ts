import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { langueOf } from '#platform/http/language.ts';
import { cutDatedPage, datedPlace, PAGE_LIMIT_DEFAULT } from '#platform/http/page.ts';
import { del, get, post, signedIn } from '#platform/http/route.ts';
import {
  mayAdministerSession,
  mayAdministerSessions,
  mayLogOut,
  mayRevokeOwnSessions,
  mayRevokeSession,
} from './policy.ts';
import { presentSession } from './present.ts';
import { listSessions } from './queries.ts';
import { removeSession, revokeSession, revokeSessionsOf } from './revoke-session.ts';
import * as contracts from './schema.ts';
import { clearSessionCookie } from './session-cookie.ts';

const WORDS = {
  fr: {
    loggedOut: 'Vous êtes déconnecté.',
    othersClosed: 'Vos autres sessions sont fermées.',
    allClosed: 'Toutes vos sessions sont fermées.',
    theirsClosed: 'Les sessions de cette personne sont fermées.',
  },
  en: {
    loggedOut: 'You are signed out.',
    othersClosed: 'Your other sessions are closed.',
    allClosed: 'All your sessions are closed.',
    theirsClosed: 'The sessions of this person are closed.',
  },
};

const ownRoutes = [
  post('/auth/logout', contracts.logoutContract, mayLogOut, async ({ context, allowed, request, reply }) => {
    if (allowed) await revokeSession(context, allowed);
    clearSessionCookie(reply, context.config);
    return { message: WORDS[langueOf(request)].loggedOut };
  }),
  get('/users/me/sessions', contracts.listSessionsContract, signedIn, ({ context, actor, query }) =>
    listPage(context, { userId: actor.userId, actor, query }),
  ),
  post(
    '/users/me/sessions/:id/revocation',
    contracts.revokeSessionContract,
    mayRevokeSession,
    async ({ context, actor, allowed, reply }) => {
      await revokeSession(context, allowed);
      if (allowed.sessionId === actor.sessionId) clearSessionCookie(reply, context.config);
    },
  ),
  del(
    '/users/me/sessions/:id',
    contracts.removeSessionContract,
    mayRevokeSession,
    async ({ context, actor, allowed, reply }) => {
      await removeSession(context, allowed);
      if (allowed.sessionId === actor.sessionId) clearSessionCookie(reply, context.config);
    },
  ),
  post('/users/me/sessions/revoke-all', contracts.revokeOtherSessionsContract, mayRevokeOwnSessions, async (call) => {
    const { userId, sessionId, langue } = call.allowed;
    await inTransaction(call.context.db, (tx) => revokeSessionsOf(tx, userId, { except: sessionId }));
    return { message: WORDS[langue].othersClosed };
  }),
  del('/users/me/sessions', contracts.revokeEverySessionContract, mayRevokeOwnSessions, async (call) => {
    const { userId, langue } = call.allowed;
    await inTransaction(call.context.db, (tx) => revokeSessionsOf(tx, userId, { except: null }));
    clearSessionCookie(call.reply, call.context.config);
    return { message: WORDS[langue].allClosed };
  }),
];

const administrationRoutes = [
  get(
    '/admin/users/:id/sessions',
    contracts.listPersonSessionsContract,
    mayAdministerSessions,
    ({ context, allowed, query }) => listPage(context, { ...allowed, query }),
  ),
  post(
    '/admin/users/:id/sessions/revoke-all',
    contracts.revokePersonSessionsContract,
    mayAdministerSessions,
    async ({ context, allowed: { userId, actor } }) => {
      const whose = { except: actor.sessionId, byId: actor.userId };
      await inTransaction(context.db, (tx) => revokeSessionsOf(tx, userId, whose));
      return { message: WORDS[actor.langue].theirsClosed };
    },
  ),
  post(
    '/admin/users/:id/sessions/:sessionId/revocation',
    contracts.revokePersonSessionContract,
    mayAdministerSession,
    ({ context, allowed }) => revokeSession(context, allowed),
  ),
  del(
    '/admin/users/:id/sessions/:sessionId',
    contracts.removePersonSessionContract,
    mayAdministerSession,
    ({ context, allowed }) => removeSession(context, allowed),
  ),
];

export const sessionsRoutes = [...ownRoutes, ...administrationRoutes];

interface Listing {
  readonly userId: string;
  /** Who looks. */
  readonly actor: Actor;
  readonly query: { readonly limit?: number; readonly after?: string; readonly state?: 'open' | 'all' };
}

async function listPage({ db }: Pick<Context, 'db'>, { userId, actor, query }: Listing) {
  const limit = query.limit ?? PAGE_LIMIT_DEFAULT;
  const after = datedPlace(query.after);
  const rows = await listSessions(db, userId, { all: query.state === 'all', limit: limit + 1, after });
  const { items, next } = cutDatedPage(rows, limit);
  return { items: items.map((row) => presentSession(row, actor)), next };
}
