import type { Static } from 'typebox';
import type { Context } from '#platform/context.ts';
import { PRIORITE, type Priorite, type StatutCommande } from '#platform/db/database.gen.ts';
import type { Actor } from '#platform/http/actor.ts';
import { httpErrors } from '#platform/http/errors.ts';
import {
  type CursorValue,
  cursorDate,
  cutPage,
  decodeCursor,
  PAGE_LIMIT_DEFAULT,
  type Page,
} from '#platform/http/page.ts';
import { describeCommandes } from './describe-commandes.ts';
import { isOver, type ListFilters, type ListPlace, type ListSorting, listCommandeRows } from './queries.ts';
import { COMMANDE_SORTS, type Commande, type CommandeSort, type listCommandesContract } from './schema.ts';

type Query = Static<typeof listCommandesContract.query>;

/** A page of the commandes that the reader may see: four queries, however long it is. */
export async function listCommandes({ db }: Context, actor: Actor, query: Query): Promise<Page<Commande>> {
  const { limit = PAGE_LIMIT_DEFAULT } = query;
  const sorting = sortingOf(query.sort ?? '-createdAt');
  const place = placeOf(query.after, sorting);
  const rows = await listCommandeRows(db, actor, filtersOf(query), sorting, { limit, place });
  const { items, next } = cutPage(rows, limit, (row) => [
    nameOf(sorting),
    cursorValue(row.sortKey),
    row.id,
    isOver(row),
  ]);
  return { items: await describeCommandes(db, actor, items), next };
}

function sortingOf(sort: string): ListSorting {
  const descending = sort.startsWith('-');
  const name = descending ? sort.slice(1) : sort;
  return { key: COMMANDE_SORTS.find((known) => known === name) ?? 'createdAt', descending };
}

function nameOf({ key, descending }: ListSorting): string {
  return descending ? `-${key}` : key;
}

function filtersOf({ q = '', statut, priorite, correcteurId, clientId }: Query): ListFilters {
  return {
    words: q
      .split(/\s+/)
      .filter((word) => word !== '')
      .slice(0, 10),
    // The contract lets nothing but words of these lists through.
    statuts: (statut?.split(',') ?? []) as StatutCommande[],
    priorites: (priorite?.split(',') ?? []) as Priorite[],
    correcteurId: correcteurId === 'none' ? null : correcteurId,
    clientId,
  };
}

function cursorValue(sortKey: ListPlace['value']): string | number | null {
  return sortKey instanceof Date ? sortKey.toISOString() : sortKey;
}

/** A cursor belongs to the order it was made in. */
function placeOf(after: string | undefined, sorting: ListSorting): ListPlace | null {
  if (after === undefined) return null;
  const [name, value = null, id, wasOver] = decodeCursor(after, 4);
  if (name !== nameOf(sorting) || typeof id !== 'string' || typeof wasOver !== 'boolean')
    throw httpErrors.CURSOR_INVALID();
  return { value: placeValue(value, sorting.key), id, isOver: wasOver };
}

function placeValue(value: CursorValue, key: CommandeSort): ListPlace['value'] {
  switch (key) {
    case 'createdAt':
      return cursorDate(value);
    case 'dateEcheance':
      return value === null ? null : cursorDate(value);
    case 'priorite':
      if (typeof value !== 'number' || PRIORITE[value] === undefined) throw httpErrors.CURSOR_INVALID();
      return value;
    case 'titre':
      if (typeof value !== 'string') throw httpErrors.CURSOR_INVALID();
      return value;
  }
}
