import type { Priorite, StatutCommande } from '../../api/types.ts';

export const STATUTS = [
  'EN_ATTENTE',
  'EN_COURS',
  'SUSPENDUE',
  'TERMINE',
  'ANNULEE',
] as const satisfies readonly StatutCommande[];
export const PRIORITES = ['URGENTE', 'HAUTE', 'NORMALE', 'FAIBLE'] as const satisfies readonly Priorite[];
export const TRIS = ['recent', 'echeance', 'priorite', 'titre'] as const;
export type Tri = (typeof TRIS)[number];

/** The filters of a list of commandes, as they stand in its address. */
export type CommandesSearch = { q?: string; statut?: string; priorite?: Priorite; correcteur?: string; tri?: Tri };

const SORTS: Record<Tri, string> = {
  recent: '-createdAt',
  echeance: 'dateEcheance',
  priorite: '-priorite',
  titre: 'titre',
};

export function readSearch(search: Record<string, unknown>): CommandesSearch {
  const { q, correcteur } = search;
  const statuts = statutsOf({ statut: typeof search['statut'] === 'string' ? search['statut'] : '' });
  const priorite = PRIORITES.find((one) => one === search['priorite']);
  const tri = TRIS.find((one) => one === search['tri']);
  return {
    ...(typeof q === 'string' && q !== '' ? { q } : {}),
    ...(statuts.length > 0 ? { statut: statuts.join() } : {}),
    ...(priorite ? { priorite } : {}),
    ...(typeof correcteur === 'string' && correcteur !== '' ? { correcteur } : {}),
    ...(tri && tri !== 'recent' ? { tri } : {}),
  };
}

export function statutsOf({ statut }: Pick<CommandesSearch, 'statut'>): StatutCommande[] {
  const wanted = statut?.split(',') ?? [];
  return STATUTS.filter((one) => wanted.includes(one));
}

export function toggleStatut(search: CommandesSearch, statut: StatutCommande): CommandesSearch {
  const before = statutsOf(search);
  const after = before.includes(statut) ? before.filter((one) => one !== statut) : [...before, statut];
  return readSearch({ ...search, statut: after.join() });
}

export function isFiltered({ q, statut, priorite, correcteur }: CommandesSearch): boolean {
  return Boolean(q || statut || priorite || correcteur);
}

/** The same filters as the API names them. */
export function toQuery(search: CommandesSearch): Record<string, string> {
  const { q, statut, priorite, correcteur, tri } = search;
  return {
    ...(q ? { q } : {}),
    ...(statut ? { statut } : {}),
    ...(priorite ? { priorite } : {}),
    ...(correcteur ? { correcteurId: correcteur } : {}),
    sort: SORTS[tri ?? 'recent'],
  };
}
