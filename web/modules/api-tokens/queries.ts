import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

export const apiTokensQuery = queryOptions({
  queryKey: ['api-tokens'],
  queryFn: async () => (await answer(api.GET('/api/users/me/api-tokens'))).items,
});
