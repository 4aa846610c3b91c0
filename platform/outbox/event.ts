import { hash } from 'node:crypto';
import { capabilities, type Db, onCommit } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { carryOrigin } from '#platform/outbox/origin.ts';
import { insertEvent, insertLaterEvent } from '#platform/outbox/queries.ts';
import { workersOf } from '#platform/outbox/workers.ts';

/** A fact that modules may publish, and others listen to. */
export interface EventDefinition<Payload extends object> {
  readonly name: string;
  /** Never there: it carries the type of the payload to those who listen. */
  readonly payload?: Payload;
}

/** One fact, as it was published. */
export interface PublishedEvent {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  /** How often it was tried before. */
  readonly attempts: number;
}

const defined = new Set<string>();

/** @param name in two parts, what and what happened to it: `message.sent` */
export function defineEvent<Payload extends object>(name: string): EventDefinition<Payload> {
  if (defined.has(name)) throw new Error(`The event "${name}" is defined twice.`);
  defined.add(name);
  return { name };
}

/** What this version of the software knows: events of a newer one are left to those who understand them. */
export function definedEvents(): string[] {
  return [...defined];
}

/**
 * Writes the fact into the outbox, in the transaction that makes it true; its effects begin right after the commit.
 * The payload is kept as JSON with who asked for it and from where, and never holds a secret.
 */
export async function publish<Payload extends object>(
  tx: Db,
  { name }: EventDefinition<Payload>,
  fact: Payload,
): Promise<void> {
  const payload = carryOrigin(fact);
  const [worker] = workersOf(capabilities(tx));
  const claim = worker?.claimForNew();
  const event = { id: newId(), name, payload, createdAt: new Date() };
  await insertEvent(tx, event, claim);
  onCommit(tx, () => {
    const held = claim && claim.until.getTime() > Date.now();
    // As it would be read again, so that an effect sees the same wherever it runs.
    if (held) worker?.take({ ...event, attempts: 0, payload: JSON.parse(JSON.stringify(payload)) });
    else worker?.wake();
  });
}

/**
 * Writes a fact whose effects are not to begin before `at`. Published again with the same key it is there once, as long
 * as processed events are kept.
 */
export async function publishLater<Payload extends object>(
  tx: Db,
  { name }: EventDefinition<Payload>,
  { at, key, fact }: { at: Date; key: string; fact: Payload },
): Promise<void> {
  const id = uuidOf(`${name} ${key}`);
  await insertLaterEvent(tx, { id, name, payload: fact, createdAt: new Date(), availableAt: at });
}

/** RFC 9562, section 5.8: a UUID made of something else. */
function uuidOf(text: string): string {
  const hex = hash('sha256', text, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
