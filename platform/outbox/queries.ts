import type { OutboxEventRow } from '#platform/db/database.gen.ts';
import { capabilities, type Db, inTransaction } from '#platform/db/db.ts';
import { preparedInsert } from '#platform/db/prepared-insert.ts';

/** Who works on an event, and until when nobody else does. */
export interface Claim {
  readonly worker: string;
  readonly until: Date;
}

export interface ClaimedEvent {
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
  readonly createdAt: Date;
  readonly attempts: number;
}

const insertRow = preparedInsert('outbox_events', [
  'id',
  'name',
  'payload',
  'createdAt',
  'availableAt',
  'claimedBy',
  'claimedUntil',
]);

export async function insertEvent(db: Db, event: Omit<ClaimedEvent, 'attempts'>, claim: Claim | undefined) {
  await insertRow(db, {
    ...event,
    availableAt: event.createdAt,
    claimedBy: claim?.worker ?? null,
    claimedUntil: claim?.until ?? null,
  });
}

/** One that is to wait. An event of the same id is one that is there already. */
export async function insertLaterEvent(
  db: Db,
  { availableAt, ...event }: Omit<ClaimedEvent, 'attempts' | 'payload'> & { payload: object; availableAt: Date },
): Promise<void> {
  const row = { ...event, payload: event.payload as Record<string, unknown>, availableAt };
  await capabilities(db).insertIgnore(db.insertInto('outbox_events').values(row));
}

/** A look that takes no lock, for the poll that mostly finds nothing. */
export async function hasDueEvents(db: Db, names: readonly string[], now: Date): Promise<boolean> {
  return (await dueEvents(db, names, now).select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Oldest first. No two workers are given the same event. */
export async function claimDueEvents(
  db: Db,
  names: readonly string[],
  claim: Claim,
  limit: number,
): Promise<ClaimedEvent[]> {
  return inTransaction(db, async (tx) => {
    const query = dueEvents(tx, names, new Date())
      .select(['id', 'name', 'payload', 'createdAt', 'attempts', 'claimedBy'])
      .orderBy('id')
      .limit(limit);
    const events = await capabilities(tx).lockFreeRows(query).execute();
    const left = events.filter(({ claimedBy }) => claimedBy !== null);
    const free = events.filter(({ claimedBy }) => claimedBy === null);
    await setClaim(tx, idsOf(free), claim, 0);
    await setClaim(tx, idsOf(left), claim, 1);
    return events.map((event) => ({ ...event, attempts: event.attempts + (event.claimedBy === null ? 0 : 1) }));
  });
}

/** `lost`: the attempts that ended with their process; counted, so that an event that kills it does so 12 times at most. */
async function setClaim(tx: Db, ids: readonly string[], claim: Claim, lost: number): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('outbox_events')
    .set((eb) => ({
      claimedBy: claim.worker,
      claimedUntil: claim.until,
      attempts: eb('attempts', '+', lost),
    }))
    .where('id', 'in', ids)
    .execute();
}

export async function renewClaims(db: Db, claim: Claim, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await unfinishedOf(db, claim.worker).set({ claimedUntil: claim.until }).where('id', 'in', ids).execute();
}

/** For the next one who looks: at once, without waiting for the claims to run out. */
export async function releaseClaims(db: Db, worker: string, except: readonly string[]): Promise<void> {
  const claims = unfinishedOf(db, worker).set({ claimedBy: null, claimedUntil: null });
  await (except.length > 0 ? claims.where('id', 'not in', except) : claims).execute();
}

/** False when the effect was done before. */
export async function markEffect(tx: Db, eventId: string, effect: string): Promise<boolean> {
  return capabilities(tx).insertIgnore(tx.insertInto('outbox_effects').values({ eventId, effect }));
}

export async function findDoneEffects(db: Db, eventId: string): Promise<Set<string>> {
  const rows = await db.selectFrom('outbox_effects').select('effect').where('eventId', '=', eventId).execute();
  return new Set(rows.map(({ effect }) => effect));
}

export async function markProcessed(db: Db, ids: readonly string[]): Promise<void> {
  await db
    .updateTable('outbox_events')
    .set({ processedAt: new Date(), claimedBy: null, claimedUntil: null, lastError: null })
    .where('id', 'in', ids)
    .execute();
}

export interface Failure {
  readonly attempts: number;
  readonly lastError: string;
  /** When to try again; null for never. */
  readonly availableAt: Date | null;
}

export async function recordFailure(db: Db, id: string, { attempts, lastError, availableAt }: Failure): Promise<void> {
  await db
    .updateTable('outbox_events')
    .set({
      attempts,
      lastError,
      claimedBy: null,
      claimedUntil: null,
      ...(availableAt ? { availableAt } : { deadAt: new Date() }),
    })
    .where('id', '=', id)
    .where('processedAt', 'is', null)
    .execute();
}

export async function listDeadEvents(db: Db, limit: number): Promise<OutboxEventRow[]> {
  return db
    .selectFrom('outbox_events')
    .selectAll()
    .where('deadAt', 'is not', null)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Tries a dead event again from the start of its attempts. False when there is none of this id. */
export async function reviveEvent(db: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('outbox_events')
    .set({ deadAt: null, attempts: 0, availableAt: new Date() })
    .where('id', '=', id)
    .where('deadAt', 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Deletes what was processed before, so many at most, and tells how many it were. */
export async function deleteProcessedEvents(db: Db, before: Date, limit: number): Promise<number> {
  const events = await db
    .selectFrom('outbox_events')
    .select('id')
    .where('processedAt', '<', before)
    .limit(limit)
    .execute();
  if (events.length > 0) await db.deleteFrom('outbox_events').where('id', 'in', idsOf(events)).execute();
  return events.length;
}

function dueEvents(db: Db, names: readonly string[], now: Date) {
  return db
    .selectFrom('outbox_events')
    .where('processedAt', 'is', null)
    .where('deadAt', 'is', null)
    .where('availableAt', '<=', now)
    .where('name', 'in', names)
    .where((eb) => eb.or([eb('claimedUntil', 'is', null), eb('claimedUntil', '<', now)]));
}

function unfinishedOf(db: Db, worker: string) {
  return db
    .updateTable('outbox_events')
    .where('claimedBy', '=', worker)
    .where('processedAt', 'is', null)
    .where('deadAt', 'is', null);
}

function idsOf(events: readonly { readonly id: string }[]): string[] {
  return events.map(({ id }) => id);
}
