import Search from 'lucide-react/icons/search';
import { useEffect, useEffectEvent, useState } from 'react';
import { useWords } from '../../i18n/words.tsx';
import { Input, Select } from '../../ui/controls.tsx';
import { ROLES, STATES, type UsersSearch } from './routes.ts';
import { usePeopleWords } from './use-people-words.ts';

const PAUSE_MS = 250;

/** A word, a role and a state; all live in the address of the page. */
export function UsersFilters(props: { search: UsersSearch; onChange: (search: UsersSearch) => void }) {
  const words = useWords();
  const says = usePeopleWords();
  const { search, onChange } = props;
  return (
    <search className="flex flex-wrap gap-2">
      <SearchInput value={search.q ?? ''} onChange={(q) => onChange(withOne(search, 'q', q))} />
      <Select
        aria-label={says.roleFilter}
        className="min-w-40 flex-1 sm:w-44 sm:flex-none"
        value={search.role ?? ''}
        onChange={({ target }) => {
          onChange(
            withOne(
              search,
              'role',
              ROLES.find((one) => one === target.value),
            ),
          );
        }}
      >
        <option value="">{says.everyRole}</option>
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {words.ui.role[role]}
          </option>
        ))}
      </Select>
      <Select
        aria-label={says.state}
        className="min-w-40 flex-1 sm:w-52 sm:flex-none"
        value={search.etat ?? ''}
        onChange={({ target }) => {
          onChange(
            withOne(
              search,
              'etat',
              STATES.find((one) => one === target.value),
            ),
          );
        }}
      >
        <option value="">{says.everyState}</option>
        {STATES.map((state) => (
          <option key={state} value={state}>
            {says.states[state]}
          </option>
        ))}
      </Select>
    </search>
  );
}

function withOne<Name extends keyof UsersSearch>(
  search: UsersSearch,
  name: Name,
  value: UsersSearch[Name] | '',
): UsersSearch {
  const { [name]: _before, ...rest } = search;
  return value ? { ...rest, [name]: value } : rest;
}

function SearchInput(props: { value: string; onChange: (value: string) => void }) {
  const words = usePeopleWords();
  const { value, onChange } = props;
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  if (value !== sent) {
    // Changed from elsewhere: the filters were removed, or one went back in history.
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
    <div className="relative min-w-60 grow sm:max-w-sm">
      <Search
        aria-hidden
        className="icon -translate-y-1/2 pointer-events-none absolute start-3 top-1/2 size-4 text-ink-faint"
      />
      <Input
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        className="ps-9"
      />
    </div>
  );
}
