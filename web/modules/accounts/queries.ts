import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

export const quotaQuery = queryOptions({
  queryKey: ['quota'],
  queryFn: () => answer(api.GET('/api/users/me/quota')),
});
