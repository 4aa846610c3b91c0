import { queryOptions, useQuery } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';
import { answer, api } from './client.ts';
import { queryClient } from './query-client.ts';
import { armReauthentication, isReauthenticationArmed } from './reauthentication.ts';
import type { Person, User } from './types.ts';

/** Who is signed in here; null when nobody is. A session that ends meanwhile is an error: the person stays known. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<User | null> => {
    try {
      const { user, impersonator, consentsOwed } = await answer(api.GET('/api/auth/me'));
      queryClient.setQueryData(owedQuery.queryKey, consentsOwed);
      queryClient.setQueryData(impersonatorQuery.queryKey, impersonator);
      remember(true);
      return user;
    } catch (error) {
      const isNobody = error instanceof ApiError && error.status === 401 && !isReauthenticationArmed();
      if (!isNobody) throw error;
      remember(false);
      return null;
    }
  },
  staleTime: 5 * 60_000,
});

/** What the person signed in has to agree to before anything else; known with the session. */
export const owedQuery = queryOptions({
  queryKey: ['consents-owed'],
  queryFn: async () => (await answer(api.GET('/api/auth/me'))).consentsOwed,
  staleTime: Number.POSITIVE_INFINITY,
});

/** The administrator who acts as the person signed in; known with the session. */
const impersonatorQuery = queryOptions({
  queryKey: ['impersonator'],
  queryFn: (): Person | null => null,
  enabled: false,
});

export function useImpersonator(): Person | null {
  return useQuery(impersonatorQuery).data ?? null;
}

/** As whom an administrator acts here; null for whoever is themselves. */
export function actedAs(): string | null {
  const isActing = Boolean(queryClient.getQueryData(impersonatorQuery.queryKey));
  return isActing ? (queryClient.getQueryData(sessionQuery.queryKey)?.id ?? null) : null;
}

/** The person signed in. Only pages under `/app` call it: the route lets nobody else in. */
export function useMe(): User {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error('useMe is called outside /app');
  return data;
}

const HINT = 'staka.signed-in';

/** Whether somebody signed in here last time: spares the doors a question whose answer is known. */
export function wasSignedIn(): boolean {
  return localStorage.getItem(HINT) !== null;
}

/** Records who has just signed in, and forgets what another person had fetched. */
export function enter(user: User): void {
  const before = queryClient.getQueryData(sessionQuery.queryKey);
  if (before?.id !== user.id) queryClient.removeQueries({ type: 'inactive' });
  queryClient.setQueryData(sessionQuery.queryKey, user);
  remember(true);
}

/** Forgets who was signed in: outside `/app`, whose pages cannot be without their person. */
export function leave(): void {
  remember(false);
  queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
}

let leaves = false;

/** Ends the session by an act of its person, who need not be told that it was closed. */
export async function leaveBy<Result>(act: () => Promise<Result>): Promise<Result> {
  leaves = true;
  try {
    return await act();
  } catch (error) {
    leaves = false;
    throw error;
  }
}

/** Forgets that somebody was signed in, and loads another page: what is known of them goes with this one. */
export function leaveFor(address: string): void {
  remember(false);
  location.assign(address);
}

/**
 * When the server closed the socket because the session is over: somebody closed it, here or from another device. Goes
 * to the door, and from there back to this page; what was being written is kept as through a reload.
 */
export async function leaveWhenClosed(): Promise<void> {
  const answered = await fetch('/api/auth/me').catch(() => null);
  // In another tab of this browser somebody may have signed in again meanwhile.
  if (leaves || answered?.status !== 401) return;
  leaveFor(`/login?${new URLSearchParams({ to: location.pathname + location.search, fermee: '1' })}`);
}

function remember(signedIn: boolean): void {
  armReauthentication(signedIn);
  if (signedIn) localStorage.setItem(HINT, '1');
  else localStorage.removeItem(HINT);
}
