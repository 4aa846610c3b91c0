import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

/** Panels of one page, one at a time. Keep `value` in the URL. */
export function Tabs<Value extends string>(props: {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  tabs: readonly { value: Value; label: ReactNode; panel: ReactNode }[];
}) {
  return (
    <Base.Root value={props.value} onValueChange={props.onChange}>
      <Base.List
        aria-label={props.label}
        className="-mx-4 flex gap-1 overflow-x-auto border-line border-b px-4 sm:mx-0 sm:px-0"
      >
        {props.tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="-mb-px h-10 whitespace-nowrap border-transparent border-b-2 px-3 font-medium text-14 text-ink-soft transition-colors -outline-offset-2 hover:text-ink data-active:border-accent data-active:text-ink pointer-coarse:h-11"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {props.tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="pt-6">
          {tab.panel}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
