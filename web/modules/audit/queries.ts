import { infiniteQueryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { type AuditSearch, queryOf } from './search.ts';

export function auditQuery(search: AuditSearch, limit = 50) {
  return infiniteQueryOptions({
    queryKey: ['audit', search, limit],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/admin/audit', {
          params: { query: { limit, ...queryOf(search), ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => pages.flatMap((page) => page.items),
    staleTime: 0,
  });
}
