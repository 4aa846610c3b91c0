import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

export const secondFactorsQuery = queryOptions({
  queryKey: ['second-factors'],
  queryFn: () => answer(api.GET('/api/users/me/second-factors')),
  staleTime: 0,
});
