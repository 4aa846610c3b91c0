import { useInfiniteQuery } from '@tanstack/react-query';
import { NotificationList } from './notification-list.tsx';
import { notificationsQuery, RECENT } from './queries.ts';

/** What the bell's panel holds. */
export function RecentNotifications(props: { onChoose: () => void }) {
  const query = useInfiniteQuery(notificationsQuery(RECENT));
  return <NotificationList query={query} compact onChoose={props.onChoose} />;
}
