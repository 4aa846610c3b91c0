import type { SentMessage } from './queries.ts';
import type { Message } from './schema.ts';

export function presentMessage(
  { commandeId, message, sender }: SentMessage,
  attachments: Message['attachments'],
): Message {
  return {
    id: message.id,
    commandeId,
    sender,
    content: message.content,
    type: message.type,
    isRead: message.isRead,
    createdAt: message.createdAt,
    attachments,
  };
}
