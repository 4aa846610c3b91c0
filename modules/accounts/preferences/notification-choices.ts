import type { UserPreferencesRow } from '#platform/db/database.gen.ts';

/** Where people are told: in the application, and by letter. */
export const NOTIFICATION_CHANNELS = ['app', 'email'] as const;
export type NotificationChannel = (typeof NOTIFICATION_CHANNELS)[number];

/** What people are told of, as their preferences name it, and where unless they say otherwise. */
export const NOTIFICATION_EVENTS = {
  'message.sent': { app: true, email: true },
  'commande.created': { app: true, email: false },
  'commande.assigned': { app: true, email: true },
  'commande.statut-changed': { app: true, email: true },
  'commande.delivered': { app: true, email: true },
  'role.requested': { app: true, email: true },
  'role.decided': { app: true, email: true },
  'clerk.waiting': { app: true, email: true },
  'backup.rehearsed': { app: true, email: true },
} as const satisfies Record<string, Record<NotificationChannel, boolean>>;
export type NotificationEvent = keyof typeof NOTIFICATION_EVENTS;

/** Whether somebody who chose this wants to be told of this event there; of what nobody knows, in the application. */
export function isWanted(
  choices: UserPreferencesRow['notifications'] | null,
  event: string,
  channel: NotificationChannel,
): boolean {
  const otherwise = isNotificationEvent(event) ? NOTIFICATION_EVENTS[event][channel] : channel === 'app';
  return choices?.[event]?.[channel] ?? otherwise;
}

export function isNotificationEvent(event: string): event is NotificationEvent {
  return Object.hasOwn(NOTIFICATION_EVENTS, event);
}
