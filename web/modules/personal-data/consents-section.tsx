import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { Checkbox } from '../../ui/controls.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { DateOnly } from '../../ui/time.tsx';
import { toast } from '../../ui/toast.tsx';
import { LegalLink } from '../consents/legal-link.tsx';
import { consentsQuery } from './queries.ts';
import { usePersonalDataWords } from './use-personal-data-words.ts';

export function ConsentsSection() {
  const words = usePersonalDataWords().consents;
  const query = useQuery(consentsQuery);
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: ({ kind, granted }: { kind: string; granted: boolean }) =>
      answer(api.PUT('/api/users/me/consents/{kind}', { params: { path: { kind } }, body: { granted } })),
    onSuccess: ({ items }) => {
      client.setQueryData(consentsQuery.queryKey, items);
      toast({ title: words.saved });
    },
  });
  return (
    <section className="grid gap-4 border-line border-t pt-6">
      <h2 className="font-serif text-20">{words.title}</h2>
      <FormFailure failure={change.error} />
      {query.isPending ? (
        <Loading>
          <Skeleton className="h-20 w-full" />
        </Loading>
      ) : query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ul className="grid gap-3">
          {query.data.map(({ kind, isRequired, url, ...given }) => (
            <li key={kind} className="grid gap-0.5 text-14">
              {isRequired ? (
                <span>
                  {url === null ? nameOf(kind, words) : <LegalLink href={url}>{nameOf(kind, words)}</LegalLink>}
                </span>
              ) : (
                <Checkbox
                  label={nameOf(kind, words)}
                  checked={
                    change.isPending && change.variables.kind === kind
                      ? change.variables.granted
                      : given.grantedAt !== null && given.withdrawnAt === null
                  }
                  onChange={({ target }) => change.mutate({ kind, granted: target.checked })}
                />
              )}
              <Said {...given} isRequired={isRequired} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Said(props: {
  version: string | null;
  grantedAt: string | null;
  withdrawnAt: string | null;
  isRequired: boolean;
}) {
  const words = usePersonalDataWords().consents;
  const { version, grantedAt, withdrawnAt, isRequired } = props;
  const at = withdrawnAt ?? grantedAt;
  return (
    <span className="text-13 text-ink-soft">
      {at === null ? words.never : withdrawnAt === null ? words.given : words.withdrawn}
      {at === null ? null : (
        <>
          {' '}
          <DateOnly at={at} />
        </>
      )}
      {version === null ? null : `, ${words.version(version)}`}
      {isRequired ? ` · ${words.required}` : null}
    </span>
  );
}

function nameOf(kind: string, { kinds }: ReturnType<typeof usePersonalDataWords>['consents']): string {
  return Object.entries(kinds).find(([one]) => one === kind)?.[1] ?? kind;
}
