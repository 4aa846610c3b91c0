import { Combobox } from '@base-ui/react/combobox';
import Check from 'lucide-react/icons/check';
import ChevronDown from 'lucide-react/icons/chevron-down';
import { useMemo, useState } from 'react';
import { useLangue } from '../../i18n/words.tsx';
import { Input } from '../../ui/controls.tsx';
import { useFieldControl } from '../../ui/field.tsx';
import { useNow } from '../../ui/reader.tsx';
import { describeTimezone, isFoundBy, listTimezones, type Timezone } from './timezones.ts';
import { useCompteWords } from './use-compte-words.ts';

/** All the zones, with a search in them. Describing them takes a moment: it is done once somebody comes near. */
export function TimezoneChoice(props: { value: string; onChoose: (timezone: string) => void }) {
  const words = useCompteWords();
  const field = useFieldControl();
  const { zones, chosen, describe } = useTimezones(props.value);
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Combobox.Root
      items={zones}
      value={chosen}
      onValueChange={(zone, details) => {
        // One lives somewhere: what is typed can be emptied, the zone cannot.
        if (zone === null) details.cancel();
        else if (zone.id !== props.value) props.onChoose(zone.id);
      }}
      inputValue={typed ?? chosen.label}
      onInputValueChange={(next, { reason }) => setTyped(reason === 'input-change' ? next : null)}
      itemToStringLabel={({ label }: Timezone) => label}
      isItemEqualToValue={(one: Timezone, other: Timezone) => one.id === other.id}
      filter={isFoundBy}
      autoHighlight
    >
      <Combobox.InputGroup className="relative" onPointerEnter={describe}>
        <Combobox.Input
          {...field}
          // While the list is open the rest of the page is hidden from screen readers, and the label with it.
          aria-label={words.timezone}
          render={<Input className="pe-10" />}
          autoComplete="off"
          spellCheck={false}
          onFocus={({ target }) => {
            target.select();
            describe();
          }}
          onBlur={() => setTyped(null)}
        />
        <Combobox.Trigger
          tabIndex={-1}
          aria-label={words.timezoneOpen}
          className="absolute end-0 top-0 grid h-full w-10 place-items-center text-ink-soft"
        >
          <ChevronDown aria-hidden className="icon size-4" />
        </Combobox.Trigger>
      </Combobox.InputGroup>
      <TimezoneList />
    </Combobox.Root>
  );
}

function TimezoneList() {
  const words = useCompteWords();
  return (
    <Combobox.Portal>
      <Combobox.Positioner sideOffset={6} collisionPadding={8} className="z-50 outline-none">
        <Combobox.Popup className="flex max-h-[min(var(--available-height),24rem)] w-(--anchor-width) flex-col overflow-hidden rounded-md bg-raised text-ink shadow-raised transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
          <Combobox.Status className="sr-only">
            <Found />
          </Combobox.Status>
          <Combobox.Empty>
            <p className="px-4 py-3 text-14 text-ink-soft">{words.timezoneNone}</p>
          </Combobox.Empty>
          <Combobox.List
            aria-label={words.timezone}
            className="scroll-py-1.5 overflow-y-auto overscroll-contain p-1.5 outline-none data-empty:p-0"
          >
            {(zone: Timezone) => <Row key={zone.id} zone={zone} />}
          </Combobox.List>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}

function Row({ zone }: { zone: Timezone }) {
  return (
    <Combobox.Item
      value={zone}
      className="flex min-h-11 cursor-pointer items-center gap-3 rounded-sm px-2.5 py-1.5 text-14 outline-none data-highlighted:bg-hover"
    >
      <span className="w-4 flex-none">
        <Combobox.ItemIndicator>
          <Check aria-hidden className="icon size-4" />
        </Combobox.ItemIndicator>
      </span>
      <span className="grid min-w-0 grow">
        <span className="truncate">{zone.label}</span>
        <span className="truncate text-13 text-ink-soft">{zone.name}</span>
      </span>
      <span className="numbers grid flex-none text-end">
        <span>{zone.clock}</span>
        <span className="text-13 text-ink-soft">{zone.offset}</span>
      </span>
    </Combobox.Item>
  );
}

/** For whoever does not see the list grow shorter. */
function Found() {
  const words = useCompteWords();
  return words.timezonesFound(Combobox.useFilteredItems<Timezone>().length);
}

function useTimezones(value: string) {
  const { timezoneParts: parts } = useCompteWords();
  const { langue } = useLangue();
  const minute = useNow().getTime();
  const [describedAt, setDescribedAt] = useState<number | null>(null);
  const chosen = useMemo(
    () => describeTimezone(value, { langue, parts, now: new Date(minute) }),
    [value, langue, parts, minute],
  );
  const all = useMemo(
    () => (describedAt === null ? null : listTimezones(value, { langue, parts, now: new Date(describedAt) })),
    [value, langue, parts, describedAt],
  );
  return { zones: all ?? [chosen], chosen, describe: () => setDescribedAt(minute) };
}
