import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import UserPlus from 'lucide-react/icons/user-plus';
import { useMemo, useState } from 'react';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { type Command, useCommands } from '../../ui/keyboard/commands.ts';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import { Page } from '../../ui/page.tsx';
import { AddDialog } from './add-dialog.tsx';
import { usersQuery } from './queries.ts';
import type { UsersSearch } from './routes.ts';
import { usePeopleWords } from './use-people-words.ts';
import { UsersFilters } from './users-filters.tsx';
import { UsersTable } from './users-table.tsx';

const route = getRouteApi('/app/admin/utilisateurs');

export function UsersPage() {
  const words = useWords();
  const says = usePeopleWords();
  const search = route.useSearch();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const query = useInfiniteQuery(usersQuery(search));
  const filter = (next: UsersSearch) => void navigate({ to: '/app/admin/utilisateurs', search: next, replace: true });
  const commands = useMemo<Command[]>(
    () => [{ id: 'add-person', label: says.add, group: words.shell.act, keys: 'n', run: () => setAdding(true) }],
    [words, says.add],
  );
  useCommands('users-page', commands);
  useShortcut({ keys: 'n', label: says.add, group: 'here', run: () => setAdding(true) });
  return (
    <Page
      title={says.title}
      lead={says.lead}
      width="wide"
      actions={
        <Button look="primary" onClick={() => setAdding(true)}>
          <UserPlus aria-hidden className="icon" />
          {says.add}
        </Button>
      }
    >
      <div className="grid gap-4">
        <UsersFilters search={search} onChange={filter} />
        <UsersTable query={query} onClear={() => filter({})} />
        {query.hasNextPage ? (
          <div className="text-center">
            <Button look="quiet" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {words.ui.more}
            </Button>
          </div>
        ) : null}
      </div>
      <AddDialog open={adding} onOpenChange={setAdding} />
    </Page>
  );
}
