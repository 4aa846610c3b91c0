import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

const POLL_MS = 4_000;

/** Looked at again while one is being made. */
export const exportsQuery = queryOptions({
  queryKey: ['personal-data', 'exports'],
  queryFn: async () => (await answer(api.GET('/api/users/me/exports'))).items,
  staleTime: 0,
  refetchInterval: ({ state }) => (state.data?.some((one) => one.state === 'REQUESTED') ? POLL_MS : false),
});

export const consentsQuery = queryOptions({
  queryKey: ['personal-data', 'consents'],
  queryFn: async () => (await answer(api.GET('/api/users/me/consents'))).items,
});

export const erasuresQuery = infiniteQueryOptions({
  queryKey: ['personal-data', 'erasures'],
  queryFn: ({ pageParam }) =>
    answer(
      api.GET('/api/admin/erasures', { params: { query: { limit: 30, ...(pageParam ? { after: pageParam } : {}) } } }),
    ),
  initialPageParam: '',
  getNextPageParam: (page) => page.next,
  select: ({ pages }) => pages.flatMap((page) => page.items),
});
