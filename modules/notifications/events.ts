import { defineEvent, externalEffect } from '#platform/outbox/outbox.ts';

export const notificationCreated = defineEvent<{ notificationId: string; userId: string }>('notification.created');

/** Someone's notifications were read, renewed or dismissed: their other screens look again. */
export const notificationsChanged = defineEvent<{ userId: string }>('notifications.changed');

/** It is time to write to somebody of a notification or, where none is named, of all that came in their quiet hours. */
export const letterDue = defineEvent<{
  userId: string;
  notificationId: string | null;
  since: string;
  until: string;
}>('notification.letter-due');

export const pushEffects = [
  externalEffect(notificationCreated, 'push', async ({ context, payload: { notificationId, userId } }) => {
    await context.realtime.send([userId], { type: 'notification.created', notificationId });
  }),
  externalEffect(notificationsChanged, 'push', async ({ context, payload: { userId } }) => {
    await context.realtime.send([userId], { type: 'notifications.changed' });
  }),
];
