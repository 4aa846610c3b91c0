import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import UsersIcon from 'lucide-react/icons/users';
import { useMe } from '../../api/session.ts';
import type { AdministeredUser } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { Avatar, fullName } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { DateOnly } from '../../ui/time.tsx';
import { useWide } from '../../ui/use-wide.ts';
import { usePeopleWords } from './use-people-words.ts';
import { UserActions } from './user-actions.tsx';

/** People in their four faces: a table where there is room for one, a list elsewhere. */
export function UsersTable(props: { query: UseInfiniteQueryResult<AdministeredUser[]>; onClear: () => void }) {
  const words = usePeopleWords();
  const { query } = props;
  const wide = useWide();
  if (query.isPending) return <UserSkeletons />;
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) {
    return (
      <EmptyState
        icon={<UsersIcon aria-hidden strokeWidth={1.5} />}
        title={words.empty}
        action={<Button onClick={props.onClear}>{words.clear}</Button>}
      >
        {words.emptyText}
      </EmptyState>
    );
  }
  return wide ? <Table users={query.data} /> : <Cards users={query.data} />;
}

function Table(props: { users: AdministeredUser[] }) {
  const words = usePeopleWords();
  return (
    <div className="overflow-hidden rounded-md border border-line bg-surface">
      <table className="w-full border-collapse text-start text-14">
        <thead className="border-line border-b text-13 text-ink-soft">
          <tr>
            {[words.person, words.roleFilter, words.state, words.since].map((name) => (
              <th key={name} scope="col" className="px-4 py-2.5 text-start font-medium">
                {name}
              </th>
            ))}
            <th scope="col" className="w-14 px-2 py-2.5">
              <span className="sr-only">{words.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {props.users.map((user) => (
            <UserRow key={user.id} user={user} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function UserRow(props: { user: AdministeredUser }) {
  const words = useWords();
  const me = useMe();
  const { user } = props;
  return (
    <tr>
      <th scope="row" className="max-w-96 px-4 py-3 text-start font-normal">
        <UserName user={user} />
      </th>
      <td className="px-4 py-3">{words.ui.role[user.role]}</td>
      <td className="px-4 py-3">
        <UserState user={user} />
      </td>
      <td className="whitespace-nowrap px-4 py-3 text-ink-soft">
        <DateOnly at={user.createdAt} />
      </td>
      <td className="px-2 py-2 text-end">
        <UserActions user={user} isMe={user.id === me.id} />
      </td>
    </tr>
  );
}

function Cards(props: { users: AdministeredUser[] }) {
  const words = useWords();
  const says = usePeopleWords();
  const me = useMe();
  return (
    <ul aria-label={says.title} className="divide-y divide-line rounded-md border border-line bg-surface text-14">
      {props.users.map((user) => (
        <li key={user.id} className="flex items-start gap-2 py-3 ps-4 pe-1">
          <div className="grid min-w-0 grow gap-2">
            <UserName user={user} />
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 ps-11 text-ink-soft">
              {words.ui.role[user.role]}
              <UserState user={user} />
            </p>
          </div>
          <UserActions user={user} isMe={user.id === me.id} />
        </li>
      ))}
    </ul>
  );
}

function UserName(props: { user: AdministeredUser }) {
  const words = usePeopleWords();
  const me = useMe();
  const { user } = props;
  const name = fullName(user);
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Avatar person={name ? user : { ...user, prenom: user.email }} />
      <span className={classNames('grid min-w-0', !user.isActive && 'text-ink-faint')}>
        <span className="truncate font-medium">
          <Link to="/app/admin/utilisateurs/$id" params={{ id: user.id }} className="hover:underline">
            {name || user.email}
          </Link>
          {user.id === me.id ? <span className="font-normal text-ink-faint"> ({words.you})</span> : null}
        </span>
        {name ? <span className="truncate text-13 text-ink-soft">{user.email}</span> : null}
      </span>
    </span>
  );
}

export function UserState(props: { user: AdministeredUser }) {
  const words = usePeopleWords();
  if (!props.user.isActive) return <Badge tone="neutral">{words.inactive}</Badge>;
  if (props.user.emailVerifiedAt === null) return <Badge tone="warning">{words.pending}</Badge>;
  return <Badge tone="success">{words.active}</Badge>;
}

function UserSkeletons() {
  return (
    <Loading className="divide-y divide-line rounded-md border border-line bg-surface">
      {['w-32', 'w-44', 'w-36', 'w-40', 'w-28'].map((width) => (
        <div key={width} className="flex items-center gap-3 px-4 py-3.5">
          <Skeleton className="size-8 rounded-full" />
          <div className="grid grow gap-1.5">
            <Skeleton className={classNames('h-4', width)} />
            <Skeleton className="h-3 w-48" />
          </div>
          <Skeleton className="h-6 w-16 rounded-full" />
        </div>
      ))}
    </Loading>
  );
}
