import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import UserRoundCheck from 'lucide-react/icons/user-round-check';
import { answer, api } from '../../api/client.ts';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { sentenceOf } from '../../ui/form-failure.tsx';
import { Page } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { useClerkWords } from './use-clerk-words.ts';

const waitingQuery = queryOptions({
  queryKey: ['clerk', 'waiting'],
  queryFn: async () =>
    (await answer(api.GET('/api/admin/clerk', { params: { query: { state: 'WAITING', limit: 100 } } }))).items,
});
type Waiting = NonNullable<Awaited<ReturnType<NonNullable<typeof waitingQuery.queryFn>>>>[number];

/** The people of Clerk who wait for an administrator, with the reason and what can be done. */
export function ClerkPage() {
  const words = useClerkWords();
  const query = useQuery(waitingQuery);
  return (
    <Page title={words.title} lead={words.lead}>
      {query.isPending ? <Skeletons /> : null}
      {query.isLoadingError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data?.length === 0 ? (
        <EmptyState icon={<UserRoundCheck aria-hidden />} title={words.empty}>
          {words.emptyText}
        </EmptyState>
      ) : null}
      {query.data?.length ? (
        <ul className="divide-y divide-line rounded-md border border-line bg-surface">
          {query.data.map((user) => (
            <WaitingRow key={user.id} user={user} />
          ))}
        </ul>
      ) : null}
    </Page>
  );
}

function WaitingRow(props: { user: Waiting }) {
  const words = useClerkWords();
  const { user } = props;
  const { account } = user;
  const name = fullName(user) || words.nameless;
  const who = fullName(user) || (user.email ?? user.id);
  const { link, refuse } = useDecision(user.id, who);
  return (
    <li className="grid gap-3 px-4 py-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-start">
      <div className="grid min-w-0 gap-1">
        <p className="font-medium text-14">{name}</p>
        <p className="wrap-anywhere text-13 text-ink-soft">
          {user.email ?? words.noAddress} · {user.id}
        </p>
        {user.reason ? <p className="text-14">{words.reasons[user.reason]}</p> : null}
        <p className="wrap-anywhere text-13 text-ink-soft">
          {account ? words.account(fullName(account) || words.nameless, account.email) : words.noAccount}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {account?.isActive ? (
          <Button size="small" aria-label={words.linkLabel(who)} pending={link.isPending} onClick={() => link.mutate()}>
            {words.link}
          </Button>
        ) : null}
        {user.reason === 'REFUSED' ? null : (
          <Button
            size="small"
            look="quiet"
            aria-label={words.refuseLabel(who)}
            pending={refuse.isPending}
            onClick={() => refuse.mutate()}
          >
            {words.refuse}
          </Button>
        )}
      </div>
    </li>
  );
}

function useDecision(id: string, who: string) {
  const words = useWords();
  const clerk = useClerkWords();
  const client = useQueryClient();
  const params = { path: { id } };
  const told = {
    onError: (error: Error) => toast({ title: words.ui.errors.refused, detail: sentenceOf(error, words) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['clerk'] }),
  };
  const link = useMutation({
    mutationFn: () => answer(api.POST('/api/admin/clerk/{id}/link', { params, body: {} })),
    onSuccess: () => toast({ title: clerk.linked(who) }),
    ...told,
  });
  const refuse = useMutation({
    mutationFn: () => answer(api.POST('/api/admin/clerk/{id}/refuse', { params })),
    onSuccess: () => toast({ title: clerk.refused(who) }),
    ...told,
  });
  return { link, refuse };
}

function Skeletons() {
  return (
    <Loading className="divide-y divide-line rounded-md border border-line bg-surface">
      {['w-40', 'w-52'].map((width) => (
        <div key={width} className="grid gap-2 px-4 py-4">
          <Skeleton className={`h-4 ${width}`} />
          <Skeleton className="h-3 w-64" />
          <Skeleton className="h-3 w-48" />
        </div>
      ))}
    </Loading>
  );
}
