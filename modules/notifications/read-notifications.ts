import { countAllUnread } from '#modules/commandes/module.ts';
import type { Context } from '#platform/context.ts';
import type { NotificationRow } from '#platform/db/database.gen.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/outbox.ts';
import { notificationsChanged } from './events.ts';
import { countUnreadNotifications, markAllNotificationsRead, markDismissed, markNotificationRead } from './queries.ts';

/** @returns how many remain unread */
export async function readNotification(
  { db }: Context,
  { id, userId }: Allowed<'notification.use', NotificationRow>,
): Promise<{ unread: number }> {
  await inTransaction(db, async (tx) => {
    if (await markNotificationRead(tx, id)) await publish(tx, notificationsChanged, { userId });
  });
  return { unread: await countUnreadNotifications(db, userId) };
}

/** @returns how many remain unread: those that came in the meantime */
export async function readAllNotifications(
  { db }: Context,
  { userId }: Allowed<'notifications.use', Actor>,
): Promise<{ unread: number }> {
  await inTransaction(db, async (tx) => {
    if (await markAllNotificationsRead(tx, userId)) await publish(tx, notificationsChanged, { userId });
  });
  return { unread: await countUnreadNotifications(db, userId) };
}

/** Takes a notification out of sight, on every device. */
export async function dismissNotification(
  { db }: Context,
  { id, userId }: Allowed<'notification.use', NotificationRow>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await markDismissed(tx, id);
    await publish(tx, notificationsChanged, { userId });
  });
}

/** The numbers on the screens: notifications, and messages of all conversations. */
export async function countUnread(
  { db }: Context,
  actor: Allowed<'notifications.use', Actor>,
): Promise<{ notifications: number; messages: number }> {
  const [notifications, messages] = await Promise.all([
    countUnreadNotifications(db, actor.userId),
    countAllUnread(db, actor),
  ]);
  return { notifications, messages };
}
