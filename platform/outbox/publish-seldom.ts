import { capabilities, type Db, inTransaction } from '#platform/db/db.ts';
import { type EventDefinition, publish } from '#platform/outbox/event.ts';

const HOUR_MS = 3_600_000;
const MOST_KEPT = 10_000;

/** By database: tests have several in one process. */
const published = new WeakMap<object, Map<string, number>>();

/**
 * Publishes a fact that would repeat with every look at a page: once an hour at most for what stands in `about`, and a
 * process. Whoever asks within the hour waits for nothing.
 */
export async function publishSeldom<Payload extends object>(
  db: Db,
  event: EventDefinition<Payload>,
  { about, fact }: { about: readonly string[]; fact: Payload },
): Promise<void> {
  const known = timesOf(db);
  const key = [event.name, ...about].join(' ');
  const now = Date.now();
  if (now - (known.get(key) ?? 0) < HOUR_MS) return;
  // Before the write: of two looks at once one is told. Taken back when the write fails.
  known.delete(key);
  known.set(key, now);
  if (known.size > MOST_KEPT) known.delete(known.keys().next().value ?? '');
  try {
    await inTransaction(db, (tx) => publish(tx, event, fact));
  } catch (error) {
    known.delete(key);
    throw error;
  }
}

function timesOf(db: Db): Map<string, number> {
  const database = capabilities(db);
  const known = published.get(database) ?? new Map<string, number>();
  published.set(database, known);
  return known;
}
