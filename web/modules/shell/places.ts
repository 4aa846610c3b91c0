import { useMemo } from 'react';
import { useMe } from '../../api/session.ts';
import { useWords } from '../../i18n/words.tsx';
import { useIsDevelopment } from '../dev-mail/queries.ts';
import { useCounters } from '../notifications/queries.ts';
import { type Place, placesFor } from './navigation.ts';

/** Where this person may go. */
export function usePlaces(): Place[] {
  const { role } = useMe();
  const isDevelopment = useIsDevelopment();
  return useMemo(() => placesFor(role, isDevelopment), [role, isDevelopment]);
}

/** How much waits in each place, as a number and in words. */
export function usePlaceCount(): (place: Place) => { count: number; label: string } {
  const words = useWords().shell;
  const counters = useCounters();
  return ({ counter }) => {
    if (!counter) return { count: 0, label: '' };
    const count = counters?.[counter] ?? 0;
    return { count, label: words.unread[counter](count) };
  };
}
