import { infiniteQueryOptions, queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

export const countersQuery = queryOptions({
  queryKey: ['notifications', 'compteurs'],
  queryFn: () => answer(api.GET('/api/notifications/compteurs')),
});

/** What is unread: notifications, and messages of commandes. */
export function useCounters(): { notifications: number; messages: number } | undefined {
  return useQuery(countersQuery).data;
}

/** The panel's part of the list. */
export const RECENT = { unread: false, limit: 8 };

export function notificationsQuery(filter: { unread: boolean; limit: number }) {
  return infiniteQueryOptions({
    queryKey: ['notifications', 'list', filter],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/notifications', {
          params: {
            query: {
              limit: filter.limit,
              ...(filter.unread ? { unread: true } : {}),
              ...(pageParam ? { after: pageParam } : {}),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => pages.flatMap((page) => page.items),
  });
}
