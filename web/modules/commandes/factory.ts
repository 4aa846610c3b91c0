import type { Commande, Historique, Message, Person } from '../../api/types.ts';

/** Builders for the tests of the rules of these screens: each test says only what it is about. */
export function aPerson(given: Partial<Person> = {}): Person {
  return { id: 'julien', prenom: 'Julien', nom: 'Moreau', avatar: null, role: 'USER', ...given };
}

export function aCommande(given: Partial<Commande> = {}): Commande {
  return {
    id: 'c1',
    titre: 'Les oiseaux du fleuve',
    description: null,
    statut: 'EN_COURS',
    priorite: 'NORMALE',
    dateEcheance: null,
    dateFinition: null,
    createdAt: '2026-11-01T09:00:00Z',
    updatedAt: '2026-11-01T09:00:00Z',
    suspendedAt: null,
    amountCents: null,
    client: aPerson(),
    correcteur: aPerson({ id: 'claire', prenom: 'Claire', nom: 'Petit', role: 'CORRECTOR' }),
    unreadMessages: 0,
    fileCount: 1,
    transitions: [],
    may: {
      edit: false,
      upload: true,
      message: true,
      assign: false,
      deliver: false,
      annotateClient: false,
      annotateCorrecteur: false,
    },
    deadline: { at: null, paused: false, remainingSeconds: null },
    ...given,
  };
}

/** A deadline, and how far away it is from `now`. */
export function dueAt(at: string, now: Date, paused = false): Pick<Commande, 'deadline'> {
  const remainingSeconds = Math.trunc((Date.parse(at) - now.getTime()) / 1000);
  return { deadline: { at, paused, remainingSeconds } };
}

export function aMessage(id: string, createdAt: string, sender = aPerson({ id: 'claire' })): Message {
  return { id, commandeId: 'c1', sender, content: id, type: 'USER_MESSAGE', isRead: false, createdAt, attachments: [] };
}

export function anEvent(id: string, createdAt: string, given: Partial<Historique> = {}): Historique {
  return {
    id,
    action: 'STATUT',
    fromStatut: 'EN_ATTENTE',
    toStatut: 'EN_COURS',
    reason: null,
    data: {},
    actor: aPerson(),
    createdAt,
    ...given,
  };
}
