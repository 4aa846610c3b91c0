import { Popover as Base } from '@base-ui/react/popover';
import { useState } from 'react';
import type { PopoverProps } from './popover.tsx';

export function PopoverPopup(props: PopoverProps) {
  const [open, setOpen] = useState(true);
  return (
    <Base.Root open={open} onOpenChange={setOpen}>
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner
          sideOffset={6}
          side={props.side ?? 'bottom'}
          align={props.align ?? 'end'}
          collisionPadding={8}
          className="z-50"
        >
          <Base.Popup className="flex max-h-[min(var(--available-height),36rem)] w-[min(24rem,calc(100vw-1rem))] flex-col overflow-hidden rounded-md bg-raised text-ink shadow-raised outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            <Base.Title className="border-line border-b px-4 pt-3 pb-2 font-serif text-16">{props.title}</Base.Title>
            {props.children(() => setOpen(false))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
