import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { useLangue } from '../../i18n/words.tsx';
import { Button, buttonLook } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { formatFileSize } from '../../ui/formats.ts';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { DateOnly, Time } from '../../ui/time.tsx';
import { toast } from '../../ui/toast.tsx';
import { exportsQuery } from './queries.ts';
import { usePersonalDataWords } from './use-personal-data-words.ts';

export function ExportSection() {
  const words = usePersonalDataWords().export;
  const client = useQueryClient();
  const { data } = useQuery(exportsQuery);
  const isUnderWay = data?.some(({ state }) => state === 'REQUESTED') ?? false;
  const ask = useMutation({
    mutationFn: () => answer(api.POST('/api/users/me/export')),
    onSuccess: () => toast({ title: words.asked }),
    onSettled: () => client.invalidateQueries({ queryKey: exportsQuery.queryKey }),
  });
  return (
    <section className="grid gap-4">
      <h2 className="font-serif text-20">{words.title}</h2>
      <p className="text-14 text-ink-soft">{words.lead}</p>
      <FormFailure failure={ask.error} />
      <div>
        <Button pending={ask.isPending} disabled={isUnderWay} onClick={() => ask.mutate()}>
          {words.ask}
        </Button>
      </div>
      <Archives />
    </section>
  );
}

function Archives() {
  const words = usePersonalDataWords().export;
  const { langue } = useLangue();
  const query = useQuery(exportsQuery);
  if (query.isPending)
    return (
      <Loading>
        <Skeleton className="h-10 w-full" />
      </Loading>
    );
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) return <p className="text-14 text-ink-soft">{words.none}</p>;
  return (
    <ul className="divide-y divide-line border-line border-y" aria-live="polite">
      {query.data.map(({ id, state, createdAt, expiresAt, sizeBytes }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5 text-14">
          <Time at={createdAt} className="text-ink-soft" />
          <span className="min-w-0 flex-1">
            {words.states[state]}
            {state === 'READY' && expiresAt !== null ? (
              <span className="text-ink-soft">
                {' '}
                {words.until} <DateOnly at={expiresAt} />
              </span>
            ) : null}
          </span>
          {state === 'READY' ? (
            <a
              href={`/api/users/me/exports/${id}/content`}
              download
              className={buttonLook({ look: 'secondary', size: 'small' })}
              aria-label={words.downloadLabel(formatFileSize(sizeBytes ?? 0, langue))}
            >
              {words.download}
            </a>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
