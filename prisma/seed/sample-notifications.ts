import type { SampleRows } from './insert-missing.ts';
import { daysBefore } from './moments.ts';
import { DELIVERED, RUNNING, WAITING } from './sample-commandes.ts';
import { sampleId } from './sample-id.ts';
import type { SamplePeople } from './sample-people.ts';

export function sampleNotifications({ adminId, authorId }: SamplePeople, now: Date): SampleRows {
  const about = (number: number, event: string, commandeId: string, createdAt: Date, more = {}) => ({
    id: sampleId('notification', number),
    actionUrl: `/app/commandes/${commandeId}`,
    data: JSON.stringify({ event, commandeId, ...more }),
    createdAt,
  });
  const readOnTheSpot = (createdAt: Date) => ({ isRead: true, readAt: daysBefore(createdAt, 0, 1) });
  const [delivered, begun] = [daysBefore(now, 9), daysBefore(now, 5, 3)];
  return {
    notifications: [
      {
        ...about(1, 'commande.delivered', DELIVERED, delivered),
        userId: authorId,
        title: 'Votre manuscrit corrigé est arrivé',
        message: '« Passage du Nord, recueil de nouvelles » est terminé : la version corrigée vous attend.',
        type: 'SUCCESS',
        ...readOnTheSpot(delivered),
      },
      {
        ...about(2, 'commande.statut-changed', RUNNING, begun),
        userId: authorId,
        title: 'Correction commencée',
        message: 'Sophie Lambert corrige « Correction Mémoire de Master ».',
        type: 'ORDER',
        ...readOnTheSpot(begun),
      },
      {
        ...about(3, 'message.sent', RUNNING, daysBefore(now, 1), { messageId: sampleId('message', 3), count: 1 }),
        userId: authorId,
        title: 'Nouveau message',
        message: 'Sophie Lambert vous a écrit à propos de « Correction Mémoire de Master ».',
        type: 'MESSAGE',
      },
      {
        ...about(4, 'commande.created', WAITING, daysBefore(now, 1)),
        userId: adminId,
        title: 'Nouvelle commande',
        message: 'Julien Moreau a créé « Les Saisons du canal » : il reste à lui attribuer un correcteur.',
        type: 'ORDER',
        priority: 'HAUTE',
      },
      {
        id: sampleId('notification', 5),
        userId: adminId,
        title: 'Nouveau ticket',
        message: 'Julien Moreau demande : « Facture au nom de mon association ».',
        type: 'INFO',
        createdAt: daysBefore(now, 2),
      },
    ],
  };
}
