import type { CommandeRow, StatutCommande } from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';

const OPEN: readonly StatutCommande[] = ['EN_ATTENTE', 'EN_COURS', 'SUSPENDUE'];

/** The commandes that somebody still corrects, locked, always in the same order. */
export async function lockCorrected(tx: Db, correcteurId: string): Promise<Pick<CommandeRow, 'id'>[]> {
  const query = tx
    .selectFrom('commandes')
    .select('id')
    .where('correcteurId', '=', correcteurId)
    .where('statut', 'in', OPEN)
    .orderBy('id');
  return capabilities(tx).lockRow(query).execute();
}
