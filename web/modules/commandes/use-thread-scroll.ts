import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useMe } from '../../api/session.ts';
import type { Message } from '../../api/types.ts';
import { fullName } from '../../ui/avatar.tsx';
import { announce } from '../../ui/live-region.tsx';
import { useWide } from '../../ui/use-wide.ts';
import { useMessagesWords } from '../messages/use-messages-words.ts';

/**
 * Keeps the end of the thread in sight for whoever reads there, and leaves alone whoever reads further up: they are
 * told how many messages arrived below.
 */
export function useThreadScroll(thread: {
  end: RefObject<HTMLElement | null>;
  newest: Message | undefined;
  count: number;
  unreadFrom: string | null;
}): { away: boolean; count: number; show: () => void } {
  const { end, newest, count, unreadFrom } = thread;
  const wide = useWide();
  const atEnd = useRef(false);
  const [away, setAway] = useState(false);
  const [below, setBelow] = useState(0);
  const shown = useRef(count);
  const show = () => end.current?.scrollIntoView({ block: 'end' });

  useLayoutEffect(() => {
    const mark = document.getElementById('nouveaux');
    if (unreadFrom !== null && mark) mark.scrollIntoView({ block: 'start' });
    // On a phone the page begins with what is to be done: it is not scrolled past.
    else if (wide) end.current?.scrollIntoView({ block: 'end' });
  }, [wide, unreadFrom, end]);

  useEffect(() => {
    if (!end.current) return;
    const observer = new IntersectionObserver(([entry]) => {
      atEnd.current = entry?.isIntersecting ?? true;
      setAway(!atEnd.current);
      if (atEnd.current) setBelow(0);
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [end]);

  useEffect(() => {
    const frame = end.current?.closest('[data-thread]');
    if (!frame) return;
    // The field below grows with what is written: what was read stays in sight.
    const observer = new ResizeObserver(() => {
      if (atEnd.current) end.current?.scrollIntoView({ block: 'end' });
    });
    observer.observe(frame);
    return () => observer.disconnect();
  }, [end]);

  useLayoutEffect(() => {
    if (count > shown.current && atEnd.current) end.current?.scrollIntoView({ block: 'end' });
    shown.current = count;
  }, [count, end]);

  useArrivals(newest, () => {
    if (!atEnd.current) setBelow((before) => before + 1);
  });
  return { away, count: below, show };
}

/** Says what arrives, and calls `hear`; not what was there already, nor what one wrote oneself. */
function useArrivals(newest: Message | undefined, hear: () => void): void {
  const words = useMessagesWords();
  const me = useMe();
  const last = useRef(newest?.id);
  useEffect(() => {
    if (!newest || newest.id === last.current) return;
    last.current = newest.id;
    if (newest.sender.id === me.id) return;
    const name = fullName(newest.sender);
    announce(newest.content ? words.arrived(name, newest.content) : words.arrivedFiles(name));
    hear();
  });
}
