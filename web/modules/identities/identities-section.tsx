import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link2 from 'lucide-react/icons/link-2';
import { answer, api } from '../../api/client.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { FormFailure, sentenceOf } from '../../ui/form-failure.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { Time } from '../../ui/time.tsx';
import { toast } from '../../ui/toast.tsx';
import { identitiesQuery, providersQuery } from './queries.ts';
import { SignInFailure } from './sign-in-failure.tsx';
import { useIdentityWords } from './use-identity-words.ts';

/** The accounts elsewhere that sign in as this person; nothing where there are none and none can be. */
export function IdentitiesSection(props: { failure: string | undefined }) {
  const words = useIdentityWords();
  const identities = useQuery(identitiesQuery);
  const { data: providers = [] } = useQuery(providersQuery);
  if (providers.length === 0 && !identities.data?.length) return null;
  const linked = new Set(identities.data?.map(({ provider }) => provider));
  return (
    <section className="grid gap-4">
      <div className="grid gap-1">
        <h2 className="font-serif text-20">{words.title}</h2>
        <p className="text-14 text-ink-soft">{words.lead}</p>
      </div>
      <SignInFailure code={props.failure} />
      {identities.isPending ? <Skeletons /> : null}
      {identities.isLoadingError ? (
        <ErrorState error={identities.error} onRetry={() => void identities.refetch()} />
      ) : null}
      {identities.data?.length ? (
        <ul className="divide-y divide-line rounded-md border border-line bg-surface">
          {identities.data.map((identity) => (
            <Linked key={identity.id} {...identity} />
          ))}
        </ul>
      ) : null}
      <LinkButtons providers={providers.filter(({ name }) => !linked.has(name))} />
    </section>
  );
}

function Linked(props: { id: string; label: string; email: string | null; lastUsedAt: string | null }) {
  const words = useIdentityWords();
  const all = useWords();
  const client = useQueryClient();
  const { id, label, email, lastUsedAt } = props;
  const unlink = useMutation({
    mutationFn: () => answer(api.DELETE('/api/users/me/identities/{id}', { params: { path: { id } } })),
    onSuccess: () => toast({ title: words.unlinked(label) }),
    onError: (error) => toast({ title: all.ui.errors.refused, detail: sentenceOf(error, all) }),
    onSettled: () => client.invalidateQueries(identitiesQuery),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <Link2 aria-hidden className="icon flex-none text-ink-soft" />
      <div className="min-w-0 grow">
        <p className="font-medium text-14">{label}</p>
        <p className="truncate text-13 text-ink-soft">
          {email ?? words.noAddress}
          {lastUsedAt === null ? null : (
            <>
              {' · '}
              {words.lastUsed} <Time at={lastUsedAt} />
            </>
          )}
        </p>
      </div>
      <Button
        size="small"
        aria-label={words.unlinkLabel(label)}
        pending={unlink.isPending}
        onClick={() => unlink.mutate()}
      >
        {words.unlink}
      </Button>
    </li>
  );
}

function LinkButtons(props: { providers: readonly { name: string; label: string }[] }) {
  const words = useIdentityWords();
  const begin = useMutation({
    mutationFn: (provider: string) =>
      answer(api.POST('/api/users/me/identities/{provider}', { params: { path: { provider } }, body: {} })),
    onSuccess: ({ url }) => location.assign(url),
  });
  return (
    <>
      <FormFailure failure={begin.error} />
      <div className="flex flex-wrap gap-2">
        {props.providers.map(({ name, label }) => (
          <Button key={name} pending={begin.isPending && begin.variables === name} onClick={() => begin.mutate(name)}>
            {words.link(label)}
          </Button>
        ))}
      </div>
    </>
  );
}

function Skeletons() {
  return (
    <Loading className="grid gap-2 rounded-md border border-line bg-surface px-4 py-4">
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-3 w-56" />
    </Loading>
  );
}
