import type { CommandeRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { commandeAccess } from './policy.ts';
import { presentCommande } from './present.ts';
import { countFiles, countUnread, findPersons } from './queries.ts';
import type { Commande } from './schema.ts';
import { sidesOf } from './sides.ts';

/** Commandes as one reader sees them: three more queries, however many there are. */
export async function describeCommandes(db: Db, actor: Actor, rows: readonly CommandeRow[]): Promise<Commande[]> {
  const ids = rows.map(({ id }) => id);
  const [persons, unread, files] = await Promise.all([
    findPersons(
      db,
      rows.flatMap(({ userId, correcteurId }) => [userId, correcteurId]),
    ),
    countUnread(db, actor, ids),
    countFiles(db, ids),
  ]);
  const now = Temporal.Now.instant();
  return rows.map((commande) => {
    const counts = files.get(commande.id) ?? { files: 0, corrections: 0 };
    const unreadMessages = unread.get(commande.id) ?? 0;
    const access = { commande, actor, sides: sidesOf(commande, actor) };
    return presentCommande(access, { persons, unreadMessages, now, ...counts });
  });
}

/**
 * One commande as it is now.
 * @throws COMMANDE_NOT_FOUND when the actor sees it no longer
 */
export async function describeCommande(db: Db, actor: Actor, id: string): Promise<Commande> {
  const { commande } = await commandeAccess(db, actor, id);
  const [described] = await describeCommandes(db, actor, [commande]);
  if (!described) throw new Error('describeCommandes() left a commande out');
  return described;
}
