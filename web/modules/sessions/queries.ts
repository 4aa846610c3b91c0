import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

/** Their sessions, those that have ended, too. Without a person: one's own. */
export function sessionsQuery(userId: string | null) {
  const query = { state: 'all', limit: 100 } as const;
  return queryOptions({
    queryKey: ['sessions', userId ?? 'mine'],
    queryFn: async () => {
      if (userId === null) return (await answer(api.GET('/api/users/me/sessions', { params: { query } }))).items;
      const path = { id: userId };
      return (await answer(api.GET('/api/admin/users/{id}/sessions', { params: { path, query } }))).items;
    },
    staleTime: 0,
  });
}

/** Closes a session, which stays in the list; of a person, or one's own. */
export function revokeSession(userId: string | null, id: string) {
  if (userId === null) return answer(api.POST('/api/users/me/sessions/{id}/revocation', { params: { path: { id } } }));
  const path = { id: userId, sessionId: id };
  return answer(api.POST('/api/admin/users/{id}/sessions/{sessionId}/revocation', { params: { path } }));
}

/** Takes a session off the list. */
export function removeSession(userId: string | null, id: string) {
  if (userId === null) return answer(api.DELETE('/api/users/me/sessions/{id}', { params: { path: { id } } }));
  const path = { id: userId, sessionId: id };
  return answer(api.DELETE('/api/admin/users/{id}/sessions/{sessionId}', { params: { path } }));
}

/** All but the one this is asked with. */
export function revokeOtherSessions(userId: string | null) {
  if (userId === null) return answer(api.POST('/api/users/me/sessions/revoke-all'));
  return answer(api.POST('/api/admin/users/{id}/sessions/revoke-all', { params: { path: { id: userId } } }));
}
