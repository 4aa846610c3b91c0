import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useWords } from '../../i18n/words.tsx';
import { useRealtimeMessage } from '../../realtime/realtime.tsx';
import { announce } from '../../ui/live-region.tsx';
import { notificationsQuery, RECENT } from './queries.ts';

/** Has what arrives said by screen readers, wherever one is. */
export function useNotificationNews(): void {
  const client = useQueryClient();
  const words = useWords().notifications;
  const said = useRef<string | null>(null);
  useRealtimeMessage(async (message) => {
    if (message.type !== 'notification.created') return;
    const { pages } = await client.fetchInfiniteQuery({ ...notificationsQuery(RECENT), staleTime: 0 });
    const newest = pages[0]?.items.find((item) => item.id === message.notificationId);
    if (!newest || said.current === newest.id) return;
    said.current = newest.id;
    announce(words.arrived(newest.title));
  });
}
