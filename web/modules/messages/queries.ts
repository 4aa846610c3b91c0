import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import type { Message } from '../../api/types.ts';

type MessagePages = InfiniteData<{ items: Message[]; next: string | null }, string>;

const PAGE = 40;

/** The conversation of a commande, newest first, page by page into the past. */
export function messagesQuery(commandeId: string) {
  return infiniteQueryOptions({
    queryKey: ['commandes', commandeId, 'messages'],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/commandes/{id}/messages', {
          params: { path: { id: commandeId }, query: { limit: PAGE, ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
}

/** Shows a message that the server has just accepted, without waiting for the conversation to be fetched again. */
export function showMessage(message: Message): void {
  queryClient.setQueryData<MessagePages>(messagesQuery(message.commandeId).queryKey, (data) => {
    const [first, ...others] = data?.pages ?? [];
    if (!data || !first || first.items.some(({ id }) => id === message.id)) return data;
    return { ...data, pages: [{ ...first, items: [message, ...first.items] }, ...others] };
  });
}
