import type { Db } from '#platform/db/db.ts';
import { findAdministratorIds, findCommandeSides } from './queries.ts';

/** The people a commande concerns. */
export interface Participants {
  readonly clientId: string;
  readonly correcteurId: string | null;
  /** Every active administrator: they see all commandes. */
  readonly administratorIds: readonly string[];
  /** All of the above, each once: whom a socket message about the commande goes to. */
  readonly everyone: readonly string[];
}

/** Null when the commande is gone. */
export async function participantsOf(db: Db, commandeId: string): Promise<Participants | null> {
  const commande = await findCommandeSides(db, commandeId);
  if (!commande) return null;
  const administratorIds = await findAdministratorIds(db);
  const { userId: clientId, correcteurId } = commande;
  const everyone = new Set([clientId, ...(correcteurId === null ? [] : [correcteurId]), ...administratorIds]);
  return { clientId, correcteurId, administratorIds, everyone: [...everyone] };
}
