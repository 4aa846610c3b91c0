import type { CommandeRow } from '#platform/db/database.gen.ts';
import type { Actor } from '#platform/http/actor.ts';

/** On which side of a commande someone stands; an administrator may stand on two. */
export const SIDES = ['client', 'correcteur', 'administrateur'] as const;
export type Side = (typeof SIDES)[number];

/** Nothing at all for whoever has no business with the commande. */
export function sidesOf(
  commande: Pick<CommandeRow, 'userId' | 'correcteurId'>,
  actor: Pick<Actor, 'userId' | 'role'>,
): Side[] {
  return SIDES.filter((side) => standsOn(side, commande, actor));
}

/** Whoever is on no side but the administrators' looks at what is others'. */
export function isParty(sides: readonly Side[]): boolean {
  return sides.some((side) => side !== 'administrateur');
}

function standsOn(
  side: Side,
  commande: Pick<CommandeRow, 'userId' | 'correcteurId'>,
  actor: Pick<Actor, 'userId' | 'role'>,
): boolean {
  switch (side) {
    case 'client':
      return commande.userId === actor.userId;
    case 'correcteur':
      // Someone who is no corrector any more loses what they were assigned.
      return commande.correcteurId === actor.userId && (actor.role === 'CORRECTOR' || actor.role === 'ADMIN');
    case 'administrateur':
      return actor.role === 'ADMIN';
  }
}
