import { parseMessage, type RealtimeMessage, type SocketMessage } from './messages.ts';

type Listeners = {
  message: (message: RealtimeMessage) => void;
  line: (up: boolean) => void;
  /** The server says that the session is over. */
  sessionEnded: () => void;
  /** What was said meanwhile is lost: all must be fetched again. */
  resync: () => void;
};
export type HeldSocket = { retry: () => void; end: () => void };

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** The code by which the server closes the sockets of a session that was closed. */
const SESSION_ENDED = 4401;
/** Said when something was heard that has no id: the answer is `resync`. */
const UNKNOWN = '0';

/**
 * Holds a socket open: reconnects after 0.5 s, doubling up to 30 s, with jitter so that a thousand browsers do not
 * come back in the same instant, and at once when the browser says that the line is back.
 * Each time it says the last message it saw, and hears those it missed.
 * @param mayTry whether it is worth trying now; while it is not, nothing is tried
 * @returns what tries again at once, and what ends it
 */
export function holdSocket(url: string, on: Listeners, mayTry: () => boolean): HeldSocket {
  let socket: WebSocket | null = null;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  let lastSeen = '';

  function connect(): void {
    clearTimeout(timer);
    socket = new WebSocket(`${url}?after=${encodeURIComponent(lastSeen)}`);
    socket.addEventListener('open', () => {
      failures = 0;
      on.line(true);
    });
    socket.addEventListener('message', (event) => {
      const message = parseMessage(event.data);
      if (message) hear(message);
    });
    socket.addEventListener('close', reconnectLater);
  }

  function hear(message: SocketMessage): void {
    lastSeen = message.id ?? (lastSeen || UNKNOWN);
    if (message.type === 'resync') on.resync();
    else if (message.type !== 'welcome') on.message(message);
  }

  function reconnectLater({ code }: CloseEvent): void {
    socket = null;
    if (ended) return;
    if (code === SESSION_ENDED) on.sessionEnded();
    on.line(false);
    timer = setTimeout(retry, waitAfter(failures));
    failures += 1;
  }

  function retry(): void {
    if (socket === null && !ended && mayTry()) connect();
  }

  connect();
  window.addEventListener('online', retry);
  return { retry, end };

  function end(): void {
    ended = true;
    clearTimeout(timer);
    window.removeEventListener('online', retry);
    socket?.close();
  }
}

export function waitAfter(failures: number, random = Math.random()): number {
  const longest = Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
  return longest / 2 + (longest / 2) * random;
}
