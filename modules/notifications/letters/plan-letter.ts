import { findAccount, isWanted, quietAt } from '#modules/accounts/module.ts';
import type { NotificationRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { publishLater } from '#platform/outbox/outbox.ts';
import { letterDue } from '../events.ts';
import { findNotification } from '../queries.ts';

const MESSAGE = 'message.sent';
/** A message may be read where it is: a letter says so to whoever has not, a quarter of an hour later. */
export const MESSAGE_WAITS_MS = 15 * 60 * 1000;

/** Settles when somebody who wants a letter about a notification gets it: soon, or when their quiet hours end. */
export async function planLetter(tx: Db, notificationId: string): Promise<void> {
  const notification = await findNotification(tx, notificationId);
  const account = notification && (await findAccount(tx, notification.userId));
  if (!notification || !account?.isActive) return;
  const event = eventOf(notification);
  if (!isWanted(account.notifications, event, 'email')) return;
  const { userId, createdAt } = notification;
  const at = dueAt(notification);
  const quiet = quietAt(at, account);
  if (quiet) return planDigest(tx, userId, quiet);
  await publishLater(tx, letterDue, {
    at,
    key: notificationId,
    fact: { userId, notificationId, since: createdAt.toISOString(), until: at.toISOString() },
  });
}

/** One letter for all that comes in quiet hours, however often it is planned; `attempt` is for one that came too early. */
export async function planDigest(
  tx: Db,
  userId: string,
  { from, until }: { from: Date; until: Date },
  attempt = '',
): Promise<void> {
  const fact = { userId, notificationId: null, since: from.toISOString(), until: until.toISOString() };
  await publishLater(tx, letterDue, { at: until, key: `${userId} ${fact.until}${attempt}`, fact });
}

export function dueAt(notification: Pick<NotificationRow, 'createdAt' | 'data'>): Date {
  const wait = eventOf(notification) === MESSAGE ? MESSAGE_WAITS_MS : 0;
  return new Date(notification.createdAt.getTime() + wait);
}

/** What it tells of, as people's preferences name it; '' for one that was adopted from elsewhere. */
export function eventOf({ data }: Pick<NotificationRow, 'data'>): string {
  try {
    const { event }: { event?: unknown } = JSON.parse(data ?? '{}') ?? {};
    return typeof event === 'string' ? event : '';
  } catch {
    return '';
  }
}
