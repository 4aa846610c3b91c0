import type { SampleRows } from './insert-missing.ts';
import { daysBefore } from './moments.ts';
import { sampleId } from './sample-id.ts';
import type { SamplePeople } from './sample-people.ts';

export const OPEN_TICKET = sampleId('ticket', 1);

export function sampleTickets({ adminId, authorId }: SamplePeople, now: Date): SampleRows {
  return {
    support_requests: [
      {
        id: OPEN_TICKET,
        userId: authorId,
        title: 'Facture au nom de mon association',
        description:
          'Est-il possible d’établir la facture de « Passage du Nord » au nom de l’association Encres d’Erdre ?',
        category: 'FACTURATION',
        priority: 'NORMALE',
        status: 'OUVERT',
        source: 'web',
        createdAt: daysBefore(now, 2),
      },
      {
        id: sampleId('ticket', 2),
        userId: authorId,
        assignedToId: adminId,
        title: 'Envoi d’un fichier interrompu',
        description: 'L’envoi de mon manuscrit s’est arrêté à 80 % dans le train. Faut-il tout recommencer ?',
        category: 'TECHNIQUE',
        priority: 'HAUTE',
        status: 'RESOLU',
        source: 'web',
        firstResponseAt: daysBefore(now, 20, 3),
        resolvedAt: daysBefore(now, 20, 5),
        createdAt: daysBefore(now, 20),
      },
    ],
  };
}
