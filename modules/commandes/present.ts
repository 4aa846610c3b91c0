import type { CommandeHistoriqueRow } from '#platform/db/database.gen.ts';
import { remainingSeconds } from './deadline.ts';
import { type CommandeAccess, isOpen, mayAnnotate, mayDeliverNow, mayEditNow, mayUploadTo } from './policy.ts';
import type { PersonRow } from './queries.ts';
import type { Commande, Historique } from './schema.ts';
import { openTransitions } from './workflow.ts';

/** What surrounds a commande on its way out. */
export interface Surroundings {
  readonly persons: ReadonlyMap<string, PersonRow>;
  readonly unreadMessages: number;
  readonly files: number;
  readonly corrections: number;
  readonly now: Temporal.Instant;
}

export function presentCommande(access: CommandeAccess, around: Surroundings): Commande {
  const { commande } = access;
  return {
    id: commande.id,
    titre: commande.titre,
    description: commande.description,
    statut: commande.statut,
    priorite: commande.priorite,
    dateEcheance: iso(commande.dateEcheance),
    dateFinition: iso(commande.dateFinition),
    createdAt: commande.createdAt.toISOString(),
    updatedAt: commande.updatedAt.toISOString(),
    suspendedAt: iso(commande.suspendedAt),
    amountCents: commande.amount,
    client: presentPerson(around.persons, commande.userId) ?? nobody(commande.userId),
    correcteur: presentPerson(around.persons, commande.correcteurId),
    // Left out, and not null: whoever may not read a note does not learn whether there is one.
    ...(mayAnnotate(access, 'noteClient') ? { noteClient: commande.noteClient } : {}),
    ...(mayAnnotate(access, 'noteCorrecteur') ? { noteCorrecteur: commande.noteCorrecteur } : {}),
    unreadMessages: around.unreadMessages,
    fileCount: around.files,
    transitions: presentTransitions(access, around),
    may: presentRights(access),
    deadline: presentDeadline(access, around.now),
  };
}

interface HistoriqueSurroundings {
  readonly persons: ReadonlyMap<string, PersonRow>;
  readonly filenames: ReadonlyMap<string, string>;
}

/** What a line of the history concerns, as the verbs write it. */
export interface HistoriqueData {
  readonly fields?: string[];
  readonly correcteurId?: string | null;
  readonly previousId?: string | null;
  readonly fileIds?: string[];
  readonly kind?: string;
  readonly change?: string;
}

export function presentHistorique(row: CommandeHistoriqueRow, around: HistoriqueSurroundings): Historique {
  return {
    id: row.id,
    action: row.action,
    fromStatut: row.fromStatut,
    toStatut: row.toStatut,
    reason: row.reason,
    data: presentData(historiqueData(row), around),
    actor: presentPerson(around.persons, row.actorId),
    createdAt: row.createdAt.toISOString(),
  };
}

export function historiqueData({ data }: Pick<CommandeHistoriqueRow, 'data'>): HistoriqueData {
  return (data ?? {}) as HistoriqueData; // only the verbs of this module write it
}

export function presentPerson(persons: ReadonlyMap<string, PersonRow>, id: string | null): PersonRow | null {
  const person = id === null ? undefined : persons.get(id);
  if (!person) return null;
  const { prenom, nom, avatar, role } = person;
  return { id: person.id, prenom, nom, avatar, role };
}

function presentTransitions({ commande, sides }: CommandeAccess, { corrections, now }: Surroundings) {
  return openTransitions({ ...commande, corrections }, sides, now).map(({ to, reasonRequired }) => ({
    to,
    reasonRequired,
  }));
}

function presentRights(access: CommandeAccess): Commande['may'] {
  return {
    edit: mayEditNow(access),
    upload: mayUploadTo(access),
    message: true,
    assign: access.sides.includes('administrateur') && isOpen(access.commande),
    deliver: mayDeliverNow(access),
    annotateClient: mayAnnotate(access, 'noteClient'),
    annotateCorrecteur: mayAnnotate(access, 'noteCorrecteur'),
  };
}

function presentDeadline({ commande }: CommandeAccess, now: Temporal.Instant): Commande['deadline'] {
  return {
    at: iso(commande.dateEcheance),
    paused: commande.statut === 'SUSPENDUE',
    remainingSeconds: remainingSeconds(commande, now),
  };
}

function presentData(data: HistoriqueData, { persons, filenames }: HistoriqueSurroundings): Historique['data'] {
  const { fields, correcteurId, previousId, fileIds, kind, change } = data;
  return {
    ...(fields ? { fields } : {}),
    ...(correcteurId === undefined ? {} : { correcteur: presentPerson(persons, correcteurId) }),
    ...(previousId === undefined ? {} : { previous: presentPerson(persons, previousId) }),
    ...(fileIds ? { files: fileIds.map((id) => ({ id, filename: filenames.get(id) ?? '' })) } : {}),
    ...(kind === undefined ? {} : { kind }),
    ...(change === undefined ? {} : { change }),
  };
}

/** The client was erased between two queries of this answer. */
function nobody(id: string): PersonRow {
  return { id, prenom: '', nom: '', avatar: null, role: 'USER' };
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
