import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

export const mailsQuery = queryOptions({
  queryKey: ['dev-mails'],
  queryFn: async () => (await answer(api.GET('/api/dev/mails'))).items,
  staleTime: 0,
});

export function mailQuery(id: string) {
  return queryOptions({
    queryKey: ['dev-mails', id],
    queryFn: () => answer(api.GET('/api/dev/mails/{id}', { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Development listens on this machine alone, so elsewhere it is not even asked. */
export function useIsDevelopment(): boolean {
  const isHere = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(location.hostname);
  const { isSuccess } = useQuery({ ...mailsQuery, enabled: isHere, retry: false, refetchOnWindowFocus: false });
  return isSuccess;
}
