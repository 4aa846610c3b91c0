import type { WebSocket } from 'ws';
import type { Actor } from '#platform/http/actor.ts';
import type { FanOut, Signal } from '#platform/realtime/fan-out.ts';
import { isAfter, parsePosition } from '#platform/realtime/position.ts';

/** Close codes; above 4000 they are ours. */
export const CLOSE = { goingAway: 1001, sessionEnded: 4401, tooMany: 4429, maintenance: 4503 } as const;

/** A reader with more than this unread is let go: it comes back and fetches what it missed. */
const UNREAD_BYTES = 256 * 1024;
/** What may come in while a reader is told what it missed. */
const HELD_MESSAGES = 1_000;
const SOCKETS_PER_PERSON = 20;
const MISSED_PINGS = 2;

export interface Attached {
  /** The last id this reader saw; empty when it comes for the first time, undefined when it does not care. */
  readonly after?: string | undefined;
  /** Looks again whether the reader's session is there, and ends the socket when it is not. */
  readonly recheck?: () => void;
}

interface Told {
  readonly id: string | null;
  readonly text: string;
}

interface Connection extends Attached {
  readonly socket: WebSocket;
  readonly actor: Actor;
  missed: number;
  /** What waits until the reader was told what it missed. */
  held: Told[] | null;
  /** Whether a gap was heard of meanwhile. */
  gap: boolean;
}

interface Hold {
  readonly actor: Actor;
  readonly end: () => void;
}

/** The sockets this process holds, by who reads them. */
export class Connections {
  readonly #byUser = new Map<string, Set<Connection>>();
  readonly #holds = new Set<Hold>();
  readonly #fanOut: Pick<FanOut, 'since'>;

  constructor(fanOut: Pick<FanOut, 'since'>) {
    this.#fanOut = fanOut;
  }

  add(socket: WebSocket, actor: Actor, attached: Attached): void {
    const connection: Connection = { ...attached, socket, actor, missed: 0, held: null, gap: false };
    const theirs = this.#byUser.get(actor.userId) ?? new Set();
    this.#byUser.set(actor.userId, theirs.add(connection));
    socket.on('pong', () => {
      connection.missed = 0;
    });
    socket.on('close', () => this.#remove(connection));
    const [oldest] = theirs;
    if (oldest && theirs.size > SOCKETS_PER_PERSON) oldest.socket.close(CLOSE.tooMany, 'too many sockets');
    if (attached.after !== undefined) void this.#catchUp(connection, attached.after === '' ? null : attached.after);
  }

  hear(signal: Signal): void {
    switch (signal.kind) {
      case 'message':
        for (const { userId, id } of signal.readers) {
          for (const connection of this.#byUser.get(userId) ?? []) this.#tell(connection, { id, text: signal.text });
        }
        return;
      case 'session-closed':
        for (const { socket, actor } of this.#all()) {
          if (actor.sessionId === signal.sessionId) socket.close(CLOSE.sessionEnded, 'session ended');
        }
        this.#endHolds(({ sessionId }) => sessionId === signal.sessionId);
        return;
      case 'user-closed':
        for (const { socket } of this.#byUser.get(signal.userId) ?? [])
          socket.close(CLOSE.sessionEnded, 'session ended');
        this.#endHolds(({ userId }) => userId === signal.userId);
        return;
      case 'gap':
        for (const connection of this.#all()) {
          connection.recheck?.();
          void this.#catchUp(connection, UNKNOWN);
        }
        return;
    }
  }

  /** The sessions whose sockets are open here, or that something else of lasts. */
  sessions(): string[] {
    const open = [...this.#all()].filter(({ socket }) => socket.readyState === socket.OPEN);
    const holders = [...this.#holds].map(({ actor }) => actor);
    return [...new Set([...open.map(({ actor }) => actor), ...holders].map(({ sessionId }) => sessionId))];
  }

  /** Something that lasts and is no socket, such as an upload: it ends with the session. Returns how to let go of it. */
  hold(actor: Actor, end: () => void): () => void {
    const hold = { actor, end };
    this.#holds.add(hold);
    return () => this.#holds.delete(hold);
  }

  /** Asks every socket whether it is there; one that did not answer twice is gone. */
  ping(): void {
    for (const connection of this.#all()) {
      if (connection.missed >= MISSED_PINGS) connection.socket.terminate();
      else {
        connection.missed += 1;
        connection.socket.ping();
      }
    }
  }

  count(): number {
    let open = 0;
    for (const theirs of this.#byUser.values()) open += theirs.size;
    return open;
  }

  /** Closes all, whose readers may come back once maintenance is over. */
  turnAway(): void {
    for (const { socket } of this.#all()) socket.close(CLOSE.maintenance, 'maintenance');
  }

  /** Closes all politely, and after the wait those that do not answer. */
  async closeAll(waitMs: number): Promise<void> {
    const sockets = [...this.#all()].map(({ socket }) => socket);
    const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    for (const socket of sockets) socket.close(CLOSE.goingAway, 'restarting');
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise((resolve) => {
      timer = setTimeout(resolve, waitMs);
    });
    await Promise.race([Promise.all(closed), enough]);
    clearTimeout(timer);
    for (const socket of sockets) socket.terminate();
  }

  /**
   * Says what was missed and then `welcome`, or that nobody knows what was missed (`resync`). What is said meanwhile
   * waits, so that all comes once and in order.
   */
  async #catchUp(connection: Connection, after: string | null): Promise<void> {
    if (connection.held) {
      connection.gap ||= after === UNKNOWN;
      return;
    }
    connection.held = [];
    const { complete, messages, position } = await this.#fanOut
      .since(connection.actor.userId, after)
      .catch(() => ({ complete: false, messages: [], position: null }));
    for (const kept of messages) write(connection.socket, withId(kept));
    const greeting = { type: complete ? 'welcome' : 'resync', ...(position === null ? {} : { id: position }) };
    write(connection.socket, JSON.stringify(greeting));
    const { held } = connection;
    connection.held = null;
    for (const message of held) if (isNew(message.id, position)) write(connection.socket, withId(message));
    if (!connection.gap) return;
    connection.gap = false;
    await this.#catchUp(connection, UNKNOWN);
  }

  #tell(connection: Connection, message: Told): void {
    const { held, socket } = connection;
    if (!held) write(socket, withId(message));
    else if (held.length < HELD_MESSAGES) held.push(message);
    else socket.terminate();
  }

  *#all(): Generator<Connection> {
    for (const theirs of this.#byUser.values()) yield* theirs;
  }

  #endHolds(isTheirs: (actor: Actor) => boolean): void {
    for (const hold of this.#holds) {
      if (!isTheirs(hold.actor)) continue;
      this.#holds.delete(hold);
      hold.end();
    }
  }

  #remove(connection: Connection): void {
    const { userId } = connection.actor;
    const theirs = this.#byUser.get(userId);
    theirs?.delete(connection);
    if (theirs?.size === 0) this.#byUser.delete(userId);
  }
}

/** An id that no message has. */
const UNKNOWN = '0';

function write(socket: WebSocket, text: string): void {
  if (socket.bufferedAmount > UNREAD_BYTES) socket.terminate();
  else if (socket.readyState === socket.OPEN) socket.send(text);
}

function withId({ id, text }: Told): string {
  return id === null ? text : `{"id":${JSON.stringify(id)},${text.slice(1)}`;
}

/** Whether a message that was held is none of those just told. */
function isNew(id: string | null, position: string | null): boolean {
  const [message, told] = [id, position].map((text) => (text === null ? null : parsePosition(text)));
  return !message || !told || message.epoch !== told.epoch || isAfter(message, told);
}
