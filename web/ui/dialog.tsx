import { lazy, type ReactNode, type RefObject, Suspense, useState } from 'react';
import { fetchAhead } from './fetch-ahead.ts';

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Hidden titles are still said by screen readers. */
  titleHidden?: boolean;
  wide?: boolean;
  initialFocus?: RefObject<HTMLElement | null>;
  /** Where the focus goes when what opened it is gone meanwhile; the title of the page unless told. */
  returnTo?: RefObject<HTMLElement | null>;
  /** Whether pressing outside closes it: not where something typed would be lost. */
  dismissible?: boolean;
  /** Only its own buttons close it: for what is shown once. */
  mustAnswer?: boolean;
  children: ReactNode;
};

const load = async () => ({ default: (await import('./dialog-popup.tsx')).DialogPopup });
const DialogPopup = lazy(load);
fetchAhead(load);

/**
 * A question or a short form over the page. Escape closes it, focus stays in it and goes back where it came from.
 * Its code is fetched when a dialog is opened for the first time.
 */
export function Dialog(props: DialogProps) {
  const [everOpen, setEverOpen] = useState(props.open);
  if (props.open && !everOpen) setEverOpen(true);
  if (!everOpen) return null;
  return (
    <Suspense>
      <DialogPopup {...props} />
    </Suspense>
  );
}
