import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { type CommandesSearch, toQuery } from './search.ts';

const PAGE = 30;

export function commandeQuery(id: string) {
  return queryOptions({
    queryKey: ['commandes', id],
    queryFn: () => answer(api.GET('/api/commandes/{id}', { params: { path: { id } } })),
  });
}

export function commandesQuery(search: CommandesSearch, limit = PAGE) {
  return infiniteQueryOptions({
    queryKey: ['commandes', 'list', search, limit],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/commandes', {
          params: { query: { ...toQuery(search), limit, ...(pageParam ? { after: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => pages.flatMap((page) => page.items),
    placeholderData: (before) => before,
  });
}

export function historiqueQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['commandes', id, 'historique'],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/commandes/{id}/historique', {
          params: { path: { id }, query: { limit: PAGE, ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
}

export const correcteursQuery = queryOptions({
  queryKey: ['correcteurs'],
  queryFn: () => answer(api.GET('/api/correcteurs')),
  select: ({ items }) => items,
  staleTime: 0,
});
