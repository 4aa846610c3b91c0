import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

export const emailQuery = queryOptions({
  queryKey: ['email'],
  queryFn: () => answer(api.GET('/api/users/me/email')),
  staleTime: 0,
});

/** One's address, and the change of it that waits to be confirmed. */
export type EmailAnswer = Awaited<ReturnType<NonNullable<typeof emailQuery.queryFn>>>;
