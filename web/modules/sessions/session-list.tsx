import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Session } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { sentenceOf } from '../../ui/form-failure.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { revokeOtherSessions, sessionsQuery } from './queries.ts';
import { SessionRow } from './session-row.tsx';
import { useSessionsWords } from './use-sessions-words.ts';

/** The devices of a person, for an administrator; without a person, one's own. */
export function SessionList(props: { userId: string | null }) {
  const query = useQuery(sessionsQuery(props.userId));
  if (query.isPending) return <SessionSkeletons />;
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <Sections sessions={query.data ?? []} userId={props.userId} />;
}

function Sections(props: { sessions: Session[]; userId: string | null }) {
  const words = useSessionsWords();
  const { sessions, userId } = props;
  const open = sessions.filter(({ state }) => state === 'open');
  const ended = sessions.filter(({ state }) => state !== 'open');
  const others = open.filter(({ current }) => !current);
  if (sessions.length === 0) return <EmptyState title={words.empty}>{words.emptyText}</EmptyState>;
  return (
    <div className="grid gap-8">
      {open.length > 0 ? <Rows title={words.open} sessions={open} userId={userId} /> : null}
      {others.length > 0 ? <CloseOthers userId={userId} /> : null}
      {others.length === 0 && userId === null ? <p className="text-13 text-ink-soft">{words.onlyHere}</p> : null}
      {ended.length > 0 ? <Rows title={words.ended} lead={words.endedLead} sessions={ended} userId={userId} /> : null}
    </div>
  );
}

function Rows(props: { title: string; lead?: string; sessions: Session[]; userId: string | null }) {
  return (
    <section className="grid gap-3">
      <div className="grid gap-1">
        <h2 className="font-serif text-20">{props.title}</h2>
        {props.lead ? <p className="text-14 text-ink-soft">{props.lead}</p> : null}
      </div>
      <ul aria-label={props.title} className="divide-y divide-line rounded-md border border-line bg-surface">
        {props.sessions.map((session) => (
          <SessionRow key={session.id} session={session} userId={props.userId} />
        ))}
      </ul>
    </section>
  );
}

function CloseOthers(props: { userId: string | null }) {
  const words = useWords();
  const sessionWords = useSessionsWords();
  const client = useQueryClient();
  const close = useMutation({
    mutationFn: () => revokeOtherSessions(props.userId),
    onSuccess: () => toast({ title: sessionWords.othersRevoked }),
    onError: (error) => toast({ title: sentenceOf(error, words) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
  return (
    <div>
      <Button pending={close.isPending} onClick={() => close.mutate()}>
        {props.userId === null ? sessionWords.revokeOthers : sessionWords.revokeTheirs}
      </Button>
    </div>
  );
}

function SessionSkeletons() {
  return (
    <Loading className="divide-y divide-line rounded-md border border-line bg-surface">
      {['w-40', 'w-52'].map((width) => (
        <div key={width} className="flex items-center gap-4 px-4 py-4">
          <Skeleton className="size-6" />
          <div className="grid gap-2">
            <Skeleton className={`h-4 ${width}`} />
            <Skeleton className="h-3 w-32" />
          </div>
        </div>
      ))}
    </Loading>
  );
}
