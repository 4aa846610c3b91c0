import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

/** The ladder of versions from its first rung on, then what lies beside it. */
export function fichiersQuery(commandeId: string) {
  return queryOptions({
    queryKey: ['commandes', commandeId, 'fichiers'],
    queryFn: () => answer(api.GET('/api/commandes/{id}/fichiers', { params: { path: { id: commandeId }, query: {} } })),
    select: ({ items }) => items,
  });
}
