import { once } from 'node:events';
import { Redis } from 'ioredis';
import type { Log } from '#platform/log.ts';
import { KEEP_MESSAGES, KEEP_MS } from '#platform/realtime/backlog.ts';
import type { Closing, FanOut, Kept, Missed, Signal } from '#platform/realtime/fan-out.ts';
import { isAfter, newEpoch, parsePosition } from '#platform/realtime/position.ts';
import { SEND, SINCE, START_AFRESH } from '#platform/realtime/redis-scripts.ts';

const ANSWER_WITHIN_MS = 1_000;
const CONNECT_WITHIN_MS = 2_000;
const TRY_AGAIN_MS = 500;

export interface RedisFanOutOptions {
  readonly url: string;
  readonly log: Log;
}

/**
 * For several processes, through Redis. Nobody waits for a Redis that is away: signals then reach the sockets of this
 * process alone, and once it is back every socket of every process is told to fetch again.
 */
export async function redisFanOut({ url, log }: RedisFanOutOptions): Promise<FanOut> {
  const fanOut = new RedisFanOut(url, log);
  await fanOut.connect();
  return fanOut;
}

class RedisFanOut implements FanOut {
  readonly #commands: Redis;
  readonly #ear: Redis;
  readonly #log: Log;
  readonly #prefix: string;
  readonly #channel: string;
  readonly #listeners = new Set<(signal: Signal) => void>();
  #isAway = false;
  #wasListening = false;
  #retry: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(url: string, log: Log) {
    const options = {
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResubscribe: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      connectTimeout: CONNECT_WITHIN_MS,
      keepAlive: 10_000,
      retryStrategy: () => TRY_AGAIN_MS,
    };
    this.#commands = new Redis(url, { ...options, commandTimeout: ANSWER_WITHIN_MS });
    this.#ear = new Redis(url, options);
    this.#log = log;
    // Channels know nothing of numbered databases, which keep installations apart.
    this.#prefix = `staka:${this.#commands.options.db ?? 0}:realtime`;
    this.#channel = this.#prefix;
    for (const redis of [this.#commands, this.#ear]) redis.on('error', (error) => this.#away(error));
    this.#ear.on('ready', () => void this.#listen());
    this.#ear.on('message', (_channel, text) => this.#tell(parseSignal(text)));
  }

  /** Within two seconds, whether Redis answers or not. */
  async connect(): Promise<void> {
    const listening = once(this.#ear, 'subscribed', { signal: AbortSignal.timeout(CONNECT_WITHIN_MS) });
    await Promise.allSettled([this.#commands.connect(), this.#ear.connect(), listening]);
    this.#wasListening = true;
  }

  async send(userIds: readonly string[], text: string): Promise<void> {
    if (userIds.length === 0) return;
    const keys = [this.#epochKey(), ...userIds.map((userId) => this.#streamOf(userId))];
    try {
      await this.#commands.eval(SEND, keys.length, ...keys, this.#channel, text, newEpoch(), ...userIds);
    } catch (error) {
      this.#lost(error);
      this.#tell({ kind: 'message', readers: userIds.map((userId) => ({ userId, id: null })), text });
    }
  }

  async publish(signal: Closing): Promise<void> {
    this.#tell(signal);
    await this.#commands.publish(this.#channel, JSON.stringify(signal)).catch((error) => this.#lost(error));
  }

  async since(userId: string, after: string | null): Promise<Missed> {
    const answer = await this.#commands.eval(SINCE, 2, this.#epochKey(), this.#streamOf(userId), newEpoch());
    // As the script answers, and Redis writes a stream.
    const [epoch, seconds, microseconds, entries] = answer as [string, string, string, [string, [string, string]][]];
    const kept = entries.map(([id, [, text]]) => ({ id: `${epoch}.${id}`, text }));
    const now = Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
    return missedOf({ epoch, now, kept, after });
  }

  subscribe(listen: (signal: Signal) => void): () => void {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    this.#commands.disconnect();
    this.#ear.disconnect();
  }

  async #listen(): Promise<void> {
    try {
      await this.#ear.subscribe(this.#channel);
    } catch (error) {
      // The connection went away again: there will be another.
      return this.#away(error);
    }
    this.#ear.emit('subscribed');
    if (this.#wasListening) this.#tell({ kind: 'gap' });
    if (this.#isAway) this.#log.info('Redis is back');
    this.#isAway = false;
  }

  /** Something was not told to the other processes: they are told to start afresh as soon as they can be. */
  #lost(error: unknown): void {
    this.#away(error);
    if (this.#isClosed) return;
    this.#retry ??= setTimeout(() => void this.#startAfresh(), TRY_AGAIN_MS).unref();
  }

  async #startAfresh(): Promise<void> {
    this.#retry = undefined;
    await this.#commands
      .eval(START_AFRESH, 1, this.#epochKey(), this.#channel, newEpoch())
      .catch((error) => this.#lost(error));
  }

  #away(error: unknown): void {
    if (this.#isAway || this.#isClosed) return;
    this.#isAway = true;
    // The failure itself holds what was sent, such as the password.
    const reason = error instanceof Error ? error.message : String(error);
    this.#log.warn({ reason }, 'Redis is away: sockets hear of this process alone');
  }

  #tell(signal: Signal): void {
    for (const listen of this.#listeners) listen(signal);
  }

  #epochKey(): string {
    return `${this.#prefix}:epoch`;
  }

  #streamOf(userId: string): string {
    return `${this.#prefix}:${userId}`;
  }
}

interface Kepts {
  readonly epoch: string;
  /** Milliseconds, by the clock that ids are made of. */
  readonly now: number;
  readonly kept: readonly Kept[];
  readonly after: string | null;
}

function missedOf({ epoch, now, kept, after }: Kepts): Missed {
  const [first, last] = [kept[0], kept.at(-1)].map((entry) => (entry ? parsePosition(entry.id) : null));
  // Ids of this very millisecond may still be given.
  const before = { epoch, major: now - 1, minor: 0 };
  const position = last && isAfter(last, before) ? last : before;
  const here = `${epoch}.${position.major}-${position.minor}`;
  if (after === null) return { complete: true, messages: [], position: here };
  const from = parsePosition(after);
  const isRecent = from?.epoch === epoch && from.major > now - KEEP_MS;
  // A stream that is full may have had more.
  const isWhole = from && (kept.length < KEEP_MESSAGES || (first && !isAfter(first, from)));
  if (!from || !isRecent || !isWhole) return { complete: false, messages: [], position: here };
  return { complete: true, messages: kept.filter(({ id }) => comesAfter(id, from)), position: here };
}

function comesAfter(id: string, from: NonNullable<ReturnType<typeof parsePosition>>): boolean {
  const position = parsePosition(id);
  return position !== null && isAfter(position, from);
}

/** What only processes of this program write there. */
function parseSignal(text: string): Signal {
  return JSON.parse(text) as Signal;
}
