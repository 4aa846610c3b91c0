import { cloneElement, type KeyboardEvent, type ReactElement, type ReactNode, Suspense, useState } from 'react';

/**
 * A button whose popup is fetched later: near the pointer or the focus its code is asked for, and pressing it puts
 * `children` (the same button with its popup, open) in its place.
 */
export function OpenedLater(props: {
  trigger: ReactElement<object>;
  popup: 'menu' | 'dialog';
  load: () => Promise<unknown>;
  children: ReactNode;
}) {
  const [asked, setAsked] = useState(false);
  const ahead = () => void props.load().catch(() => {});
  // Only once the code is there: without a line the button stays as it is, and may be pressed again.
  const open = () =>
    void props.load().then(
      () => setAsked(true),
      () => {},
    );
  const button = cloneElement(props.trigger, {
    'aria-haspopup': props.popup,
    'aria-expanded': false,
    onPointerEnter: ahead,
    onFocus: ahead,
    onClick: open,
    onKeyDown: (event: KeyboardEvent) => {
      if (props.popup === 'menu' && event.key === 'ArrowDown') open();
    },
  } as object); // the trigger is a button, and takes what buttons take
  return asked ? <Suspense fallback={props.trigger}>{props.children}</Suspense> : button;
}
