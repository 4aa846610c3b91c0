import type { Db } from '#platform/db/db.ts';
import { paddedLists } from '#platform/db/padded.ts';
import { markProcessed } from '#platform/outbox/queries.ts';

interface Waiting {
  readonly id: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Marks events as processed: those that finish while a mark is on its way to the disk share the next one. */
export class ProcessedMarks {
  readonly #db: Db;
  #waiting: Waiting[] = [];
  #isMarking = false;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Resolves once it is durable. */
  mark(id: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ id, resolve, reject });
      void this.#markWaiting();
    });
  }

  async #markWaiting(): Promise<void> {
    if (this.#isMarking) return;
    this.#isMarking = true;
    while (this.#waiting.length > 0) {
      const events = this.#waiting;
      this.#waiting = [];
      try {
        for (const ids of paddedLists(events.map(({ id }) => id))) await markProcessed(this.#db, ids);
        for (const { resolve } of events) resolve();
      } catch (error) {
        for (const { reject } of events) reject(error);
      }
    }
    this.#isMarking = false;
  }
}
