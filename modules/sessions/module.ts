import type { Module } from '#platform/module.ts';
import { sessionsEffects } from './events.ts';
import { sessionsRoutes } from './routes.ts';
import { startSessions } from './start-sessions.ts';

export { authenticate, authenticateHash, authenticateToken, bearerOf } from './authenticate.ts';
export { sessionErrors } from './errors.ts';
export { sessionOpened, sessionRevoked } from './events.ts';
export { type NewSession, openSession, type Visitor, visitorOf } from './open-session.ts';
export { requireFresh } from './require-fresh.ts';
export { revokeImpersonations, revokeSession, revokeSessionsOf, revokeSessionsOfToken } from './revoke-session.ts';
export { type Proof, rotateSession } from './rotate-session.ts';
export { clearSessionCookie, SESSION_COOKIE, setSessionCookie } from './session-cookie.ts';

export const sessionsModule: Module = {
  name: 'sessions',
  routes: sessionsRoutes,
  effects: sessionsEffects,
  start: startSessions,
};
