import type { SentMessageRecord } from './queries.ts';
import type { Message } from './schema.ts';

export function presentMessage(row: SentMessageRecord, attachments: Message['attachments']): Message {
  return {
    id: row.id,
    commandeId: row.commandeId ?? '',
    sender: { id: row.senderId, prenom: row.prenom, nom: row.nom, avatar: row.avatar, role: row.role },
    content: row.content,
    type: row.type,
    isRead: row.isRead,
    createdAt: row.createdAt,
    attachments,
  };
}
