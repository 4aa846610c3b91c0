import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import MailIcon from 'lucide-react/icons/mail';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import { ApiError } from '../../api/api-error.ts';
import type { Mail } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { Time } from '../../ui/time.tsx';
import { PageNotFound } from '../shell/page-not-found.tsx';
import { Wordmark } from '../shell/wordmark.tsx';
import { LetterText } from './letter-text.tsx';
import { mailQuery, mailsQuery } from './queries.ts';
import { useMailWords } from './use-mail-words.ts';

const route = getRouteApi('/app/dev/mail');

/** What the application would have sent: a list, and the letter being read. */
export function MailPage() {
  const mail = useMailWords();
  const { lettre } = route.useSearch();
  const query = useQuery({
    ...mailsQuery,
    retry: false,
    refetchInterval: ({ state }) => (state.error ? false : 5_000),
  });
  // Outside development there is no such page.
  if (query.error instanceof ApiError && query.error.status === 404) return <PageNotFound />;
  return (
    <>
      <header className="border-line border-b">
        <div className="mx-auto flex h-14 max-w-wide items-center px-4 sm:px-8">
          <Wordmark />
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        <Page
          title={mail.title}
          lead={mail.lead}
          width="wide"
          actions={
            <Button onClick={() => void query.refetch()} pending={query.isFetching}>
              <RefreshCw aria-hidden className="icon" />
              {mail.refresh}
            </Button>
          }
        >
          {query.isPending ? <MailSkeletons /> : null}
          {query.isLoadingError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
          {query.data?.length === 0 ? (
            <EmptyState icon={<MailIcon aria-hidden strokeWidth={1.5} />} title={mail.empty}>
              {mail.emptyText}
            </EmptyState>
          ) : null}
          {query.data && query.data.length > 0 ? <Box mails={query.data} chosen={lettre} /> : null}
        </Page>
      </main>
    </>
  );
}

function Box(props: { mails: Pick<Mail, 'id' | 'to' | 'subject' | 'createdAt'>[]; chosen: string | undefined }) {
  const words = useMailWords();
  const { chosen } = props;
  return (
    <div className="grid overflow-hidden rounded-md border border-line bg-surface md:min-h-96 md:grid-cols-[20rem_minmax(0,1fr)]">
      <nav aria-label={words.list} className={classNames('border-line md:border-e', chosen && 'max-md:hidden')}>
        <ul className="divide-y divide-line">
          {props.mails.map((mail) => (
            <li key={mail.id}>
              <Link
                to="/app/dev/mail"
                search={{ lettre: mail.id }}
                activeOptions={{ includeSearch: true }}
                className="grid gap-0.5 px-4 py-3 -outline-offset-2 hover:bg-hover data-[status=active]:bg-hover"
              >
                <span className="truncate font-medium text-14">{mail.subject}</span>
                <span className="truncate text-13 text-ink-soft">{mail.to}</span>
                <Time at={mail.createdAt} className="text-13 text-ink-faint" />
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {chosen ? (
        <Letter id={chosen} />
      ) : (
        <p className="self-center justify-self-center p-8 text-14 text-ink-soft max-md:hidden">{words.choose}</p>
      )}
    </div>
  );
}

function Letter(props: { id: string }) {
  const words = useMailWords();
  const query = useQuery(mailQuery(props.id));
  return (
    <article className="min-w-0 p-5 sm:p-8">
      <Link
        to="/app/dev/mail"
        className="-ms-1 mb-4 inline-flex h-11 items-center gap-1.5 text-14 text-ink-soft md:hidden"
      >
        <ArrowLeft aria-hidden className="icon size-4" />
        {words.back}
      </Link>
      {query.isPending ? <MailSkeletons /> : null}
      {query.isLoadingError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data ? (
        <>
          <h2 className="font-serif text-20">{query.data.subject}</h2>
          <p className="mt-1 mb-6 border-line border-b pb-4 text-13 text-ink-soft">
            {words.to} {query.data.to} · <Time at={query.data.createdAt} />
          </p>
          <LetterText text={query.data.text} />
        </>
      ) : null}
    </article>
  );
}

function MailSkeletons() {
  return (
    <Loading className="grid gap-3">
      <Skeleton className="h-5 w-2/5" />
      <Skeleton className="h-4 w-3/5" />
      <Skeleton className="h-4 w-1/2" />
    </Loading>
  );
}
