import type { SampleRows } from './insert-missing.ts';
import { daysAfter, daysBefore } from './moments.ts';
import { sampleId } from './sample-id.ts';
import type { SamplePeople } from './sample-people.ts';

export const WAITING = sampleId('commande', 1);
export const RUNNING = sampleId('commande', 2);
export const DELIVERED = sampleId('commande', 3);

/** Three commandes at three points of the workflow, each with the history that led there. */
export function sampleCommandes({ adminId, authorId }: SamplePeople, now: Date): SampleRows {
  return {
    commandes: commandesOf({ adminId, authorId }, now),
    commande_historique: [
      {
        id: sampleId('historique', 1),
        commandeId: WAITING,
        actorId: authorId,
        action: 'CREATION',
        toStatut: 'EN_ATTENTE',
        createdAt: daysBefore(now, 1),
      },
      ...begun(RUNNING, 10, { adminId, authorId }, daysBefore(now, 5)),
      ...begun(DELIVERED, 20, { adminId, authorId }, daysBefore(now, 21)),
      {
        id: sampleId('historique', 24),
        commandeId: DELIVERED,
        actorId: adminId,
        action: 'FICHIER',
        data: { fileIds: [sampleId('file', 3)], change: 'added', kind: 'CORRECTION' },
        createdAt: daysBefore(now, 9, -1),
      },
      {
        id: sampleId('historique', 25),
        commandeId: DELIVERED,
        actorId: adminId,
        action: 'LIVRAISON',
        fromStatut: 'EN_COURS',
        toStatut: 'TERMINE',
        data: { fileIds: [sampleId('file', 3)] },
        createdAt: daysBefore(now, 9),
      },
    ],
  };
}

type Participants = Pick<SamplePeople, 'adminId' | 'authorId'>;

function commandesOf({ adminId, authorId }: Participants, now: Date): NonNullable<SampleRows['commandes']> {
  return [
    {
      id: WAITING,
      userId: authorId,
      titre: 'Les Saisons du canal',
      description: 'Roman, environ 310 pages. Correction orthographique et typographique, sans réécriture.',
      statut: 'EN_ATTENTE',
      priorite: 'NORMALE',
      noteClient: 'Le manuscrit arrive cette semaine, je relis encore le dernier chapitre.',
      dateEcheance: daysAfter(now, 13),
      createdAt: daysBefore(now, 1),
    },
    {
      id: RUNNING,
      userId: authorId,
      correcteurId: adminId,
      titre: 'Correction Mémoire de Master',
      description: 'Mémoire en littérature française : la ville dans les romans de Patrick Modiano. 124 pages.',
      statut: 'EN_COURS',
      priorite: 'HAUTE',
      noteCorrecteur:
        'Bibliographie à uniformiser selon les normes de l’université ; voir aussi les notes de bas de page.',
      dateEcheance: daysAfter(now, 2),
      createdAt: daysBefore(now, 5),
    },
    {
      id: DELIVERED,
      userId: authorId,
      correcteurId: adminId,
      titre: 'Passage du Nord, recueil de nouvelles',
      description: 'Sept nouvelles, 96 pages. Relecture avant envoi à un éditeur.',
      statut: 'TERMINE',
      priorite: 'NORMALE',
      dateEcheance: daysBefore(now, 7),
      dateFinition: daysBefore(now, 9),
      amount: 59_900,
      paymentStatus: 'succeeded',
      createdAt: daysBefore(now, 21),
    },
  ];
}

/** The history of a commande up to EN_COURS: made, given its manuscript and then its corrector, begun. */
function begun(commandeId: string, number: number, people: Participants, createdAt: Date) {
  const { adminId, authorId } = people;
  const fileId = sampleId('file', commandeId === RUNNING ? 1 : 2);
  const step = (offset: number) => ({
    id: sampleId('historique', number + offset),
    commandeId,
    createdAt: daysBefore(createdAt, 0, offset),
  });
  return [
    { ...step(0), actorId: authorId, action: 'CREATION' as const, toStatut: 'EN_ATTENTE' as const },
    {
      ...step(1),
      actorId: authorId,
      action: 'FICHIER' as const,
      data: { fileIds: [fileId], change: 'added', kind: 'MANUSCRIT' },
    },
    { ...step(2), actorId: adminId, action: 'ASSIGNATION' as const, data: { correcteurId: adminId, previousId: null } },
    {
      ...step(3),
      actorId: adminId,
      action: 'STATUT' as const,
      fromStatut: 'EN_ATTENTE' as const,
      toStatut: 'EN_COURS' as const,
    },
  ];
}
