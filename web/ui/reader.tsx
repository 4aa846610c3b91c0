import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { sessionQuery } from '../api/session.ts';
import { useLangue, useWords } from '../i18n/words.tsx';
import type { Reader } from './formats.ts';

/** Who reads: their language and time zone, for everything in `formats.ts`. */
export function useReader(): Reader {
  const { langue } = useLangue();
  const words = useWords();
  const { data } = useQuery({ ...sessionQuery, enabled: false });
  const timeZone = data?.preferences.timezone || Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { langue, timeZone, words: words.ui.time };
}

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;

/** The present minute; one clock for all the dates of a page. */
export function useNow(): Date {
  return new Date(useSyncExternalStore(listen, () => now));
}

function listen(listener: () => void): () => void {
  if (listeners.size === 0) start();
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) clearInterval(timer);
  };
}

function start(): void {
  now = Date.now();
  timer = setInterval(() => {
    now = Date.now();
    for (const listener of listeners) listener();
  }, 30_000);
}
