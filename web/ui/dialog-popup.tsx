import { Dialog as Base } from '@base-ui/react/dialog';
import X from 'lucide-react/icons/x';
import { useLayoutEffect, useRef } from 'react';
import { useWords } from '../i18n/words.tsx';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import type { DialogProps } from './dialog.tsx';

export function DialogPopup(props: DialogProps) {
  const words = useWords();
  const popup = useRef<HTMLDivElement>(null);
  const opener = useRef<Element>(null);
  useLayoutEffect(() => {
    if (props.open) opener.current = document.activeElement;
  }, [props.open]);
  return (
    <Base.Root
      open={props.open}
      onOpenChange={(open, details) => (props.mustAnswer ? details.cancel() : props.onOpenChange(open))}
      onOpenChangeComplete={(open) => open || keepFocus(popup.current, opener.current, props.returnTo?.current)}
      disablePointerDismissal={props.mustAnswer === true || props.dismissible === false}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-veil transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          ref={popup}
          initialFocus={props.initialFocus ?? ((type) => type === 'touch' || firstFieldOf(popup.current))}
          className={classNames(
            'fixed z-50 flex max-h-[85dvh] w-full flex-col overflow-y-auto overscroll-contain bg-raised shadow-raised transition duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0',
            'sm:top-[12dvh] sm:bottom-auto sm:left-1/2 sm:-translate-x-1/2 sm:rounded-md',
            props.titleHidden ? 'top-0 rounded-b-md' : 'bottom-0 rounded-t-md',
            props.wide ? 'sm:max-w-2xl' : 'sm:max-w-md',
          )}
        >
          <div className={props.titleHidden ? 'sr-only' : 'flex items-start gap-4 px-5 pt-5'}>
            <div className="grid grow gap-1">
              <Base.Title className="font-serif text-20 text-ink">{props.title}</Base.Title>
              {props.description ? (
                <Base.Description className="text-14 text-ink-soft">{props.description}</Base.Description>
              ) : null}
            </div>
            {props.mustAnswer ? null : (
              <Base.Close render={<IconButton label={words.ui.close} className="-mt-1 -me-2" />}>
                <X aria-hidden className="icon" />
              </Base.Close>
            )}
          </div>
          <div className={props.titleHidden ? '' : 'p-5 pt-4'}>{props.children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** What had the focus inside goes with the dialog, and what opened it may be gone as well. */
function keepFocus(popup: Element | null, opener: Element | null, returnTo: HTMLElement | null | undefined): void {
  const { activeElement } = document;
  const isLost = activeElement === document.body || popup?.contains(activeElement) === true;
  // A menu that was opened meanwhile closes when the focus goes elsewhere.
  if (!isLost || document.querySelector('[role=menu]')) return;
  const last = opener instanceof HTMLElement && opener.isConnected && opener !== document.body ? opener : returnTo;
  (last ?? document.querySelector<HTMLElement>('main h1'))?.focus({ preventScroll: true });
}

/** A finger would bring up the keyboard of the screen over the form: it is left where it is. */
function firstFieldOf(popup: HTMLElement | null): HTMLElement | true {
  const field = popup?.querySelector<HTMLElement>('input:not([readonly], [type=hidden]), textarea, select');
  return field ?? popup?.querySelector<HTMLElement>('[data-first]') ?? true;
}
