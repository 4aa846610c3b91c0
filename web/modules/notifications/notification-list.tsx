import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import BellOff from 'lucide-react/icons/bell-off';
import X from 'lucide-react/icons/x';
import type { ReactNode } from 'react';
import type { Notification } from '../../api/types.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { Time } from '../../ui/time.tsx';
import { useDismiss, useMarkRead } from './mutations.ts';
import { useListWords } from './use-list-words.ts';

/** Notifications in their four faces. `compact` is the panel's: no dismissing, smaller margins. */
export function NotificationList(props: {
  query: UseInfiniteQueryResult<Notification[]>;
  compact?: boolean;
  unreadOnly?: boolean;
  onChoose?: () => void;
}) {
  const words = useListWords();
  const { query, compact = false } = props;
  if (query.isPending) return <NotificationSkeletons />;
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) {
    return (
      <EmptyState
        icon={<BellOff aria-hidden strokeWidth={1.5} />}
        title={props.unreadOnly ? words.emptyUnread : words.empty}
      >
        {props.unreadOnly ? words.emptyUnreadText : words.emptyText}
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-line">
      {query.data.map((item) => (
        <NotificationRow key={item.id} item={item} compact={compact} onChoose={props.onChoose} />
      ))}
    </ul>
  );
}

function NotificationRow(props: { item: Notification; compact: boolean; onChoose: (() => void) | undefined }) {
  const { item, compact } = props;
  const words = useListWords();
  const markRead = useMarkRead();
  const dismiss = useDismiss();
  const open = () => {
    if (!item.isRead) markRead.mutate(item.id);
    props.onChoose?.();
  };
  return (
    <li className="group relative flex items-start gap-3 transition-colors hover:bg-hover">
      <NotificationTarget to={item.actionUrl} onClick={open}>
        <UnreadDot unread={!item.isRead} />
        <span className="grid min-w-0 grow gap-0.5">
          <span className={classNames('text-14 text-ink wrap-anywhere', !item.isRead && 'font-medium')}>
            {item.title}
          </span>
          <span className={classNames('text-14 text-ink-soft wrap-anywhere', compact && 'line-clamp-2')}>
            {item.message}
          </span>
          <Time at={item.createdAt} className="text-13 text-ink-faint" />
        </span>
      </NotificationTarget>
      {compact ? null : (
        <IconButton
          label={words.dismissLabel(item.title)}
          onClick={() => dismiss(item)}
          className="me-1 mt-2 opacity-70 focus-visible:opacity-100 group-hover:opacity-100"
        >
          <X aria-hidden className="icon size-4" />
        </IconButton>
      )}
    </li>
  );
}

function UnreadDot(props: { unread: boolean }) {
  const words = useListWords();
  return (
    <span className={classNames('mt-1.5 size-2 flex-none rounded-full', props.unread && 'bg-accent')}>
      {props.unread ? <span className="sr-only">{words.unreadMark}</span> : null}
    </span>
  );
}

function NotificationTarget(props: { to: string | null; onClick: () => void; children: ReactNode }) {
  const className = 'flex min-w-0 grow items-start gap-3 px-4 py-3 text-start -outline-offset-2';
  if (props.to?.startsWith('/')) {
    return (
      <Link to={props.to} onClick={props.onClick} className={className}>
        {props.children}
      </Link>
    );
  }
  return (
    <button type="button" onClick={props.onClick} className={className}>
      {props.children}
    </button>
  );
}

function NotificationSkeletons() {
  return (
    <Loading className="divide-y divide-line">
      {['w-40', 'w-56', 'w-48', 'w-36'].map((width) => (
        <div key={width} className="grid gap-2 px-9 py-4">
          <Skeleton className={classNames('h-4', width)} />
          <Skeleton className="h-4 w-4/5" />
          <Skeleton className="h-3 w-24" />
        </div>
      ))}
    </Loading>
  );
}
