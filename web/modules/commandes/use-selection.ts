import { useState } from 'react';
import type { Commande } from '../../api/types.ts';

/** The chosen rows, among those that are shown: what a filter hides is no longer acted upon. */
export type Selection = {
  chosen: Commande[];
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  /** All rows, or none when all were chosen. */
  toggleAll: () => void;
  isWhole: boolean;
  clear: () => void;
};

export function useSelection(commandes: readonly Commande[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const chosen = commandes.filter(({ id }) => ids.has(id));
  const isWhole = commandes.length > 0 && chosen.length === commandes.length;
  return {
    chosen,
    isWhole,
    has: (id) => ids.has(id),
    toggle: (id) =>
      setIds((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set(before).add(id))),
    toggleAll: () => setIds(isWhole ? new Set() : new Set(commandes.map(({ id }) => id))),
    clear: () => setIds(new Set()),
  };
}
