import { useSyncExternalStore } from 'react';

let sentence = '';
const listeners = new Set<() => void>();

/** Has a sentence said by screen readers when they are free to: a message that arrived, a number of results. */
export function announce(next: string): void {
  // A sentence said twice must differ, or it is not said again.
  sentence = next === sentence ? `${next}\u00a0` : next;
  for (const listener of listeners) listener();
}

/** Present once, at the root. */
export function LiveRegion() {
  const said = useSyncExternalStore(listen, () => sentence);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {said}
    </div>
  );
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
