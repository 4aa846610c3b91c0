import { AsyncLocalStorage } from 'node:async_hooks';
import { hostname } from 'node:os';
import { capabilities } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import type { Effect } from '#platform/outbox/effect.ts';
import { definedEvents } from '#platform/outbox/event.ts';
import { Lane } from '#platform/outbox/lane.ts';
import { ProcessedMarks } from '#platform/outbox/processed-marks.ts';
import {
  type Claim,
  type ClaimedEvent,
  claimDueEvents,
  hasDueEvents,
  releaseClaims,
  renewClaims,
} from '#platform/outbox/queries.ts';
import {
  type EffectRunner,
  runExternalEffects,
  runTransactionalEffects,
  settle,
} from '#platform/outbox/run-effects.ts';
import type { LocalWorker } from '#platform/outbox/workers.ts';

/** A process that dies keeps its events from the others for this long, and a poll. */
const LEASE_MS = 4_000;
const RENEW_MS = 1_000;
const BATCH = 50;
/** With more than this in hand, new events are left to whoever polls. */
const BACKLOG = 500;
const INTERNAL_AT_ONCE = 16;
const EXTERNAL_AT_ONCE = 8;
const STOP_LIMIT_MS = 3_000;

/**
 * Works on events in the order they come: first what they do in the database, one event after the other; then what
 * they do elsewhere, several at a time, so that a slow mail server holds nobody up.
 */
export class OutboxWorker implements LocalWorker {
  readonly #runner: EffectRunner;
  readonly #effects: ReadonlyMap<string, readonly Effect[]>;
  readonly #id = `${hostname().slice(0, 40)}:${process.pid}:${newId()}`;
  readonly #inHand = new Map<string, 'waiting' | 'running'>();
  readonly #internals: Lane;
  readonly #externals = new Lane(EXTERNAL_AT_ONCE);
  /** What is done and only waits to be written down holds up nobody. */
  readonly #settling = new Lane(Number.POSITIVE_INFINITY);
  // Work goes on after the request that woke it, and outside of its transaction.
  readonly #detached = AsyncLocalStorage.snapshot();
  #renewing: NodeJS.Timeout | undefined;
  #wanted = false;
  #looking: Promise<void> | undefined;
  #stopped = false;
  /** The database did not answer the last time. */
  #away = false;

  constructor(runner: Omit<EffectRunner, 'marks'>, effects: ReadonlyMap<string, readonly Effect[]>) {
    this.#runner = { ...runner, marks: new ProcessedMarks(runner.db) };
    this.#effects = effects;
    // Where transactions keep their order by themselves, those that wait share a commit.
    this.#internals = new Lane(capabilities(runner.db).keepsTransactionOrder ? INTERNAL_AT_ONCE : 1);
  }

  claimForNew(): Claim | undefined {
    return this.#stopped || this.#inHand.size >= BACKLOG ? undefined : this.#claim();
  }

  take(event: ClaimedEvent): void {
    if (!this.#stopped) this.#accept([event]);
  }

  /** Looks for events that are due, whoever wrote them. */
  wake(): void {
    this.#wanted = true;
    if (!this.#stopped) void this.#look();
  }

  /** Resolves when nothing is due and nothing is being done. */
  async drain(): Promise<void> {
    do {
      this.#wanted = true;
      await this.#look();
      await this.#internals.idle();
      await this.#externals.idle();
      await this.#settling.idle();
    } while (!this.#stopped && !this.#away && (this.#inHand.size > 0 || (await this.#hasDue())));
  }

  /** Finishes what it has begun, and leaves the rest to others at once. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#internals.clear();
    this.#externals.clear();
    const limit = new Promise((resolve) => setTimeout(resolve, STOP_LIMIT_MS).unref());
    await Promise.race([this.#finishRunning(), limit]);
    clearInterval(this.#renewing);
    const running = [...this.#inHand].filter(([, state]) => state === 'running').map(([id]) => id);
    await this.#attempt('release', () => releaseClaims(this.#runner.db, this.#id, running));
  }

  async #finishRunning(): Promise<void> {
    await Promise.all([this.#looking, this.#internals.idle(), this.#externals.idle()]);
    await this.#settling.idle();
  }

  async #look(): Promise<void> {
    this.#looking ??= this.#detached(() => this.#claimAll()).finally(() => {
      this.#looking = undefined;
      if (this.#mayLook()) void this.#look();
    });
    await this.#looking;
  }

  /** However busy with its own events, a worker takes up what others left; with its hands full it does not. */
  #mayLook(): boolean {
    return this.#wanted && !this.#stopped && this.#inHand.size < BACKLOG;
  }

  async #claimAll(): Promise<void> {
    while (this.#mayLook()) {
      this.#wanted = false;
      this.#away = !(await this.#attempt('look', async () => {
        if (!(await this.#hasDue())) return;
        const events = await claimDueEvents(this.#runner.db, definedEvents(), this.#claim(), BATCH);
        if (!this.#stopped) this.#accept(events);
        this.#wanted ||= events.length === BATCH;
      }));
    }
  }

  #accept(events: readonly ClaimedEvent[]): void {
    for (const event of events) {
      this.#inHand.set(event.id, 'waiting');
      this.#internals.push(() => this.#detached(() => this.#process(event)));
    }
    if (this.#inHand.size > 0) this.#renewing ??= setInterval(() => void this.#renew(), RENEW_MS).unref();
  }

  async #process(event: ClaimedEvent): Promise<void> {
    this.#inHand.set(event.id, 'running');
    const effects = this.#effects.get(event.name) ?? [];
    const transactional = effects.filter((effect) => effect.kind === 'transactional');
    const external = effects.filter((effect) => effect.kind === 'external');
    const failures = await runTransactionalEffects(this.#runner, event, transactional, external.length === 0);
    if (external.length > 0) {
      this.#inHand.set(event.id, 'waiting');
      this.#externals.push(() => this.#processExternals(event, external, failures));
      return;
    }
    const finished = transactional.length > 0 && failures.length === 0;
    await this.#finish(event, async () => {
      if (!finished) await settle(this.#runner, event, failures);
    });
  }

  async #processExternals(
    event: ClaimedEvent,
    effects: Extract<Effect, { kind: 'external' }>[],
    failures: string[],
  ): Promise<void> {
    this.#inHand.set(event.id, 'running');
    const done = runExternalEffects(this.#runner, event, effects, failures);
    this.#settling.push(() => this.#finish(event, async () => settle(this.#runner, event, await done)));
    await done.catch(() => {}); // told by #finish
  }

  /** When even this fails, the database is away: the claim runs out, and the event is taken up again. */
  async #finish(event: ClaimedEvent, work: () => Promise<void>): Promise<void> {
    await this.#attempt('finish', work);
    this.#inHand.delete(event.id);
    if (this.#mayLook()) void this.#look();
    if (this.#inHand.size > 0) return;
    clearInterval(this.#renewing);
    this.#renewing = undefined;
  }

  async #renew(): Promise<void> {
    await this.#attempt('renew', () => renewClaims(this.#runner.db, this.#claim(), [...this.#inHand.keys()]));
  }

  #claim(): Claim {
    return { worker: this.#id, until: new Date(Date.now() + LEASE_MS) };
  }

  async #hasDue(): Promise<boolean> {
    const names = definedEvents();
    return names.length > 0 && hasDueEvents(this.#runner.db, names, new Date());
  }

  async #attempt(what: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.#runner.log.error({ err: error, what }, 'outbox could not reach the database');
      return false;
    }
  }
}
