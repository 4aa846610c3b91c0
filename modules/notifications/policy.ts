import type { NotificationRow } from '#platform/db/database.gen.ts';
import type { Actor } from '#platform/http/actor.ts';
import { type Allowed, allow } from '#platform/http/policy.ts';
import type { SignedInCall } from '#platform/http/route.ts';
import { notificationErrors } from './errors.ts';
import { findNotification } from './queries.ts';

/** Everyone has their own notifications, and sees no others. */
export function mayUseNotifications({ actor }: { actor: Actor }): Allowed<'notifications.use', Actor> {
  return allow('notifications.use', actor);
}

export async function mayUseNotification({
  context,
  actor,
  params,
}: SignedInCall<{ params: { id: string } }>): Promise<Allowed<'notification.use', NotificationRow>> {
  const notification = await findNotification(context.db, params.id);
  if (!notification || notification.userId !== actor.userId || notification.isDeleted)
    throw notificationErrors.NOTIFICATION_NOT_FOUND();
  return allow('notification.use', notification);
}
