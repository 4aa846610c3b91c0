import { useEffect, useEffectEvent, useState } from 'react';
import { Input, Select } from '../../ui/controls.tsx';
import type { AuditSearch } from './search.ts';
import { useAuditWords } from './use-audit-words.ts';

const PAUSE_MS = 300;

/** Words, a kind of act and a period; they live in the address of the page. */
export function AuditFilters(props: { search: AuditSearch; onChange: (search: AuditSearch) => void }) {
  const words = useAuditWords();
  const { search, onChange } = props;
  const set = (name: keyof AuditSearch, value: string) => {
    const { [name]: _before, ...rest } = search;
    onChange(value === '' ? rest : { ...rest, [name]: value });
  };
  return (
    <search className="flex flex-wrap items-end gap-x-2 gap-y-3">
      <WordsInput value={search.q ?? ''} onChange={(q) => set('q', q)} />
      <Select
        aria-label={words.action}
        className="w-full sm:w-56"
        value={search.action ?? ''}
        onChange={({ target }) => set('action', target.value)}
      >
        <option value="">{words.everyAction}</option>
        {Object.entries(words.groups).map(([action, label]) => (
          <option key={action} value={action}>
            {label}
          </option>
        ))}
      </Select>
      <Day label={words.from} value={search.du} onChange={(day) => set('du', day)} />
      <Day label={words.to} value={search.au} onChange={(day) => set('au', day)} />
    </search>
  );
}

function Day(props: { label: string; value: string | undefined; onChange: (day: string) => void }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is within
    <label className="grid min-w-36 flex-1 gap-1 text-13 text-ink-soft sm:flex sm:min-w-0 sm:flex-none sm:items-center sm:gap-2 sm:text-14">
      {props.label}
      <Input
        type="date"
        className="sm:w-40"
        value={props.value ?? ''}
        onChange={({ target }) => props.onChange(target.value)}
      />
    </label>
  );
}

function WordsInput(props: { value: string; onChange: (value: string) => void }) {
  const words = useAuditWords();
  const { value, onChange } = props;
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  if (value !== sent) {
    setSent(value);
    setTyped(value);
  }
  const send = useEffectEvent((next: string) => {
    setSent(next);
    onChange(next);
  });
  useEffect(() => {
    if (typed.trim() === sent) return;
    const timer = setTimeout(() => send(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, sent]);
  return (
    <div className="min-w-60 grow sm:max-w-sm">
      <Input
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
    </div>
  );
}
