import type { Commande, StatutCommande } from '../../api/types.ts';

/** What a change of statut is called by people. */
export type TransitionKind = 'start' | 'suspend' | 'resume' | 'cancel' | 'reopen';

export type OpenTransition = { kind: TransitionKind; to: StatutCommande; reasonRequired: boolean };

/** The changes that the API offers now; a commande ends by a delivery, which has its own dialog. */
export function openTransitions({ statut, transitions }: Pick<Commande, 'statut' | 'transitions'>): OpenTransition[] {
  return transitions
    .filter(({ to }) => to !== 'TERMINE')
    .map(({ to, reasonRequired }) => ({ kind: kindOf(statut, to), to, reasonRequired }));
}

export function kindOf(from: StatutCommande | null, to: StatutCommande): TransitionKind {
  if (to === 'SUSPENDUE') return 'suspend';
  if (to === 'ANNULEE') return 'cancel';
  if (from === 'SUSPENDUE') return 'resume';
  return from === 'TERMINE' ? 'reopen' : 'start';
}
