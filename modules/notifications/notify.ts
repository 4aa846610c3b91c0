import { isWanted } from '#modules/accounts/module.ts';
import type { NotificationPriority, NotificationType } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import type { Langue } from '#platform/http/actor.ts';
import { newId } from '#platform/ids.ts';
import { publish } from '#platform/outbox/outbox.ts';
import { notificationCreated } from './events.ts';
import { findRecipients, insertNotification, type Recipient } from './queries.ts';
import type { Text } from './texts.ts';

export interface Notice {
  /** The event that is told of, as people's preferences name it: `message.sent`. */
  readonly event: string;
  readonly commandeId?: string;
  /** Where to go: the page of the commande unless told. */
  readonly actionUrl?: string;
  readonly type: NotificationType;
  readonly priority?: NotificationPriority;
  readonly data?: Record<string, unknown>;
  readonly text: (langue: Langue) => Text;
}

/** Writes one notification for each of the people who want to be told, in the transaction of an effect. */
export async function notify(tx: Db, userIds: readonly (string | null)[], notice: Notice): Promise<void> {
  for (const recipient of await wanting(tx, userIds, notice.event)) await notifyOne(tx, recipient, notice);
}

export async function notifyOne(tx: Db, recipient: Recipient, notice: Notice): Promise<void> {
  const { event, commandeId, type, priority = 'NORMALE', data = {} } = notice;
  const { actionUrl = commandeId === undefined ? null : commandeUrl(commandeId) } = notice;
  const id = newId();
  await insertNotification(tx, {
    id,
    userId: recipient.id,
    ...notice.text(langueOf(recipient)),
    type,
    priority,
    data: JSON.stringify({ event, commandeId, ...data }),
    actionUrl,
    // Wanted by letter alone: it is nowhere to be seen.
    isDeleted: !isWanted(recipient.notifications, event, 'app'),
  });
  await publish(tx, notificationCreated, { notificationId: id, userId: recipient.id });
}

/** Those of the people whose accounts are open and who want to be told of this event, wherever. */
export async function wanting(tx: Db, userIds: readonly (string | null)[], event: string): Promise<Recipient[]> {
  const ids = [...new Set(userIds)].filter((id) => id !== null);
  const recipients = await findRecipients(tx, ids);
  return recipients.filter(
    ({ notifications }) => isWanted(notifications, event, 'app') || isWanted(notifications, event, 'email'),
  );
}

export function langueOf({ langue }: Recipient): Langue {
  return langue === 'en' ? 'en' : 'fr';
}

export function commandeUrl(commandeId: string): string {
  return `/app/commandes/${commandeId}`;
}
