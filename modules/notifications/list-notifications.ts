import type { Context } from '#platform/context.ts';
import type { Actor } from '#platform/http/actor.ts';
import { cutDatedPage, datedPlace, PAGE_LIMIT_DEFAULT, type Page } from '#platform/http/page.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { presentNotification } from './present.ts';
import { listNotificationRows } from './queries.ts';
import type { Notification } from './schema.ts';

/** A page of someone's notifications, newest first. */
export async function listNotifications(
  { db }: Context,
  { userId }: Allowed<'notifications.use', Actor>,
  { limit = PAGE_LIMIT_DEFAULT, after, unread = false }: { limit?: number; after?: string; unread?: boolean },
): Promise<Page<Notification>> {
  const rows = await listNotificationRows(db, userId, { limit, after: datedPlace(after), unread });
  const { items, next } = cutDatedPage(rows, limit);
  return { items: items.map(presentNotification), next };
}
