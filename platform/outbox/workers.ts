import type { Capabilities } from '#platform/db/db.ts';
import type { Claim, ClaimedEvent } from '#platform/outbox/queries.ts';

/** What of a running outbox `publish` needs: an event of this process goes to it without a second write. */
export interface LocalWorker {
  /** The claim to write a new event with; none when this worker has enough to do, and another may take it. */
  claimForNew(): Claim | undefined;
  /** Takes over an event written with that claim, once it is committed. */
  take(event: ClaimedEvent): void;
  wake(): void;
}

/** The workers of this process, by the database they work on. */
const workers = new WeakMap<Capabilities, LocalWorker[]>();

export function workersOf(database: Capabilities): readonly LocalWorker[] {
  return workers.get(database) ?? [];
}

export function addWorker(database: Capabilities, worker: LocalWorker): void {
  workers.set(database, [...workersOf(database), worker]);
}

export function removeWorker(database: Capabilities, worker: LocalWorker): void {
  workers.set(
    database,
    workersOf(database).filter((other) => other !== worker),
  );
}
