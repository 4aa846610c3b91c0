import { Toast as Base } from '@base-ui/react/toast';
import X from 'lucide-react/icons/x';
import { useEffect } from 'react';
import { useWords } from '../i18n/words.tsx';
import { IconButton } from './button.tsx';
import type { ToastGiven } from './toast.tsx';

const UNDO_MS = 8_000;
const manager = Base.createToastManager();

/**
 * Where toasts appear: on a desk in the empty part of the rail, on a phone over the title (under a head that stays), so
 * that no button and no field is ever covered. F6 moves the focus to it.
 */
export function Toasts(props: { queue: readonly ToastGiven[]; onTaken: (taken: readonly ToastGiven[]) => void }) {
  const { queue, onTaken } = props;
  useEffect(() => {
    for (const given of queue) addToast(given);
    if (queue.length > 0) onTaken(queue);
  }, [queue, onTaken]);
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <ToastList />
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList() {
  const { toasts } = Base.useToastManager();
  const words = useWords();
  return (
    <Base.Viewport
      aria-label={words.ui.messagesRegion}
      className="fixed inset-x-2 top-[calc(env(safe-area-inset-top)+0.5rem)] z-60 mx-auto flex max-w-96 flex-col items-stretch gap-2 outline-none lg:inset-x-auto lg:top-auto lg:bottom-17 lg:left-3 lg:w-50 max-lg:[body:has([data-head])_&]:top-17"
    >
      {toasts.map((item) => (
        <Base.Root
          key={item.id}
          toast={item}
          swipeDirection={['up', 'left', 'right']}
          className="rounded-md bg-ink text-paper shadow-raised transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0 data-limited:hidden"
        >
          <Base.Content className="flex items-center gap-x-3 py-1.5 ps-4 pe-1.5 lg:grid lg:grid-cols-[minmax(0,1fr)_auto] lg:items-start lg:gap-x-1 lg:ps-3">
            <div className="min-w-0 flex-1 py-1.5 wrap-anywhere">
              <Base.Title className="text-14" />
              <Base.Description className="text-13 opacity-80" />
            </div>
            <Base.Action className="h-9 flex-none rounded-sm px-2 font-medium text-14 underline underline-offset-4 focus-visible:outline-paper pointer-coarse:h-11 lg:order-last lg:-ms-2 lg:justify-self-start" />
            <Base.Close
              render={
                <IconButton
                  label={words.ui.close}
                  className="text-paper hover:bg-transparent hover:text-paper focus-visible:outline-paper"
                />
              }
            >
              <X aria-hidden className="icon size-4" />
            </Base.Close>
          </Base.Content>
        </Base.Root>
      ))}
    </Base.Viewport>
  );
}

function addToast(given: ToastGiven): void {
  const id = manager.add({
    title: given.title,
    description: given.detail,
    timeout: given.undo ? UNDO_MS : 5_000,
    ...(given.undo
      ? { actionProps: { children: given.undo.label, onClick: () => takeBack(id, given.undo?.run) } }
      : {}),
  });
}

function takeBack(id: string, undo: (() => void) | undefined): void {
  manager.close(id);
  undo?.();
}
