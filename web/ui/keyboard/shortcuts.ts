import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

export type Shortcut = {
  /** « g c », « n », « mod+k »: keys pressed together joined by +, one after another separated by a space. */
  keys: string;
  label: string;
  group: 'general' | 'go' | 'here';
  run: () => void;
};

const SEQUENCE_MS = 1_200;
const registered = new Set<Shortcut>();
const listeners = new Set<() => void>();
let snapshot: readonly Shortcut[] = [];
let typed: { keys: string; at: number } = { keys: '', at: 0 };

/** Gives keys to an act while the component is there, and a line in the sheet of shortcuts. */
export function useShortcut(shortcut: Shortcut, enabled = true): void {
  const { keys, label, group } = shortcut;
  const run = useEffectEvent(shortcut.run);
  useEffect(() => {
    if (!enabled) return;
    const entry = { keys, label, group, run: () => run() };
    registered.add(entry);
    publish();
    return () => {
      registered.delete(entry);
      publish();
    };
  }, [keys, label, group, enabled]);
}

export function useShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(listen, () => snapshot);
}

/** Listens to the keyboard. Called once, at the start. */
export function listenToKeyboard(): () => void {
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}

/** How a key is written on this keyboard: « ⌘K » on a Mac, « Ctrl K » elsewhere. */
export function keyNames(keys: string): string[][] {
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  return keys
    .split(' ')
    .map((chord) =>
      chord
        .split('+')
        .map((key) => (key === 'mod' ? (isMac ? '⌘' : 'Ctrl') : key.length === 1 ? key.toUpperCase() : key)),
    );
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const mod = event.metaKey || event.ctrlKey;
  if (!mod && (isWriting(event.target) || isInDialog())) return;
  const chord = (mod ? 'mod+' : '') + event.key.toLowerCase();
  const isFresh = Date.now() - typed.at < SEQUENCE_MS;
  const sequence = isFresh ? `${typed.keys} ${chord}`.trim() : chord;
  const match = find(sequence) ?? find(chord);
  typed = match ? { keys: '', at: 0 } : { keys: chord, at: Date.now() };
  if (!match) return;
  event.preventDefault();
  match.run();
}

function find(keys: string): Shortcut | undefined {
  return [...registered].findLast((shortcut) => shortcut.keys === keys);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}

/** A toast is a dialog too, but not one that takes the keyboard. */
function isInDialog(): boolean {
  return (
    document.querySelector('[role="dialog"][data-open]:not([aria-modal="false"]), [role="menu"][data-open]') !== null
  );
}

function publish(): void {
  snapshot = [...registered];
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
