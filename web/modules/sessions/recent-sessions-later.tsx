import { lazy, Suspense } from 'react';
import { fetchAhead } from '../../ui/fetch-ahead.ts';

const load = async () => ({ default: (await import('./recent-sessions.tsx')).RecentSessions });
const RecentSessions = lazy(load);
fetchAhead(load);

/** `RecentSessions`, whose code is not waited for: the page is there before it. */
export function RecentSessionsLater() {
  return (
    <Suspense>
      <RecentSessions />
    </Suspense>
  );
}
