import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

/** What whoever opens an account agrees to. */
export const askedQuery = queryOptions({
  queryKey: ['consents-asked'],
  queryFn: async () => (await answer(api.GET('/api/auth/consents'))).items,
  staleTime: Number.POSITIVE_INFINITY,
});
