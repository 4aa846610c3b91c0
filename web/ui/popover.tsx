import { lazy, type ReactElement, type ReactNode } from 'react';
import { fetchAhead } from './fetch-ahead.ts';
import { OpenedLater } from './opened-later.tsx';

export type PopoverProps = {
  /** The button it opens from. */
  trigger: ReactElement<object>;
  title: ReactNode;
  side?: 'top' | 'bottom' | 'right';
  align?: 'start' | 'center' | 'end';
  /** What it shows; it is given what closes it. */
  children: (close: () => void) => ReactNode;
};

const load = async () => ({ default: (await import('./popover-popup.tsx')).PopoverPopup });
const PopoverPopup = lazy(load);
fetchAhead(load);

/** A small panel that opens from a button and is not modal. Its code is fetched when the pointer or the focus comes near. */
export function Popover(props: PopoverProps) {
  return (
    <OpenedLater trigger={props.trigger} popup="dialog" load={load}>
      <PopoverPopup {...props} />
    </OpenedLater>
  );
}
