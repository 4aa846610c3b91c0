import type { Context } from '#platform/context.ts';
import { cutDatedPage, datedPlace, PAGE_LIMIT_DEFAULT, type Page } from '#platform/http/page.ts';
import type { Allowed } from '#platform/http/policy.ts';
import type { CommandeAccess } from './policy.ts';
import { historiqueData, presentHistorique } from './present.ts';
import { findFilenames, findPersons, listHistorique } from './queries.ts';
import type { Historique } from './schema.ts';

/** What happened to a commande, newest first, with the people and the files it names: three queries a page. */
export async function readHistorique(
  { db }: Context,
  { commande }: Allowed<'commande.read', CommandeAccess>,
  { limit = PAGE_LIMIT_DEFAULT, after }: { limit?: number; after?: string },
): Promise<Page<Historique>> {
  const rows = await listHistorique(db, commande.id, { limit, after: datedPlace(after) });
  const page = cutDatedPage(rows, limit);
  const data = page.items.map(historiqueData);
  const [persons, filenames] = await Promise.all([
    findPersons(db, [
      ...page.items.map(({ actorId }) => actorId),
      ...data.flatMap(({ correcteurId = null, previousId = null }) => [correcteurId, previousId]),
    ]),
    findFilenames(
      db,
      data.flatMap(({ fileIds = [] }) => fileIds),
    ),
  ]);
  return { items: page.items.map((row) => presentHistorique(row, { persons, filenames })), next: page.next };
}
