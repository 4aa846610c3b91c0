import type { DestinationStream } from 'pino';

/** From this level on a line waits for nothing. */
const WARN = 40;

export interface Gathering extends DestinationStream {
  /** Hands over what waits. */
  readonly flush: () => void;
}

/**
 * Lines that are logged in one turn of the event loop are handed over together when it ends, so that a busy server
 * calls the system once for many requests. A warning, and whatever waits before it, goes out at once.
 */
export function gatherLines(write: (lines: readonly string[]) => void): Gathering {
  let waiting: string[] = [];
  const flush = () => {
    const lines = waiting;
    waiting = [];
    if (lines.length > 0) write(lines);
  };
  return {
    // pino then says the level of each line.
    [Symbol.for('pino.metadata')]: true,
    lastLevel: 0,
    write(this: { lastLevel: number }, line: string) {
      if (waiting.push(line) === 1) setImmediate(flush);
      if (this.lastLevel >= WARN) flush();
    },
    flush,
  } as Gathering; // pino's own property is not in its types
}
