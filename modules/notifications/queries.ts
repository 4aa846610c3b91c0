import type { NotificationRow, Role } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { prepared } from '#platform/db/prepared.ts';
import type { DatedPlace } from '#platform/http/page.ts';

export async function findNotification(db: Db, id: string): Promise<NotificationRow | undefined> {
  return db.selectFrom('notifications').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Newest first, and one row more than `limit` when there is one. */
export async function listNotificationRows(
  db: Db,
  userId: string,
  { limit, after, unread }: { limit: number; after: DatedPlace | null; unread: boolean },
): Promise<NotificationRow[]> {
  return current(db, userId)
    .selectAll()
    .$if(unread, (query) => query.where('isRead', '=', false))
    .$if(after !== null, (query) => {
      const { createdAt, id } = after ?? { createdAt: new Date(0), id: '' };
      return query.where(({ eb, or, and }) =>
        or([eb('createdAt', '<', createdAt), and([eb('createdAt', '=', createdAt), eb('id', '<', id)])]),
      );
    })
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
}

export async function countUnreadNotifications(db: Db, userId: string): Promise<number> {
  const { count } = await current(db, userId)
    .where('isRead', '=', false)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export type NewNotification = Pick<
  NotificationRow,
  'id' | 'userId' | 'title' | 'message' | 'type' | 'priority' | 'data' | 'actionUrl'
> & { readonly isDeleted?: boolean };

export async function insertNotification(tx: Db, notification: NewNotification): Promise<void> {
  await tx.insertInto('notifications').values(notification).execute();
}

const unreadOfConversation = prepared<NotificationRow>((db) =>
  db
    .selectFrom('notifications')
    .selectAll()
    .where('userId', '=', '')
    .where('isDeleted', '=', false)
    .where('isRead', '=', false)
    .where('type', '=', 'MESSAGE')
    .where('actionUrl', '=', ''),
);

/** The one unread notification of a conversation, if there is one; the hidden one of whoever is told by letter alone. */
export async function findUnreadOfConversation(
  tx: Db,
  { userId, actionUrl, isHidden }: { userId: string; actionUrl: string; isHidden: boolean },
): Promise<NotificationRow | undefined> {
  const [row] = await unreadOfConversation(tx, [userId, isHidden, false, 'MESSAGE', actionUrl]);
  return row;
}

/** Says something newer in a notification that nobody has read yet; it moves to the top. */
export async function renewNotification(
  tx: Db,
  id: string,
  content: Pick<NotificationRow, 'title' | 'message' | 'data' | 'createdAt'>,
): Promise<void> {
  await tx.updateTable('notifications').set(content).where('id', '=', id).execute();
}

/** True when it was unread. */
export async function markNotificationRead(tx: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('notifications')
    .set({ isRead: true, readAt: new Date() })
    .where('id', '=', id)
    .where('isRead', '=', false)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** True when some were unread. */
export async function markAllNotificationsRead(tx: Db, userId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('notifications')
    .set({ isRead: true, readAt: new Date() })
    .where('userId', '=', userId)
    .where('isDeleted', '=', false)
    .where('isRead', '=', false)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function markDismissed(tx: Db, id: string): Promise<void> {
  await tx.updateTable('notifications').set({ isDeleted: true }).where('id', '=', id).execute();
}

export interface Recipient {
  readonly id: string;
  readonly role: Role;
  readonly langue: string | null;
  /** event → channel → whether it is wanted */
  readonly notifications: Record<string, Record<string, boolean>> | null;
}

/** Those who decide what an administrator decides. */
export async function findAdministratorIds(db: Db): Promise<string[]> {
  const active = db.selectFrom('users').select('id').where('role', '=', 'ADMIN').where('isActive', '=', true);
  return (await active.orderBy('id').execute()).map(({ id }) => id);
}

/** Those of the people whose accounts are open, with how they want to be told. */
export async function findRecipients(db: Db, ids: readonly string[]): Promise<Recipient[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('users as u')
    .leftJoin('user_preferences as p', 'p.userId', 'u.id')
    .select(['u.id', 'u.role', 'p.langue', 'p.notifications'])
    .where('u.id', 'in', ids)
    .where('u.isActive', '=', true)
    .orderBy('u.id')
    .execute();
}

interface Received {
  readonly id: string;
  readonly content: string;
  readonly prenom: string;
  readonly nom: string;
}

const latestReceived = prepared<Received>((db) =>
  db
    .selectFrom('messages as m')
    .innerJoin('users as s', 's.id', 'm.senderId')
    .select(['m.id', 'm.content', 's.prenom', 's.nom'])
    .where('m.commandeId', '=', '')
    .where('m.senderId', '!=', '')
    .orderBy('m.createdAt', 'desc')
    .orderBy('m.id', 'desc')
    .limit(1),
);

/** The latest message of a conversation that someone else wrote, with who wrote it. */
export async function findLatestReceived(db: Db, commandeId: string, userId: string): Promise<Received | undefined> {
  const [row] = await latestReceived(db, [commandeId, userId, 1]);
  return row;
}

/** Neither dismissed nor expired. */
function current(db: Db, userId: string) {
  return db
    .selectFrom('notifications')
    .where('userId', '=', userId)
    .where('isDeleted', '=', false)
    .where(({ eb, or }) => or([eb('expiresAt', 'is', null), eb('expiresAt', '>', new Date())]));
}

/** Unread ones of somebody's, made within this time, the oldest first. */
export async function listUnreadBetween(
  db: Db,
  userId: string,
  { since, until }: { since: Date; until: Date },
): Promise<NotificationRow[]> {
  return db
    .selectFrom('notifications')
    .selectAll()
    .where('userId', '=', userId)
    .where('isRead', '=', false)
    .where('createdAt', '>=', since)
    .where('createdAt', '<', until)
    .orderBy('createdAt')
    .orderBy('id')
    .limit(50)
    .execute();
}
