import { lazy, Suspense, useSyncExternalStore } from 'react';
import { fetchAhead } from './fetch-ahead.ts';

export type ToastGiven = { title: string; detail?: string; undo?: { label: string; run: () => void } };

const load = async () => ({ default: (await import('./toast-list.tsx')).Toasts });
const Toasts = lazy(load);
fetchAhead(load);
const listeners = new Set<() => void>();
let waiting: readonly ToastGiven[] = [];
let isNeeded = false;

/** Says in passing that something happened; with `undo` it stays 8 seconds and can be taken back. */
export function toast(given: ToastGiven): void {
  isNeeded = true;
  change([...waiting, given]);
}

/** Where toasts appear, at the root, once. Its code is fetched after the first act. */
export function ToastRegion() {
  const queue = useSyncExternalStore(listen, () => waiting);
  return <Suspense>{isNeeded ? <Toasts queue={queue} onTaken={forget} /> : null}</Suspense>;
}

function forget(taken: readonly ToastGiven[]): void {
  change(waiting.filter((given) => !taken.includes(given)));
}

function change(next: readonly ToastGiven[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
