import { type RefObject, useEffect, useRef } from 'react';

/** What is asked next is where the writing goes: what takes this has the focus as soon as it is there. */
export function useArrivalFocus<E extends HTMLElement>(): RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => element.current?.focus(), []);
  return element;
}
