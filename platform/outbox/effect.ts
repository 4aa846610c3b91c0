import type { Context } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import type { EventDefinition, PublishedEvent } from '#platform/outbox/event.ts';

export interface EffectCall<Payload> {
  readonly context: Context;
  readonly payload: Payload;
  readonly event: PublishedEvent;
}

export interface TransactionalCall<Payload> extends EffectCall<Payload> {
  readonly tx: Db;
}

export interface ExternalCall<Payload> extends EffectCall<Payload> {
  /** The same at every repeat: who keeps it can tell a repeat from a second event. */
  readonly key: string;
  /** Aborted when the effect takes too long. */
  readonly signal: AbortSignal;
}

/** What a module does when a fact is published. */
export type Effect =
  | { readonly event: string; readonly name: string; readonly kind: 'transactional'; readonly run: RunTransactional }
  | { readonly event: string; readonly name: string; readonly kind: 'external'; readonly run: RunExternal };

export type RunTransactional = (call: TransactionalCall<never>) => Promise<void> | void;
export type RunExternal = (call: ExternalCall<never>) => Promise<void> | void;

/**
 * Something that happens in the database: in one transaction with the mark that it is done, and so exactly once.
 * Everything is written through `tx`.
 */
export function effect<Payload extends object>(
  event: EventDefinition<Payload>,
  name: string,
  run: (call: TransactionalCall<Payload>) => Promise<void> | void,
): Effect {
  return { event: event.name, name, kind: 'transactional', run };
}

/**
 * Something that happens elsewhere (a letter, a socket): after the transactional effects of the same event, and at
 * least once, since a process may die between doing it and saying so.
 */
export function externalEffect<Payload extends object>(
  event: EventDefinition<Payload>,
  name: string,
  run: (call: ExternalCall<Payload>) => Promise<void> | void,
): Effect {
  return { event: event.name, name, kind: 'external', run };
}
