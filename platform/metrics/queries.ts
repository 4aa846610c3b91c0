import type { Db } from '#platform/db/db.ts';

/** Events that wait or are worked on, those that were given up, and when the oldest that waits was due. */
export async function countOutbox(db: Db): Promise<{ waiting: number; dead: number; oldestDue: Date | null }> {
  const waiting = db.selectFrom('outbox_events').where('processedAt', 'is', null).where('deadAt', 'is', null);
  const [{ count }, oldest, dead] = await Promise.all([
    waiting.select(({ fn }) => fn.countAll<number | string>().as('count')).executeTakeFirstOrThrow(),
    waiting.select('availableAt').orderBy('availableAt').limit(1).executeTakeFirst(),
    db
      .selectFrom('outbox_events')
      .where('processedAt', 'is', null)
      .where('deadAt', 'is not', null)
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .executeTakeFirstOrThrow(),
  ]);
  return { waiting: Number(count), dead: Number(dead.count), oldestDue: oldest?.availableAt ?? null };
}
