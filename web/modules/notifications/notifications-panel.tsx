import { Link } from '@tanstack/react-router';
import Bell from 'lucide-react/icons/bell';
import { lazy, Suspense } from 'react';
import { useWords } from '../../i18n/words.tsx';
import { Popover } from '../../ui/popover.tsx';
import { useCounters } from './queries.ts';

const RecentNotifications = lazy(async () => ({
  default: (await import('./recent-notifications.tsx')).RecentNotifications,
}));

/** The bell, and the newest notifications under it. */
export function NotificationsPanel(props: { side: 'bottom' | 'right' }) {
  const words = useWords().notifications;
  return (
    <Popover side={props.side} align="start" title={words.title} trigger={<BellButton />}>
      {(close) => (
        <>
          <div className="min-h-0 overflow-y-auto overscroll-contain">
            <Suspense>
              <RecentNotifications onChoose={close} />
            </Suspense>
          </div>
          <div className="border-line border-t p-2">
            <Link
              to="/app/notifications"
              onClick={close}
              className="flex h-9 items-center justify-center rounded-sm text-14 text-accent hover:bg-hover"
            >
              {words.seeAll}
            </Link>
          </div>
        </>
      )}
    </Popover>
  );
}

function BellButton(props: object) {
  const words = useWords().notifications;
  const unread = useCounters()?.notifications ?? 0;
  return (
    <button
      type="button"
      aria-label={words.open(unread)}
      {...props}
      className="relative inline-flex size-9 items-center justify-center rounded-md text-ink-soft transition-colors hover:bg-hover hover:text-ink"
    >
      <Bell aria-hidden className="icon" />
      {unread > 0 ? (
        <span aria-hidden className="absolute top-2 right-2 size-2 rounded-full bg-accent ring-2 ring-paper" />
      ) : null}
    </button>
  );
}
