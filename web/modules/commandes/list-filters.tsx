import Search from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Input, Select } from '../../ui/controls.tsx';
import { StatutShape } from '../../ui/statut-mark.tsx';
import { type CommandesSearch, isFiltered, readSearch, STATUTS, statutsOf, TRIS, toggleStatut } from './search.ts';

const TYPING_MS = 250;
const SEARCH_FIELD = 'recherche';

/** Search, statuts and order of a list of commandes; all of it stands in the address. */
export function ListFilters(props: {
  search: CommandesSearch;
  onChange: (search: CommandesSearch) => void;
  placeholder: string;
  /** Where there is room the heads of the columns sort instead. */
  sortInColumns?: boolean;
  children?: ReactNode;
}) {
  const words = useWords().commandes;
  const { search, onChange } = props;
  return (
    <div className="mb-4 grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap gap-2">
        <SearchField search={search} onChange={onChange} label={props.placeholder} />
        {props.children}
        <Select
          aria-label={words.sort}
          value={search.tri ?? 'recent'}
          onChange={(event) => onChange(readSearch({ ...search, tri: event.target.value }))}
          className={classNames('min-w-40 flex-1 sm:min-w-40 sm:flex-none', props.sortInColumns && 'lg:hidden')}
        >
          {TRIS.map((tri) => (
            <option key={tri} value={tri}>
              {words.sorts[tri]}
            </option>
          ))}
        </Select>
      </div>
      <StatutFilter search={search} onChange={onChange} />
    </div>
  );
}

/** The button that removes the filters goes away with them; the focus goes where the next search begins. */
export function focusSearch(): void {
  document.getElementById(SEARCH_FIELD)?.focus();
}

function SearchField(props: { search: CommandesSearch; onChange: (search: CommandesSearch) => void; label: string }) {
  const { search, onChange } = props;
  const [typed, setTyped] = useState(search.q ?? '');
  useEffect(() => setTyped(search.q ?? ''), [search.q]);
  useEffect(() => {
    if (typed === (search.q ?? '')) return;
    const timer = setTimeout(() => onChange(readSearch({ ...search, q: typed })), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, search, onChange]);
  return (
    <span className="relative min-w-full flex-1 sm:min-w-56">
      <Search
        aria-hidden
        className="icon -translate-y-1/2 pointer-events-none absolute top-1/2 left-3 size-4 text-ink-faint"
      />
      <Input
        id={SEARCH_FIELD}
        type="search"
        aria-label={props.label}
        placeholder={props.label}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="ps-9"
      />
    </span>
  );
}

function StatutFilter(props: { search: CommandesSearch; onChange: (search: CommandesSearch) => void }) {
  const words = useWords();
  const chosen = statutsOf(props.search);
  return (
    <fieldset className="-mx-4 flex min-w-0 items-center gap-1.5 overflow-x-auto px-4 py-0.5 sm:mx-0 sm:flex-wrap sm:px-0">
      <legend className="sr-only">{words.commandes.filterStatut}</legend>
      {STATUTS.map((statut) => {
        const isChosen = chosen.includes(statut);
        return (
          <button
            key={statut}
            type="button"
            aria-pressed={isChosen}
            onClick={() => props.onChange(toggleStatut(props.search, statut))}
            className={classNames(
              'inline-flex h-8 items-center gap-1.5 whitespace-nowrap rounded-full border px-3 text-13 transition-colors pointer-coarse:h-10',
              isChosen
                ? 'border-accent bg-accent-soft font-medium text-accent'
                : 'border-line-strong/50 text-ink-soft hover:bg-hover hover:text-ink',
            )}
          >
            <StatutShape statut={statut} />
            {words.ui.statut[statut]}
          </button>
        );
      })}
      {isFiltered(props.search) ? (
        <Button
          look="quiet"
          size="small"
          onClick={() => {
            props.onChange(readSearch({ tri: props.search.tri }));
            focusSearch();
          }}
        >
          <X aria-hidden className="icon size-4" />
          {words.commandes.clear}
        </Button>
      ) : null}
    </fieldset>
  );
}
