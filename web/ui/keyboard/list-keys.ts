import type { RefObject } from 'react';
import { useShortcut } from './shortcuts.ts';

/** The rows of a list are what carries this attribute, and can take the focus. */
export const ROW = 'data-row';

/** j and k take the focus through the rows of a list; Enter then does what it always does on a link. */
export function useListKeys(list: RefObject<HTMLElement | null>, words: { next: string; previous: string }): void {
  useShortcut({ keys: 'j', label: words.next, group: 'here', run: () => move(list.current, 1) });
  useShortcut({ keys: 'k', label: words.previous, group: 'here', run: () => move(list.current, -1) });
}

function move(list: HTMLElement | null, step: 1 | -1): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>(`[${ROW}]`) ?? [])];
  const at = rows.findIndex(
    (row) => row.contains(document.activeElement) || rowOf(row) === rowOf(document.activeElement),
  );
  const next = rows[at === -1 ? (step === 1 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

/** A checkbox or a menu beside the link of a row belongs to the same row. */
function rowOf(element: Element | null): Element | null {
  return element?.closest('li, tr') ?? element;
}
