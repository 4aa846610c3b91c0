import { useInfiniteQuery } from '@tanstack/react-query';
import Eraser from 'lucide-react/icons/eraser';
import type { Erasure } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatDate } from '../../ui/formats.ts';
import { Page } from '../../ui/page.tsx';
import { useNow, useReader } from '../../ui/reader.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { DateOnly, Time } from '../../ui/time.tsx';
import { erasuresQuery } from './queries.ts';
import { usePersonalDataWords } from './use-personal-data-words.ts';

export function ErasuresPage() {
  const says = useWords().ui;
  const words = usePersonalDataWords().erasures;
  const query = useInfiniteQuery(erasuresQuery);
  return (
    <Page title={words.title} lead={words.lead} width="page">
      {query.isPending ? (
        <Loading className="grid gap-3">
          <Skeleton className="h-20 w-full" />
          <Skeleton className="h-20 w-full" />
        </Loading>
      ) : query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data.length === 0 ? (
        <EmptyState icon={<Eraser aria-hidden strokeWidth={1.5} />} title={words.none}>
          {words.noneText}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line border-line border-y">
          {query.data.map((erasure) => (
            <ErasureRow key={erasure.id} erasure={erasure} />
          ))}
        </ul>
      )}
      {query.hasNextPage ? (
        <Button look="quiet" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {says.more}
        </Button>
      ) : null}
    </Page>
  );
}

function ErasureRow({ erasure }: { erasure: Erasure }) {
  const words = usePersonalDataWords().erasures;
  const { person, state, createdAt, dueAt, doneAt, cancelledAt, erased, kept } = erasure;
  return (
    <li className="grid gap-1.5 py-4 text-14">
      <p className="flex flex-wrap items-center gap-3">
        <span className="font-medium">
          {person === null ? (
            words.erasedPerson
          ) : (
            <TextLink to="/app/admin/utilisateurs/$id" params={{ id: erasure.userId }}>
              {fullName(person) || person.email}
            </TextLink>
          )}
        </span>
        <span className="break-all text-ink-soft">{person?.email ?? erasure.userId}</span>
        <Badge>{words.states[state]}</Badge>
      </p>
      <p className="text-13 text-ink-soft">
        {words.asked} <Time at={createdAt} />
        {' · '}
        {state === 'DONE' && doneAt !== null ? (
          <>
            {words.done} <Time at={doneAt} />
          </>
        ) : cancelledAt !== null ? (
          <>
            {words.cancelled} <Time at={cancelledAt} />
          </>
        ) : (
          <>
            {words.due} <DateOnly at={dueAt} />
          </>
        )}
      </p>
      {state === 'DONE' ? (
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-13">
          <dt className="text-ink-soft">{words.erased}</dt>
          <dd>
            {sums(erased)
              .map(([thing, count]) => words.rows(words.things[thing], count))
              .join(', ')}
          </dd>
          <dt className="text-ink-soft">{words.kept}</dt>
          <dd className="grid gap-1">
            {kept.map((one) => (
              <Kept key={one.what} {...one} />
            ))}
          </dd>
        </dl>
      ) : null}
    </li>
  );
}

function Kept({ what, count, numbers, until }: Erasure['kept'][number]) {
  const words = usePersonalDataWords().erasures;
  const reader = useReader();
  const now = useNow();
  // A day of the calendar, and no moment: it is the same wherever it is read.
  const end = until === null ? '' : words.until(formatDate(new Date(until), now, { ...reader, timeZone: 'UTC' }));
  return (
    <span>
      {what === 'audit' ? words.keptWords.audit : null}
      {what === 'corrections' ? words.keptWords.corrections(count ?? 0) : null}
      {what === 'invoices' ? words.keptWords.invoices(count ?? 0, (numbers ?? []).join(', ')) : null}
      {end}
    </span>
  );
}

const THINGS = [
  'commandes',
  'messages',
  'files',
  'notifications',
  'support_requests',
  'payment_methods',
  'factors',
  'identities',
  'api_tokens',
  'user_sessions',
  'others',
] as const;
/** Rows of a kind that are kept in a table of another name. */
const SAME: Readonly<Record<string, string>> = {
  passkeys: 'factors',
  totp_secrets: 'factors',
  recovery_codes: 'factors',
  clerk_users: 'identities',
};

/** What is gone, by what it is to people rather than by table. */
function sums(erased: Erasure['erased']): [(typeof THINGS)[number], number][] {
  const totals = new Map(THINGS.map((thing) => [thing, 0]));
  for (const [table, count] of Object.entries(erased)) {
    const thing = THINGS.find((one) => one === (SAME[table] ?? table)) ?? 'others';
    totals.set(thing, (totals.get(thing) ?? 0) + count);
  }
  return [...totals].filter(([, count]) => count > 0);
}
