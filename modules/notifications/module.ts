import type { Module } from '#platform/module.ts';
import { pushEffects } from './events.ts';
import { letterEffects } from './letter-effects.ts';
import { mountUnsubscribe } from './letters/mount-unsubscribe.ts';
import { notifyCommandeEffects } from './notify-commande.ts';
import { notifyDecisionEffects } from './notify-decisions.ts';
import { notifyImpersonationEffects } from './notify-impersonation.ts';
import { notifyMessageEffects } from './notify-message.ts';
import { notificationsRoutes } from './routes.ts';

export { notificationCreated, notificationsChanged } from './events.ts';
export { notifyRehearsal } from './notify-rehearsal.ts';

export const notificationsModule: Module = {
  name: 'notifications',
  routes: notificationsRoutes,
  effects: [
    ...notifyCommandeEffects,
    ...notifyMessageEffects,
    ...notifyImpersonationEffects,
    ...notifyDecisionEffects,
    ...pushEffects,
    ...letterEffects,
  ],
  mount: mountUnsubscribe,
};
