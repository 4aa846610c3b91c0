import type { StatutCommande } from '#platform/db/database.gen.ts';
import { commandeErrors } from './errors.ts';
import type { Side } from './sides.ts';
import { STATUT_WORDS } from './words.ts';

/** What must hold, besides who asks, for a transition to happen. */
export type Condition = 'CORRECTEUR_ASSIGNE' | 'CORRECTION_LIVREE' | 'STATUT_AVANT_PAUSE' | 'MOINS_DE_30_JOURS';

export interface Transition {
  readonly from: StatutCommande;
  readonly to: StatutCommande;
  readonly who: readonly Side[];
  readonly reasonRequired: boolean;
  readonly conditions: readonly Condition[];
}

/** How long a delivered commande may be taken up again. */
export const REOPEN_DAYS = 30;

const CORRECTION: readonly Side[] = ['correcteur', 'administrateur'];
const ADMINISTRATION: readonly Side[] = ['administrateur'];
const CLIENT: readonly Side[] = ['client', 'administrateur'];

/**
 * Every change of statut there is. What the API offers as `transitions`, what it refuses, and the picture in
 * `docs/workflow.md` are made from this table.
 */
export const TRANSITIONS: readonly Transition[] = [
  transition('EN_ATTENTE', 'EN_COURS', CORRECTION, false, ['CORRECTEUR_ASSIGNE']),
  transition('EN_ATTENTE', 'SUSPENDUE', CORRECTION, true),
  transition('EN_ATTENTE', 'ANNULEE', CLIENT, true),
  transition('EN_COURS', 'TERMINE', CORRECTION, false, ['CORRECTION_LIVREE']),
  transition('EN_COURS', 'SUSPENDUE', CORRECTION, true),
  transition('EN_COURS', 'ANNULEE', ADMINISTRATION, true),
  transition('SUSPENDUE', 'EN_ATTENTE', CORRECTION, true, ['STATUT_AVANT_PAUSE']),
  transition('SUSPENDUE', 'EN_COURS', CORRECTION, true, ['STATUT_AVANT_PAUSE']),
  transition('SUSPENDUE', 'ANNULEE', ADMINISTRATION, true),
  transition('TERMINE', 'EN_COURS', ADMINISTRATION, true, ['MOINS_DE_30_JOURS']),
];

/** What of a commande decides its transitions. */
export interface WorkflowState {
  readonly statut: StatutCommande;
  readonly correcteurId: string | null;
  readonly statutAvantPause: StatutCommande | null;
  readonly dateFinition: Date | null;
  /** How many corrected files that are not deleted it has. */
  readonly corrections: number;
}

/** The transitions open to someone now: the buttons of the screens. */
export function openTransitions(state: WorkflowState, sides: readonly Side[], now: Temporal.Instant): Transition[] {
  return TRANSITIONS.filter(
    (candidate) =>
      candidate.from === state.statut &&
      isFor(candidate, sides) &&
      candidate.conditions.every((condition) => holds(condition, candidate, state, now)),
  );
}

/**
 * The transition that someone asks for.
 * @throws COMMANDE_TRANSITION_REFUSED when there is none, COMMANDE_TRANSITION_FORBIDDEN when it is for others,
 * COMMANDE_REASON_REQUIRED, or the code of the condition that does not hold
 */
export function requireTransition(
  state: WorkflowState,
  request: { to: StatutCommande; reason: string | null; sides: readonly Side[]; now: Temporal.Instant },
): Transition {
  const { to, reason, sides, now } = request;
  const found = TRANSITIONS.find((candidate) => candidate.from === state.statut && candidate.to === to);
  if (!found) throw commandeErrors.COMMANDE_TRANSITION_REFUSED(words(state.statut, to));
  if (!isFor(found, sides)) throw commandeErrors.COMMANDE_TRANSITION_FORBIDDEN(words(state.statut, to));
  const broken = found.conditions.find((condition) => !holds(condition, found, state, now));
  if (broken) throw refusal(broken, found);
  if (found.reasonRequired && reason === null) throw commandeErrors.COMMANDE_REASON_REQUIRED();
  return found;
}

function transition(
  from: StatutCommande,
  to: StatutCommande,
  who: readonly Side[],
  reasonRequired: boolean,
  conditions: readonly Condition[] = [],
): Transition {
  return { from, to, who, reasonRequired, conditions };
}

function isFor(candidate: Transition, sides: readonly Side[]): boolean {
  return candidate.who.some((side) => sides.includes(side));
}

function holds(condition: Condition, { to }: Transition, state: WorkflowState, now: Temporal.Instant): boolean {
  switch (condition) {
    case 'CORRECTEUR_ASSIGNE':
      return state.correcteurId !== null;
    case 'CORRECTION_LIVREE':
      return state.corrections > 0;
    case 'STATUT_AVANT_PAUSE':
      return (state.statutAvantPause ?? 'EN_ATTENTE') === to;
    case 'MOINS_DE_30_JOURS':
      return state.dateFinition !== null && isRecent(state.dateFinition, now);
  }
}

function isRecent(date: Date, now: Temporal.Instant): boolean {
  const until = date.toTemporalInstant().add({ hours: 24 * REOPEN_DAYS });
  return Temporal.Instant.compare(now, until) <= 0;
}

function refusal(condition: Condition, { from, to }: Transition) {
  switch (condition) {
    case 'CORRECTEUR_ASSIGNE':
      return commandeErrors.COMMANDE_CORRECTEUR_REQUIRED();
    case 'CORRECTION_LIVREE':
      return commandeErrors.COMMANDE_CORRECTION_REQUIRED();
    case 'STATUT_AVANT_PAUSE':
      return commandeErrors.COMMANDE_TRANSITION_REFUSED(words(from, to));
    case 'MOINS_DE_30_JOURS':
      return commandeErrors.COMMANDE_REOPEN_TOO_LATE({ days: REOPEN_DAYS });
  }
}

function words(from: StatutCommande, to: StatutCommande) {
  return { from: STATUT_WORDS[from], to: STATUT_WORDS[to] };
}
