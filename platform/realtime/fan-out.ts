import { Backlog } from '#platform/realtime/backlog.ts';

/** Somebody a message is for, and the id it has for them; null when it is kept nowhere. */
export interface Reader {
  readonly userId: string;
  readonly id: string | null;
}

export type Closing =
  | { readonly kind: 'session-closed'; readonly sessionId: string }
  | { readonly kind: 'user-closed'; readonly userId: string };

/** What the sockets of every process hear. After a `gap`, nobody knows what they missed. */
export type Signal =
  | Closing
  | { readonly kind: 'message'; readonly readers: readonly Reader[]; readonly text: string }
  | { readonly kind: 'gap' };

export interface Kept {
  readonly id: string;
  readonly text: string;
}

export interface Missed {
  /** False when something may be missing from `messages`. */
  readonly complete: boolean;
  /** In the order they were sent. */
  readonly messages: readonly Kept[];
  /** Whoever has heard all this is here; null when that cannot be known now. */
  readonly position: string | null;
}

/** Carries signals from the process where something happened to those that hold the sockets, and keeps the latest messages. */
export interface FanOut {
  /** A message, as JSON text of an object, to these people. */
  send(userIds: readonly string[], text: string): Promise<void>;
  publish(signal: Closing): Promise<void>;
  /** What this person was sent after the message of this id; without an id, nothing but where they are. */
  since(userId: string, after: string | null): Promise<Missed>;
  /** Returns how to stop listening. */
  subscribe(listen: (signal: Signal) => void): () => void;
  close(): Promise<void>;
}

/** For one process: a signal is there before `send` or `publish` returns. */
export function inProcessFanOut(backlog = new Backlog()): FanOut {
  const listeners = new Set<(signal: Signal) => void>();
  const tell = (signal: Signal) => {
    for (const listen of listeners) listen(signal);
  };
  return {
    send: async (userIds, text) => {
      const readers = userIds.map((userId) => ({ userId, id: backlog.keep(userId, text) }));
      tell({ kind: 'message', readers, text });
    },
    publish: async (signal) => tell(signal),
    since: async (userId, after) => backlog.since(userId, after),
    subscribe: (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    close: async () => backlog.close(),
  };
}
