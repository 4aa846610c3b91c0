import pino from 'pino';
import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { createOutbox, defineEvent, type Effect, effect, type Outbox, publish } from '#platform/outbox/outbox.ts';

/** What the tests of the outbox publish, here and in the process they kill. */
export const happened = defineEvent<{ title: string }>('test.happened');
export const alsoHappened = defineEvent<{ title: string }>('test.also-happened');

export function outboxOf(db: Db, ...effects: Effect[]): Outbox {
  // The effects of these tests ask nothing of the context.
  return createOutbox({ db, effects, context: () => ({}) as Context, log: pino({ level: 'silent' }) });
}

export async function publishHappened(db: Db, title = 'Un fait'): Promise<void> {
  await inTransaction(db, (tx) => publish(tx, happened, { title }));
}

/** Leaves a page for every time it ran. */
export const writePage = effect(happened, 'write-page', ({ tx, payload }) => insertPage(tx, payload.title));

export async function insertPage(db: Db, title: string): Promise<void> {
  await db.insertInto('pages').values({ title, slug: newId(), content: '' }).execute();
}

export async function pageTitles(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('pages').select('title').orderBy('id').execute();
  return rows.map(({ title }) => title);
}
