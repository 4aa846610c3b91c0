import { isWanted } from '#modules/accounts/module.ts';
import { countUnread, lockCommande, type Participants, participantsOf } from '#modules/commandes/module.ts';
import { messageSent, messagesRead } from '#modules/messages/module.ts';
import type { CommandeRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import type { Langue } from '#platform/http/actor.ts';
import { effect, publish } from '#platform/outbox/outbox.ts';
import { notificationsChanged } from './events.ts';
import { commandeUrl, langueOf, notifyOne, wanting } from './notify.ts';
import {
  findLatestReceived,
  findRecipients,
  findUnreadOfConversation,
  markNotificationRead,
  type Recipient,
  renewNotification,
} from './queries.ts';
import { fullName, messageText } from './texts.ts';

const EVENT = 'message.sent';

/**
 * Of a conversation people have one unread notification at most: it counts the messages, and is read with them. Both
 * effects hold the commande, so that a message and its reading, however close, leave no notification behind.
 */
export const notifyMessageEffects = [
  effect(messageSent, 'notify', async ({ tx, payload: { commandeId, senderId, withDelivery } }) => {
    if (withDelivery) return;
    const commande = await lockCommande(tx, commandeId);
    const participants = await participantsOf(tx, commandeId);
    if (!commande || !participants) return;
    for (const recipient of await wanting(tx, receiversOf(participants, senderId), EVENT))
      await tell(tx, recipient, commande);
  }),

  effect(messagesRead, 'settle-notification', async ({ tx, payload: { commandeId, userId } }) => {
    await lockCommande(tx, commandeId);
    const [reader] = await findRecipients(tx, [userId]);
    const notification = reader && (await findUnreadOfConversation(tx, placeOf(reader, commandeId)));
    if (!reader || !notification) return;
    const unread = await countUnread(tx, { userId, role: reader.role }, [commandeId]);
    if ((unread.get(commandeId) ?? 0) > 0) return;
    await markNotificationRead(tx, notification.id);
    await publish(tx, notificationsChanged, { userId });
  }),
];

/** The other side; for a client whom nobody corrects yet, the administrators. */
function receiversOf({ clientId, correcteurId, administratorIds }: Participants, senderId: string): string[] {
  if (senderId === clientId) return correcteurId === null ? [...administratorIds] : [correcteurId];
  return [clientId, ...(correcteurId === null ? [] : [correcteurId])].filter((id) => id !== senderId);
}

/** What there is to read, as it is now: in whatever order the events come, the last one says the truth. */
async function tell(tx: Db, recipient: Recipient, { id: commandeId, titre }: CommandeRow): Promise<void> {
  const unread = await countUnread(tx, { userId: recipient.id, role: recipient.role }, [commandeId]);
  const count = unread.get(commandeId) ?? 0;
  const latest = await findLatestReceived(tx, commandeId, recipient.id);
  // Read before it could be told.
  if (count === 0 || !latest) return;
  const text = (langue: Langue) =>
    messageText[langue]({ titre, sender: fullName(latest), content: latest.content, count });
  const data = { messageId: latest.id, count };
  const told = await findUnreadOfConversation(tx, placeOf(recipient, commandeId));
  if (!told) return notifyOne(tx, recipient, { event: EVENT, commandeId, type: 'MESSAGE', data, text });
  await renewNotification(tx, told.id, {
    ...text(langueOf(recipient)),
    data: JSON.stringify({ event: EVENT, commandeId, ...data }),
    createdAt: new Date(),
  });
  // Nobody is told: whoever hears of the message looks again at what counts it.
}

function placeOf({ id: userId, notifications }: Recipient, commandeId: string) {
  return { userId, actionUrl: commandeUrl(commandeId), isHidden: !isWanted(notifications, EVENT, 'app') };
}
