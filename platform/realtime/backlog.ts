import type { Kept, Missed } from '#platform/realtime/fan-out.ts';
import { newEpoch, parsePosition } from '#platform/realtime/position.ts';

/** How long a message is kept for whoever is away. */
export const KEEP_MS = 2 * 60_000;
/** How many of one person's messages are kept. */
export const KEEP_MESSAGES = 200;
const KEEP_BYTES = 64 * 1024;
const SWEEP_MS = 30_000;

interface Entry extends Kept {
  readonly number: number;
  readonly at: number;
}

interface Ring {
  readonly entries: Entry[];
  bytes: number;
  /** The number of the last message that there was no room for. */
  dropped: number;
}

/** The latest messages to each person, in this process: few, and for a short time. */
export class Backlog {
  readonly #epoch = newEpoch();
  readonly #rings = new Map<string, Ring>();
  readonly #sweeping = setInterval(() => this.#forgetOld(), SWEEP_MS).unref();
  readonly #keepMs: number;
  #last = 0;
  /** The number of the last message, to anybody, that was too old. */
  #forgotten = 0;

  constructor({ keepMs = KEEP_MS }: { keepMs?: number } = {}) {
    this.#keepMs = keepMs;
  }

  /** Returns the id of the message. */
  keep(userId: string, text: string): string {
    this.#last += 1;
    const entry: Entry = { number: this.#last, id: this.#idOf(this.#last), text, at: Date.now() };
    const ring = this.#rings.get(userId) ?? { entries: [], bytes: 0, dropped: 0 };
    this.#rings.set(userId, ring);
    ring.entries.push(entry);
    ring.bytes += text.length;
    while (ring.entries.length > KEEP_MESSAGES || ring.bytes > KEEP_BYTES) ring.dropped = dropFirst(ring);
    return entry.id;
  }

  since(userId: string, after: string | null): Missed {
    this.#forgetOld();
    const position = this.#idOf(this.#last);
    if (after === null) return { complete: true, messages: [], position };
    const from = parsePosition(after);
    const ring = this.#rings.get(userId);
    const known = from?.epoch === this.#epoch && from.major >= Math.max(this.#forgotten, ring?.dropped ?? 0);
    if (!known) return { complete: false, messages: [], position };
    const messages = ring?.entries.filter(({ number }) => number > from.major) ?? [];
    return { complete: true, messages, position };
  }

  close(): void {
    clearInterval(this.#sweeping);
    this.#rings.clear();
  }

  #idOf(number: number): string {
    return `${this.#epoch}.${number}-0`;
  }

  #forgetOld(): void {
    const tooOld = Date.now() - this.#keepMs;
    for (const [userId, ring] of this.#rings) {
      while (ring.entries[0] && ring.entries[0].at <= tooOld)
        this.#forgotten = Math.max(this.#forgotten, dropFirst(ring));
      // What it had no room for was older still.
      if (ring.entries.length === 0) this.#forgotten = Math.max(this.#forgotten, ring.dropped);
      if (ring.entries.length === 0) this.#rings.delete(userId);
    }
  }
}

/** Returns the number of what was dropped. */
function dropFirst(ring: Ring): number {
  const first = ring.entries.shift();
  ring.bytes -= first?.text.length ?? 0;
  return first?.number ?? 0;
}
