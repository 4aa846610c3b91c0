import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import CheckCheck from 'lucide-react/icons/check-check';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { FilterLink, FilterLinks } from '../../ui/filter-links.tsx';
import { Page } from '../../ui/page.tsx';
import { useMarkAllRead } from './mutations.ts';
import { NotificationList } from './notification-list.tsx';
import { notificationsQuery, useCounters } from './queries.ts';
import { useListWords } from './use-list-words.ts';

const route = getRouteApi('/app/notifications');

export function NotificationsPage() {
  const { title } = useWords().notifications;
  const words = useListWords();
  const { filtre } = route.useSearch();
  const unread = useCounters()?.notifications ?? 0;
  const markAllRead = useMarkAllRead();
  return (
    <Page
      title={title}
      actions={
        unread > 0 ? (
          <Button onClick={() => markAllRead.mutate()} pending={markAllRead.isPending}>
            <CheckCheck aria-hidden className="icon" />
            {words.markAllRead}
          </Button>
        ) : null
      }
    >
      <div className="grid gap-6">
        <FilterLinks label={words.filter}>
          <FilterLink to="/app/notifications" search={{}}>
            {words.all}
          </FilterLink>
          <FilterLink to="/app/notifications" search={{ filtre: 'non-lues' }}>
            {words.unread}
          </FilterLink>
        </FilterLinks>
        <Notifications unread={filtre === 'non-lues'} />
      </div>
    </Page>
  );
}

function Notifications(props: { unread: boolean }) {
  const words = useWords().ui;
  const query = useInfiniteQuery(notificationsQuery({ unread: props.unread, limit: 30 }));
  return (
    <div className="overflow-hidden rounded-md border border-line bg-surface">
      <NotificationList query={query} unreadOnly={props.unread} />
      {query.hasNextPage ? (
        <div className="border-line border-t p-3 text-center">
          <Button look="quiet" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {words.more}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
