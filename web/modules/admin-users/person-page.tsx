import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import type { ReactNode } from 'react';
import { useMe } from '../../api/session.ts';
import type { AdministeredUser } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { StatutMark } from '../../ui/statut-mark.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { AuditList } from '../audit/audit-list.tsx';
import { auditQuery } from '../audit/queries.ts';
import { SessionList } from '../sessions/session-list.tsx';
import { PersonFacts } from './person-facts.tsx';
import { personQuery, theirCommandesQuery } from './queries.ts';
import { usePeopleWords } from './use-people-words.ts';
import { UserActions } from './user-actions.tsx';

const route = getRouteApi('/app/admin/utilisateurs/$id');

/** One person, for an administrator: who they are, their work, their devices, and what is recorded of them. */
export function PersonPage() {
  const words = usePeopleWords();
  const { id } = route.useParams();
  const query = useQuery(personQuery(id));
  return (
    <>
      <div className="mx-auto w-full max-w-wide px-4 pt-4 sm:px-8 lg:pt-6">
        <Link
          to="/app/admin/utilisateurs"
          className="inline-flex min-h-7 items-center gap-1.5 text-13 text-ink-soft hover:text-ink pointer-coarse:min-h-11"
        >
          <ArrowLeft aria-hidden className="icon size-4" />
          {words.title}
        </Link>
      </div>
      {query.isPending ? <PersonSkeleton /> : null}
      {query.isLoadingError ? (
        <Page title={words.person}>
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </Page>
      ) : null}
      {query.data ? <Sections user={query.data} /> : null}
    </>
  );
}

function Sections(props: { user: AdministeredUser }) {
  const words = useWords();
  const says = usePeopleWords();
  const me = useMe();
  const { user } = props;
  return (
    <Page
      title={fullName(user) || user.email}
      lead={words.ui.role[user.role]}
      actions={<UserActions user={user} isMe={user.id === me.id} />}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-10">
        <PersonFacts user={user} />
        <Section title={says.theirCommandes}>
          <TheirCommandes user={user} />
        </Section>
        <Section title={says.theirSessions}>
          <SessionList userId={user.id === me.id ? null : user.id} />
        </Section>
        <Section title={says.theirAudit}>
          <TheirAudit id={user.id} />
        </Section>
      </div>
    </Page>
  );
}

function Section(props: { title: string; children: ReactNode }) {
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-4 border-line border-t pt-6">
      <h2 className="font-serif text-20">{props.title}</h2>
      {props.children}
    </section>
  );
}

function TheirCommandes(props: { user: AdministeredUser }) {
  const words = usePeopleWords();
  const query = useQuery(theirCommandesQuery(props.user.id, props.user.role));
  if (query.isPending) return <Skeleton className="h-12" />;
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const items = query.data?.items ?? [];
  if (items.length === 0) return <p className="text-14 text-ink-soft">{words.noCommande}</p>;
  return (
    <ul className="divide-y divide-line rounded-md border border-line bg-surface">
      {items.map(({ id, titre, statut }) => (
        <li key={id} className="flex items-center gap-3 px-4 py-2.5">
          <span className="min-w-0 grow truncate text-14">
            <TextLink to="/app/commandes/$id" params={{ id }}>
              {titre}
            </TextLink>
          </span>
          <StatutMark statut={statut} />
        </li>
      ))}
    </ul>
  );
}

function TheirAudit(props: { id: string }) {
  const words = usePeopleWords();
  const query = useInfiniteQuery(auditQuery({ person: props.id }, 10));
  return (
    <>
      <AuditList query={query} />
      <p className="text-14">
        <TextLink to="/app/admin/journal" search={{ person: props.id }}>
          {words.searchAudit}
        </TextLink>
      </p>
    </>
  );
}

function PersonSkeleton() {
  return (
    <Loading className="mx-auto grid w-full max-w-wide gap-6 px-4 pt-6 sm:px-8">
      <Skeleton className="h-8 w-56" />
      <Skeleton className="h-40" />
      <Skeleton className="h-24" />
    </Loading>
  );
}
