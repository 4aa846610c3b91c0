import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

export const providersQuery = queryOptions({
  queryKey: ['oidc-providers'],
  queryFn: async () => (await answer(api.GET('/api/auth/oidc'))).items,
  staleTime: Number.POSITIVE_INFINITY,
});

export const identitiesQuery = queryOptions({
  queryKey: ['identities'],
  queryFn: async () => (await answer(api.GET('/api/users/me/identities'))).items,
});
