import type { Context } from '#platform/context.ts';
import type { OutboxEventRow } from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';
import type { Log } from '#platform/log.ts';
import type { Effect } from '#platform/outbox/effect.ts';
import { deleteProcessedEvents, listDeadEvents, reviveEvent } from '#platform/outbox/queries.ts';
import { OutboxWorker } from '#platform/outbox/worker.ts';
import { addWorker, removeWorker } from '#platform/outbox/workers.ts';

export {
  type Effect,
  type EffectCall,
  type ExternalCall,
  effect,
  externalEffect,
  type TransactionalCall,
} from '#platform/outbox/effect.ts';
export {
  defineEvent,
  type EventDefinition,
  type PublishedEvent,
  publish,
  publishLater,
} from '#platform/outbox/event.ts';

const POLL_MS = 1_000;
const PURGE_MS = 3_600_000;
const PURGE_BATCH = 500;
const DAY_MS = 86_400_000;
const DEFAULT_RETAIN_DAYS = 30;

export interface OutboxOptions {
  readonly db: Db;
  readonly log: Log;
  readonly effects: readonly Effect[];
  /** What effects are handed; asked for when one runs, since the context holds the outbox itself. */
  readonly context: () => Context;
  /** How long processed events are kept. */
  readonly retainDays?: number;
}

export interface Outbox {
  /** Works from now on: on what this process publishes at once, on what others left within seconds. */
  start(): void;
  /** Looks for due events now instead of at the next poll. */
  wake(): void;
  /** Resolves when nothing is due; what failed waits for its next attempt. Works without `start()`, for tests. */
  drain(): Promise<void>;
  /** Finishes what runs, within 3 s, and hands the rest back. */
  stop(): Promise<void>;
  /** Events that were given up, the newest first. */
  deadLetters(limit?: number): Promise<OutboxEventRow[]>;
  /** Tries a dead letter again. False when there is none of this id. */
  retry(eventId: string): Promise<boolean>;
  /** Deletes processed events whose time is over; done by itself every hour. */
  purge(): Promise<number>;
}

/**
 * Carries out what modules do when a fact is published. Several processes may share one database. How, and what
 * happens when one of them dies: docs/decisions/0003-outbox.md.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { db, log } = options;
  const worker = new OutboxWorker(options, groupByEvent(options.effects));
  const timers: NodeJS.Timeout[] = [];
  const purge = () => purgeProcessed(db, options.retainDays ?? DEFAULT_RETAIN_DAYS);
  return {
    start: () => {
      addWorker(capabilities(db), worker);
      timers.push(setInterval(() => worker.wake(), POLL_MS).unref());
      timers.push(
        setInterval(() => purge().catch((error) => log.error({ err: error }, 'outbox purge failed')), PURGE_MS).unref(),
      );
      worker.wake();
    },
    wake: () => worker.wake(),
    drain: () => worker.drain(),
    stop: async () => {
      for (const timer of timers.splice(0)) clearInterval(timer);
      removeWorker(capabilities(db), worker);
      await worker.stop();
    },
    deadLetters: (limit = 100) => listDeadEvents(db, limit),
    retry: async (eventId) => {
      const revived = await reviveEvent(db, eventId);
      worker.wake();
      return revived;
    },
    purge,
  };
}

function groupByEvent(effects: readonly Effect[]): Map<string, Effect[]> {
  const byEvent = new Map<string, Effect[]>();
  for (const effect of effects) {
    const listeners = byEvent.get(effect.event) ?? [];
    if (listeners.some(({ name }) => name === effect.name)) {
      throw new Error(`Two effects of "${effect.event}" are called "${effect.name}".`);
    }
    byEvent.set(effect.event, [...listeners, effect]);
  }
  return byEvent;
}

async function purgeProcessed(db: Db, days: number): Promise<number> {
  const before = new Date(Date.now() - days * DAY_MS);
  let purged = 0;
  for (;;) {
    const deleted = await deleteProcessedEvents(db, before, PURGE_BATCH);
    purged += deleted;
    if (deleted < PURGE_BATCH) return purged;
  }
}
