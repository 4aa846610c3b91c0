import type { Module } from '#platform/module.ts';
import { clerkEffects } from './events.ts';
import { mountWebhook } from './mount-webhook.ts';
import { startReleasing } from './release-locks.ts';
import { clerkRoutes } from './routes.ts';
import { sweepWebhooks } from './sweep-webhooks.ts';

export type { ClerkApi } from './clerk-api.ts';
export { clerkErrors } from './errors.ts';
export {
  clerkUserBlocked,
  clerkUserDeleted,
  clerkUserLinked,
  clerkUserRefused,
  clerkUserUnblocked,
  clerkUserWaiting,
} from './facts.ts';
export { findClerkUser } from './queries.ts';
export { isDecided } from './reasons.ts';
export { authenticateByClerk } from './session-token.ts';
export { compareWithClerk, type Difference, repair } from './sync-users.ts';

export const clerkModule: Module = {
  name: 'clerk',
  routes: clerkRoutes,
  effects: clerkEffects,
  mount: mountWebhook,
  start: (context) => {
    const stops = [sweepWebhooks(context), startReleasing(context)];
    return async () => {
      await Promise.all(stops.map((stop) => stop()));
    };
  },
};
