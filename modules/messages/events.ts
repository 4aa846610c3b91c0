import { commandeDelivered, participantsOf } from '#modules/commandes/module.ts';
import type { Context } from '#platform/context.ts';
import { defineEvent, effect, externalEffect, publish } from '#platform/outbox/outbox.ts';
import type { RealtimeMessage } from '#platform/realtime/realtime.ts';
import { addDeliveryMessage } from './add-message.ts';

/** `withDelivery`: it came with a delivery, of which its readers are told anyway. */
export const messageSent = defineEvent<{
  messageId: string;
  commandeId: string;
  senderId: string;
  withDelivery?: boolean;
}>('message.sent');

/** Someone has read a conversation further than before. */
export const messagesRead = defineEvent<{ commandeId: string; userId: string }>('messages.read');

/** An administrator opened the conversation of others; told once an hour. */
export const conversationViewed = defineEvent<{ commandeId: string; actorId: string }>('conversation.viewed');

export const messageEffects = [
  effect(commandeDelivered, 'write-message', async ({ tx, payload }) => {
    const message = await addDeliveryMessage(tx, payload);
    if (message) await publish(tx, messageSent, { ...message, withDelivery: true });
  }),
  externalEffect(messageSent, 'push', ({ context, payload: { commandeId, messageId } }) =>
    push(context, commandeId, { type: 'message.created', commandeId, messageId }),
  ),
  // To everyone: the reader's other devices, and whoever waits to be read.
  externalEffect(messagesRead, 'push', ({ context, payload: { commandeId, userId } }) =>
    push(context, commandeId, { type: 'messages.read', commandeId, userId }),
  ),
];

async function push(context: Context, commandeId: string, message: RealtimeMessage): Promise<void> {
  const participants = await participantsOf(context.db, commandeId);
  if (participants) await context.realtime.send(participants.everyone, message);
}
