import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import GraduationCap from 'lucide-react/icons/graduation-cap';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useLangue, useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { sentenceOf } from '../../ui/form-failure.tsx';
import { formatMoney } from '../../ui/formats.ts';
import { Page } from '../../ui/page.tsx';

import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { RefuseDialog } from './refuse-dialog.tsx';
import { useOnboardingWords } from './use-onboarding-words.ts';

const requestsQuery = queryOptions({
  queryKey: ['role-requests'],
  queryFn: async () => (await answer(api.GET('/api/admin/role-requests', { params: { query: { limit: 100 } } }))).items,
});
type Request = NonNullable<Awaited<ReturnType<NonNullable<typeof requestsQuery.queryFn>>>>[number];

/** Who asks to be a mentor, with what they say of themselves. */
export function RoleRequestsPage() {
  const words = useOnboardingWords().requests;
  const query = useQuery(requestsQuery);
  return (
    <Page title={words.title} lead={words.lead}>
      {query.isPending ? <Skeletons /> : null}
      {query.isLoadingError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data?.length === 0 ? (
        <EmptyState icon={<GraduationCap aria-hidden />} title={words.empty}>
          {words.emptyText}
        </EmptyState>
      ) : null}
      {query.data?.length ? (
        <ul className="divide-y divide-line rounded-md border border-line bg-surface">
          {query.data.map((request) => (
            <RequestRow key={request.userId} request={request} />
          ))}
        </ul>
      ) : null}
    </Page>
  );
}

function RequestRow(props: { request: Request }) {
  const words = useOnboardingWords().requests;
  const { langue } = useLangue();
  const { request } = props;
  const name = fullName(request) || request.email;
  const decide = useDecision(request.userId, name);
  const [isRefusing, setRefusing] = useState(false);
  const { hourlyRateCents: cents } = request;
  return (
    <li className="grid gap-3 px-4 py-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-start">
      <div className="grid min-w-0 gap-1.5">
        <p className="font-medium text-14">{name}</p>
        <p className="numbers wrap-anywhere text-13 text-ink-soft">
          {request.email}
          {cents === null ? null : ` · ${words.rate(formatMoney(cents, langue))}`}
        </p>
        <p className="flex flex-wrap gap-1.5">
          {request.expertise.map((one) => (
            <Badge key={one} tone="neutral">
              {one}
            </Badge>
          ))}
        </p>
        {request.bio ? <p className="wrap-anywhere max-w-prose whitespace-pre-line text-14">{request.bio}</p> : null}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          look="primary"
          aria-label={words.acceptLabel(name)}
          pending={decide.isPending && decide.variables.accepted}
          onClick={() => decide.mutate({ accepted: true })}
        >
          {words.accept}
        </Button>
        <Button
          size="small"
          look="quiet"
          aria-label={words.refuseLabel(name)}
          pending={decide.isPending && !decide.variables.accepted}
          onClick={() => setRefusing(true)}
        >
          {words.refuse}
        </Button>
        <RefuseDialog
          name={name}
          open={isRefusing}
          onOpenChange={setRefusing}
          onRefuse={(reason) => decide.mutate({ accepted: false, reason })}
        />
      </div>
    </li>
  );
}

function useDecision(id: string, name: string) {
  const words = useWords();
  const { accepted, refused } = useOnboardingWords().requests;
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { accepted: boolean; reason?: string | null }) =>
      answer(api.POST('/api/admin/role-requests/{id}/decision', { params: { path: { id } }, body })),
    onSuccess: (_user, decided) => toast({ title: decided.accepted ? accepted(name) : refused(name) }),
    onError: (error) => toast({ title: words.ui.errors.refused, detail: sentenceOf(error, words) }),
    onSettled: () =>
      Promise.all([client.invalidateQueries(requestsQuery), client.invalidateQueries({ queryKey: ['users'] })]),
  });
}

function Skeletons() {
  return (
    <Loading className="divide-y divide-line rounded-md border border-line bg-surface">
      {['w-40', 'w-52'].map((width) => (
        <div key={width} className="grid gap-2 px-4 py-4">
          <Skeleton className={`h-4 ${width}`} />
          <Skeleton className="h-3 w-64" />
          <Skeleton className="h-12 w-full" />
        </div>
      ))}
    </Loading>
  );
}
