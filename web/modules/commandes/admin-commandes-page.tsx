import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import Inbox from 'lucide-react/icons/inbox';
import { lazy, Suspense, useCallback } from 'react';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/controls.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { fetchAhead } from '../../ui/fetch-ahead.ts';
import { Page } from '../../ui/page.tsx';
import { useWide } from '../../ui/use-wide.ts';
import { RecentSessionsLater } from '../sessions/recent-sessions-later.tsx';
import { CommandeCards } from './commande-cards.tsx';
import { CommandeList } from './commande-list.tsx';
import { CommandeTable } from './commande-table.tsx';
import { FirstThing } from './first-thing.tsx';
import { focusSearch, ListFilters } from './list-filters.tsx';
import { commandesQuery, correcteursQuery } from './queries.ts';
import { type CommandesSearch, isFiltered, PRIORITES, readSearch } from './search.ts';
import { useSelection } from './use-selection.ts';

const route = getRouteApi('/app/admin/commandes');
const load = async () => ({ default: (await import('./selection-bar.tsx')).SelectionBar });
const SelectionBar = lazy(load);
fetchAhead(load);

/** Every commande: found, sorted, assigned and suspended, one by one or several together. */
export function AdminCommandesPage() {
  const words = useWords().commandes;
  const search = route.useSearch();
  const navigate = useNavigate();
  const wide = useWide();
  const query = useInfiniteQuery(commandesQuery(search));
  const selection = useSelection(query.data ?? []);
  const change = useCallback(
    (next: CommandesSearch) =>
      void navigate({ to: '/app/admin/commandes', search: next, replace: true, resetScroll: false }),
    [navigate],
  );
  const clear = () => {
    change({});
    focusSearch();
  };
  return (
    <Page title={words.all} lead={words.allLead} width="wide">
      <FirstThing />
      <ListFilters search={search} onChange={change} placeholder={words.search} sortInColumns>
        <PrioriteFilter search={search} onChange={change} />
        <CorrecteurFilter search={search} onChange={change} />
      </ListFilters>
      <CommandeList query={query} empty={<Empty filtered={isFiltered(search)} onClear={clear} />}>
        {(commandes) =>
          wide ? (
            <CommandeTable commandes={commandes} selection={selection} search={search} onSort={change} />
          ) : (
            <CommandeCards commandes={commandes} selection={selection} />
          )
        }
      </CommandeList>
      <Suspense>{selection.chosen.length > 0 ? <SelectionBar selection={selection} /> : null}</Suspense>
      <RecentSessionsLater />
    </Page>
  );
}

type Filter = { search: CommandesSearch; onChange: (search: CommandesSearch) => void };

function PrioriteFilter(props: Filter) {
  const words = useWords();
  return (
    <Select
      aria-label={words.commandes.filterPriorite}
      value={props.search.priorite ?? ''}
      onChange={(event) => props.onChange(readSearch({ ...props.search, priorite: event.target.value }))}
      className="min-w-40 flex-1 sm:min-w-40 sm:flex-none"
    >
      <option value="">{words.commandes.everyPriorite}</option>
      {PRIORITES.map((priorite) => (
        <option key={priorite} value={priorite}>
          {words.ui.priorite[priorite]}
        </option>
      ))}
    </Select>
  );
}

function CorrecteurFilter(props: Filter) {
  const words = useWords().commandes;
  const correcteurs = useQuery(correcteursQuery).data ?? [];
  return (
    <Select
      aria-label={words.filterCorrecteur}
      value={props.search.correcteur ?? ''}
      onChange={(event) => props.onChange(readSearch({ ...props.search, correcteur: event.target.value }))}
      className="min-w-40 flex-1 sm:min-w-44 sm:flex-none"
    >
      <option value="">{words.everyCorrecteur}</option>
      <option value="none">{words.noCorrecteur}</option>
      {correcteurs.map((correcteur) => (
        <option key={correcteur.id} value={correcteur.id}>
          {fullName(correcteur)}
        </option>
      ))}
    </Select>
  );
}

function Empty(props: { filtered: boolean; onClear: () => void }) {
  const words = useWords().commandes;
  if (!props.filtered) {
    return (
      <EmptyState icon={<Inbox aria-hidden strokeWidth={1.5} />} title={words.emptyAll}>
        {words.emptyAllText}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={words.emptyFiltered} action={<Button onClick={props.onClear}>{words.clear}</Button>}>
      {words.emptyFilteredText}
    </EmptyState>
  );
}
