import { useSyncExternalStore } from 'react';

const wide = window.matchMedia('(min-width: 64rem)');

/** Whether there is room for a list and its detail side by side: the same width at which the rail appears. */
export function useWide(): boolean {
  return useSyncExternalStore(listen, () => wide.matches);
}

function listen(listener: () => void): () => void {
  wide.addEventListener('change', listener);
  return () => wide.removeEventListener('change', listener);
}
