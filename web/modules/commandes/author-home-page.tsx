import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import BookOpenText from 'lucide-react/icons/book-open-text';
import Plus from 'lucide-react/icons/plus';
import { useCallback } from 'react';
import { useMe } from '../../api/session.ts';
import type { Commande } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import { Page } from '../../ui/page.tsx';
import { RecentSessionsLater } from '../sessions/recent-sessions-later.tsx';
import { CommandeList, Rows } from './commande-list.tsx';
import { CommandeRow } from './commande-row.tsx';
import { FirstThing } from './first-thing.tsx';
import { focusSearch, ListFilters } from './list-filters.tsx';
import { commandesQuery } from './queries.ts';
import { type CommandesSearch, isFiltered } from './search.ts';

const route = getRouteApi('/app/commandes');

export function AuthorHomePage() {
  const words = useWords().commandes;
  const search = route.useSearch();
  const navigate = useNavigate();
  const query = useInfiniteQuery(commandesQuery(search));
  const isEmpty = query.data?.length === 0 && !isFiltered(search);
  const change = useCallback(
    (next: CommandesSearch) => void navigate({ to: '/app/commandes', search: next, replace: true, resetScroll: false }),
    [navigate],
  );
  useShortcut({
    keys: 'n',
    label: words.new,
    group: 'here',
    run: () => void navigate({ to: '/app/commandes/nouvelle' }),
  });
  const clear = () => {
    change({});
    focusSearch();
  };
  return (
    <Page
      title={words.mine}
      lead={words.mineLead}
      actions={
        <ButtonLink to="/app/commandes/nouvelle" look={isEmpty ? 'secondary' : 'primary'}>
          <Plus aria-hidden className="icon" />
          {words.new}
        </ButtonLink>
      }
    >
      <FirstThing />
      {isEmpty ? null : <ListFilters search={search} onChange={change} placeholder={words.searchMine} />}
      <CommandeList query={query} empty={<Empty filtered={isFiltered(search)} onClear={clear} />}>
        {(commandes) => (
          <Rows label={words.mine}>
            {commandes.map((commande) => (
              <CommandeRow key={commande.id} commande={commande} who={<Counterpart commande={commande} />} />
            ))}
          </Rows>
        )}
      </CommandeList>
      <RecentSessionsLater />
    </Page>
  );
}

function Counterpart(props: { commande: Commande }) {
  const words = useWords().commandes;
  const me = useMe();
  const { client, correcteur } = props.commande;
  if (client.id !== me.id) return fullName(client);
  return correcteur ? words.correctedBy(fullName(correcteur)) : words.notAssigned;
}

function Empty(props: { filtered: boolean; onClear: () => void }) {
  const words = useWords().commandes;
  if (props.filtered) {
    return (
      <EmptyState title={words.emptyFiltered} action={<Button onClick={props.onClear}>{words.clear}</Button>}>
        {words.emptyFilteredText}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<BookOpenText aria-hidden strokeWidth={1.5} />}
      title={words.emptyMine}
      action={
        <ButtonLink to="/app/commandes/nouvelle" look="primary">
          {words.emptyMineAction}
        </ButtonLink>
      }
    >
      {words.emptyMineText}
    </EmptyState>
  );
}
