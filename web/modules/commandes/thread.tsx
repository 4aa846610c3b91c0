import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import ArrowDown from 'lucide-react/icons/arrow-down';
import { Fragment, type ReactNode, type RefObject, useState } from 'react';
import { useMe } from '../../api/session.ts';
import type { Commande } from '../../api/types.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatDay } from '../../ui/formats.ts';
import { useNow, useReader } from '../../ui/reader.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { fichiersQuery } from '../files/queries.ts';
import { MessageEntry, OutgoingEntry } from '../messages/message-entry.tsx';
import { useOutgoing } from '../messages/outgoing.ts';
import { messagesQuery } from '../messages/queries.ts';
import { useMessagesWords } from '../messages/use-messages-words.ts';
import { useReadConversation } from '../messages/use-read-conversation.ts';
import { dayOf } from './days.ts';
import { EventEntry } from './event-entry.tsx';
import { historiqueQuery } from './queries.ts';
import { firstUnread, groupByDay, mergeTimeline, type TimelineItem } from './timeline.ts';
import { useCommandeWords } from './use-commande-words.ts';
import { useThreadScroll } from './use-thread-scroll.ts';

/** What was said and what happened, day by day, the newest at the bottom. `end` is where it ends. */
export function Thread(props: { commande: Commande; end: RefObject<HTMLDivElement | null> }) {
  const { commande } = props;
  const words = useCommandeWords().page;
  const messages = useInfiniteQuery(messagesQuery(commande.id));
  const events = useInfiniteQuery(historiqueQuery(commande.id));
  if (messages.isPending || events.isPending) return <ThreadSkeleton />;
  if (messages.isLoadingError) return <ErrorState error={messages.error} onRetry={() => void messages.refetch()} />;
  if (events.isLoadingError) return <ErrorState error={events.error} onRetry={() => void events.refetch()} />;
  const items = mergeTimeline(
    { items: messages.data.pages.flatMap((page) => page.items), complete: !messages.hasNextPage },
    { items: events.data.pages.flatMap((page) => page.items), complete: !events.hasNextPage },
  );
  const hasOlder = messages.hasNextPage || events.hasNextPage;
  const fetchOlder = () => {
    if (messages.hasNextPage) void messages.fetchNextPage();
    if (events.hasNextPage) void events.fetchNextPage();
  };
  return (
    <>
      {hasOlder ? (
        <div className="pb-4 text-center">
          <Button
            look="quiet"
            size="small"
            pending={messages.isFetchingNextPage || events.isFetchingNextPage}
            onClick={fetchOlder}
          >
            {words.older}
          </Button>
        </div>
      ) : null}
      <ThreadItems commande={commande} items={items} end={props.end} />
    </>
  );
}

function ThreadItems(props: { commande: Commande; items: TimelineItem[]; end: RefObject<HTMLDivElement | null> }) {
  const { commande, items, end } = props;
  const me = useMe();
  const commandeWords = useCommandeWords();
  const { timeZone } = useReader();
  const outgoing = useOutgoing(commande.id);
  const files = useQuery(fichiersQuery(commande.id)).data ?? [];
  const [unreadFrom] = useState(() => firstUnread(items, commande.unreadMessages, me.id));
  const newest = items.findLast((item) => item.kind === 'message')?.message;
  const below = useThreadScroll({ end, newest, count: items.length + outgoing.length, unreadFrom });
  useReadConversation(commande, newest, end);
  return (
    <>
      <div className="grid gap-5">
        {groupByDay(items, timeZone).map(({ day, items: ofDay }) => (
          <section key={day} className="grid gap-4">
            <DayHeading at={ofDay[0]?.at ?? ''} />
            {ofDay.map((item) => (
              <Fragment key={item.id}>
                {item.id === unreadFrom ? <NewMark /> : null}
                {item.kind === 'message' ? (
                  <MessageEntry message={item.message} />
                ) : (
                  <EventEntry event={item.event} files={files} />
                )}
              </Fragment>
            ))}
          </section>
        ))}
        {outgoing.map((entry) => (
          <OutgoingEntry key={entry.id} entry={entry} />
        ))}
        {items.every(({ kind }) => kind === 'event') && outgoing.length === 0 ? (
          <p className="ps-11 text-14 text-ink-faint">{commandeWords.page.begin}</p>
        ) : null}
      </div>
      <div ref={end} className="h-6 max-lg:scroll-mb-36" />
      <ToEnd {...below} />
    </>
  );
}

/** The way down, for whoever reads further up; it says what has arrived there meanwhile. */
function ToEnd(props: { away: boolean; count: number; show: () => void }) {
  const words = useCommandeWords().page;
  if (!props.away) return null;
  return (
    <div className="pointer-events-none sticky bottom-3 flex justify-center max-lg:bottom-36">
      {props.count > 0 ? (
        <Button look="primary" size="small" onClick={props.show} className="pointer-events-auto">
          <ArrowDown aria-hidden className="icon size-4" />
          {words.newBelow(props.count)}
        </Button>
      ) : (
        <IconButton label={words.toEnd} onClick={props.show} className="pointer-events-auto bg-raised shadow-raised">
          <ArrowDown aria-hidden className="icon" />
        </IconButton>
      )}
    </div>
  );
}

function NewMark() {
  const words = useMessagesWords();
  return (
    <p id="nouveaux" className="flex scroll-mt-24 items-center gap-3 text-13 text-sanguine-text">
      <span aria-hidden className="h-px grow bg-sanguine/40" />
      {words.newMark}
      <span aria-hidden className="h-px grow bg-sanguine/40" />
    </p>
  );
}

function DayHeading(props: { at: string }) {
  const words = useCommandeWords().day;
  const reader = useReader();
  const now = useNow();
  const date = new Date(props.at);
  const ago = dayOf(now, reader.timeZone) - dayOf(date, reader.timeZone);
  const text = ago === 0 ? words.today : ago === 1 ? words.yesterday : formatDay(date, now, reader);
  return (
    <h3 className="flex items-center gap-3 text-13 text-ink-faint">
      <span className="first-letter:uppercase">{text}</span>
      <span aria-hidden className="h-px grow bg-line" />
    </h3>
  );
}

export function ThreadSkeleton(): ReactNode {
  return (
    <Loading className="grid gap-6">
      {['w-4/5', 'w-3/5', 'w-2/3'].map((width) => (
        <div key={width} className="flex gap-3">
          <Skeleton className="size-8 rounded-full" />
          <div className="grid grow gap-2">
            <Skeleton className="h-4 w-40" />
            <Skeleton className={`h-4 ${width}`} />
          </div>
        </div>
      ))}
    </Loading>
  );
}
