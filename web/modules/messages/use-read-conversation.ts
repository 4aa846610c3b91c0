import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useState } from 'react';
import { answer, api } from '../../api/client.ts';
import type { Commande, Message } from '../../api/types.ts';

/** Marks the conversation as read, up to its newest message, while its end is on the screen and the page is looked at. */
export function useReadConversation(
  commande: Commande,
  newest: Message | undefined,
  end: RefObject<HTMLElement | null>,
): void {
  const client = useQueryClient();
  const seen = useIsSeen(end);
  const upTo = seen && commande.unreadMessages > 0 ? newest?.id : undefined;
  useEffect(() => {
    if (upTo === undefined) return;
    const call = api.PUT('/api/commandes/{id}/messages/lecture', {
      params: { path: { id: commande.id } },
      body: { upTo },
    });
    void answer(call).then(
      ({ unread }) => {
        client.setQueryData<Commande>(['commandes', commande.id], (data) =>
          data ? { ...data, unreadMessages: unread } : data,
        );
        void client.invalidateQueries({ queryKey: ['commandes', 'list'] });
        void client.invalidateQueries({ queryKey: ['notifications'] });
      },
      () => {}, // it stays unread, and is marked the next time it is seen
    );
  }, [client, commande.id, upTo]);
}

function useIsSeen(element: RefObject<HTMLElement | null>): boolean {
  const [onScreen, setOnScreen] = useState(false);
  const [looked, setLooked] = useState(isLookedAt);
  useEffect(() => {
    const update = () => setLooked(isLookedAt());
    document.addEventListener('visibilitychange', update);
    return () => document.removeEventListener('visibilitychange', update);
  }, []);
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver(([entry]) => setOnScreen(entry?.isIntersecting ?? false));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return onScreen && looked;
}

function isLookedAt(): boolean {
  return document.visibilityState === 'visible';
}
