import type { Historique, Message } from '../../api/types.ts';
import { dayOf } from './days.ts';

export type TimelineItem =
  | { kind: 'message'; id: string; at: string; message: Message }
  | { kind: 'event'; id: string; at: string; event: Historique };

/** What has been fetched of a stream that is read from its newest end. */
export type Stream<Item> = { items: readonly Item[]; complete: boolean };

/**
 * Messages and events as they followed each other, oldest first. Of two streams fetched page by page only the part is
 * shown in which both are known: nothing appears later between what is already there.
 */
export function mergeTimeline(messages: Stream<Message>, events: Stream<Historique>): TimelineItem[] {
  const since = Math.max(knownSince(messages), knownSince(events));
  const items: TimelineItem[] = [
    ...messages.items.map((message) => ({ kind: 'message' as const, id: message.id, at: message.createdAt, message })),
    ...events.items.filter(isWorthTelling).map((event) => ({
      kind: 'event' as const,
      id: event.id,
      at: event.createdAt,
      event,
    })),
  ];
  return items.filter(({ at }) => Date.parse(at) >= since).sort(byTime);
}

export function groupByDay(items: readonly TimelineItem[], timeZone: string): { day: number; items: TimelineItem[] }[] {
  const groups = Map.groupBy(items, ({ at }) => dayOf(new Date(at), timeZone));
  return [...groups].map(([day, ofDay]) => ({ day, items: ofDay }));
}

/** The message before which « Nouveaux messages » is written: the oldest of the unread ones. */
export function firstUnread(items: readonly TimelineItem[], unread: number, readerId: string): string | null {
  if (unread === 0) return null;
  const received = items.filter((item) => item.kind === 'message' && item.message.sender.id !== readerId);
  return received.at(-unread)?.id ?? null;
}

function knownSince<Item extends { createdAt: string }>({ items, complete }: Stream<Item>): number {
  const oldest = items.at(-1);
  return complete || !oldest ? Number.NEGATIVE_INFINITY : Date.parse(oldest.createdAt);
}

/** An attachment is told by the message it came with. */
function isWorthTelling({ action, data }: Historique): boolean {
  return !(action === 'FICHIER' && data.kind === 'PIECE_JOINTE' && data.change === 'added');
}

function byTime(a: TimelineItem, b: TimelineItem): number {
  return Date.parse(a.at) - Date.parse(b.at) || a.id.localeCompare(b.id);
}
