import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { Role } from '../../api/types.ts';
import type { UsersSearch } from './routes.ts';

/** What a state of the address asks the API for. */
const ASKED = {
  actifs: { isActive: true },
  desactives: { isActive: false },
  'a-confirmer': { isConfirmed: false },
  'second-facteur': { hasSecondFactor: true },
  'sans-second-facteur': { hasSecondFactor: false },
} as const;

export function usersQuery({ etat, ...search }: UsersSearch) {
  const query = { limit: 30, ...search, ...(etat ? ASKED[etat] : {}) };
  return infiniteQueryOptions({
    queryKey: ['users', 'list', query],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/admin/users', { params: { query: { ...query, ...(pageParam ? { after: pageParam } : {}) } } }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => pages.flatMap((page) => page.items),
  });
}

export function personQuery(id: string) {
  return queryOptions({
    queryKey: ['users', 'one', id],
    queryFn: () => answer(api.GET('/api/admin/users/{id}', { params: { path: { id } } })),
  });
}

/** The newest commandes that are theirs, or that they correct. */
export function theirCommandesQuery(id: string, role: Role) {
  const whose = role === 'CORRECTOR' ? { correcteurId: id } : { clientId: id };
  return queryOptions({
    queryKey: ['commandes', 'of', id, role],
    queryFn: async () => answer(api.GET('/api/commandes', { params: { query: { ...whose, limit: 10 } } })),
  });
}
