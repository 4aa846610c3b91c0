import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { useMe } from '../../api/session.ts';
import type { Commande } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useWide } from '../../ui/use-wide.ts';
import { restoreUploads } from '../files/uploads.ts';
import { useComposer } from '../messages/use-composer.ts';
import { PlainContent } from '../shell/plain-page.tsx';
import { CommandeDialogs } from './commande-dialogs.tsx';
import { CommandeDrop } from './commande-drop.tsx';
import { CommandeHeader } from './commande-header.tsx';
import { Conversation } from './conversation.tsx';
import { EditButton } from './edit-button.tsx';
import { Facts } from './facts.tsx';
import { type NextThing, nextThing } from './next-thing.ts';
import { commandeQuery } from './queries.ts';
import type { Section } from './routes.ts';
import { ThreadSkeleton } from './thread.tsx';
import { openTransitions } from './transition.ts';
import { useArrival } from './use-arrival.ts';
import { useCommandeActs } from './use-commande-acts.ts';
import { useCommandeKeys } from './use-commande-keys.ts';
import { useCommandeWords } from './use-commande-words.ts';
import { useDeposit } from './use-deposit.tsx';
import { VersionsSection } from './versions-section.tsx';

const route = getRouteApi('/app/commandes/$id');

export function CommandePage() {
  const { id } = route.useParams();
  const query = useQuery(commandeQuery(id));
  useEffect(() => void restoreUploads(), []);
  if (query.isPending) return <PageSkeleton />;
  if (query.error && isMissing(query.error)) return <CommandeNotFound sentence={query.error.message} />;
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <CommandeView key={id} commande={query.data} />;
}

function CommandeView(props: { commande: Commande }) {
  const { commande } = props;
  const me = useMe();
  const wide = useWide();
  const acts = useCommandeActs(commande);
  const composer = useComposer(commande.id);
  const input = useRef<HTMLTextAreaElement>(null);
  const deposit = useDeposit(commande);
  const [section, show] = useSection();

  function reply(): void {
    show('fil');
    // The part of the page that holds the field may only just be coming into being.
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.scrollIntoView({ block: 'nearest' });
    });
  }

  function doNext(next: NextThing): void {
    if (next.kind === 'reply' || next.kind === 'ask') reply();
    if (next.kind === 'assign') acts.assign();
    if (next.kind === 'deliver') acts.deliver();
    if (next.kind === 'depositManuscript') deposit.open('MANUSCRIT');
    const wanted = openTransitions(commande).find(({ kind }) => kind === next.kind);
    if (wanted) acts.change(wanted);
  }

  useArrival(() => {
    const next = nextThing(commande, me, new Date());
    // What changes something waits for a press of its own button; a file can only be asked for by one.
    if (next.kind !== 'start' && next.kind !== 'depositManuscript') doNext(next);
  });
  useCommandeKeys(commande, acts, { reply, deposit: deposit.openFirst });
  const thread = <Conversation commande={commande} composer={composer} input={input} />;
  const versions = <VersionsSection commande={commande} deposit={deposit} />;
  const facts = <Facts commande={commande} edit={<EditButton commande={commande} onEdit={acts.edit} />} />;
  return (
    <div className="lg:grid lg:h-[calc(100dvh-var(--line-height,0px))] lg:grid-rows-[auto_minmax(0,1fr)]">
      <CommandeHeader commande={commande} acts={acts} onNext={doNext} />
      {wide ? (
        <Columns thread={thread} versions={versions} facts={facts} />
      ) : (
        <Sections section={section} onShow={show} thread={thread} versions={versions} facts={facts} />
      )}
      {deposit.input}
      <CommandeDrop commande={commande} onAttach={composer.attach} onDeposit={deposit.send} />
      <CommandeDialogs commande={commande} acts={acts} />
    </div>
  );
}

type Parts = { thread: ReactNode; versions: ReactNode; facts: ReactNode };

function Columns(props: Parts) {
  const words = useCommandeWords().page;
  return (
    <div className="grid min-h-0 grid-cols-[minmax(0,1fr)_21rem]">
      {props.thread}
      <aside
        aria-label={words.facts}
        className="grid grid-cols-[minmax(0,1fr)] content-start gap-6 overflow-y-auto border-line border-s px-6 pt-5 pb-10"
      >
        <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
          <h2 className="font-serif text-16">{words.versions}</h2>
          {props.versions}
        </section>
        <section className="grid grid-cols-[minmax(0,1fr)] gap-3 border-line border-t pt-5">
          <h2 className="font-serif text-16">{words.facts}</h2>
          {props.facts}
        </section>
      </aside>
    </div>
  );
}

function Sections(props: Parts & { section: Section; onShow: (section: Section) => void }) {
  const words = useCommandeWords().page;
  return (
    <div className="px-4 pt-2 sm:px-8">
      <Tabs
        label={words.sections}
        value={props.section}
        onChange={props.onShow}
        tabs={[
          { value: 'fil', label: words.thread, panel: props.thread },
          { value: 'versions', label: words.versions, panel: <Titled title={words.versions}>{props.versions}</Titled> },
          { value: 'details', label: words.facts, panel: <Titled title={words.facts}>{props.facts}</Titled> },
        ]}
      />
    </div>
  );
}

/** The tab says the title already; headings must still follow each other. */
function Titled(props: { title: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h2 className="sr-only">{props.title}</h2>
      {props.children}
    </div>
  );
}

function useSection(): [Section, (section: Section) => void] {
  const { partie } = route.useSearch();
  const { id } = route.useParams();
  const navigate = useNavigate();
  const show = (section: Section) =>
    void navigate({
      to: '/app/commandes/$id',
      params: { id },
      search: section === 'fil' ? {} : { partie: section },
      replace: true,
      resetScroll: false,
    });
  return [partie ?? 'fil', show];
}

function isMissing(error: Error): boolean {
  return error instanceof ApiError && error.status === 404;
}

function CommandeNotFound(props: { sentence: string }) {
  const words = useWords();
  return (
    <PlainContent title={words.shell.notFound.title} code="404">
      <p>{props.sentence}</p>
      <ButtonLink to="/app" look="primary" className="mt-6">
        {words.shell.notFound.action}
      </ButtonLink>
    </PlainContent>
  );
}

function PageSkeleton() {
  return (
    <Loading>
      <div className="grid gap-3 border-line border-b px-4 py-6 sm:px-8">
        <Skeleton className="h-4 w-28" />
        <Skeleton className="h-8 w-80 max-w-full" />
        <Skeleton className="h-6 w-48" />
      </div>
      <div className="max-w-3xl px-4 py-6 sm:px-8">
        <ThreadSkeleton />
      </div>
    </Loading>
  );
}
