import type { SampleRows } from './insert-missing.ts';
import { daysBefore } from './moments.ts';
import { DELIVERED, RUNNING } from './sample-commandes.ts';
import { sampleId } from './sample-id.ts';
import type { SamplePeople } from './sample-people.ts';
import { OPEN_TICKET } from './sample-tickets.ts';

/** Two conversations and a ticket; the author has one message left to read. */
export function sampleMessages({ adminId, authorId }: SamplePeople, now: Date): SampleRows {
  const fromAuthor = { senderId: authorId, receiverId: adminId };
  const fromAdmin = { senderId: adminId, receiverId: authorId };
  return {
    messages: [
      {
        id: sampleId('message', 1),
        ...fromAuthor,
        commandeId: RUNNING,
        content:
          'Bonjour, la soutenance est avancée d’une semaine. Pouvez-vous commencer par l’introduction et la bibliographie ?',
        ...read,
        createdAt: daysBefore(now, 4),
      },
      {
        id: sampleId('message', 2),
        ...fromAdmin,
        commandeId: RUNNING,
        content:
          'Bonjour Julien, c’est noté. Vous aurez ces deux parties demain soir, le reste dans les délais prévus.',
        ...read,
        createdAt: daysBefore(now, 4, 2),
      },
      {
        id: sampleId('message', 3),
        ...fromAdmin,
        commandeId: RUNNING,
        content:
          'Une question sur la page 37 : la citation de « Dora Bruder » vient-elle de l’édition Folio ? La pagination ne correspond pas.',
        createdAt: daysBefore(now, 1),
      },
      {
        id: sampleId('message', 4),
        ...fromAdmin,
        commandeId: DELIVERED,
        content:
          'Votre recueil est prêt : la version corrigée est jointe, avec mes remarques à la fin. Bonne chance auprès des éditeurs !',
        ...read,
        createdAt: daysBefore(now, 9),
      },
      {
        id: sampleId('message', 5),
        senderId: authorId,
        supportRequestId: OPEN_TICKET,
        content: 'J’ajoute le numéro SIRET de l’association si cela peut aider : il figure sur son site.',
        type: 'SUPPORT_MESSAGE',
        createdAt: daysBefore(now, 2, 1),
      },
    ],
    message_attachments: [
      { id: sampleId('attachment', 1), messageId: sampleId('message', 4), fileId: sampleId('file', 3) },
    ],
    conversation_reads: [
      { userId: authorId, commandeId: RUNNING, lastReadAt: daysBefore(now, 4, 3) },
      { userId: adminId, commandeId: RUNNING, lastReadAt: daysBefore(now, 1) },
      { userId: authorId, commandeId: DELIVERED, lastReadAt: daysBefore(now, 9, 1) },
      { userId: adminId, commandeId: DELIVERED, lastReadAt: daysBefore(now, 9) },
    ],
  };
}

const read = { isRead: true, statut: 'LU' as const };
