import type { Loaded } from '#platform/config/config.ts';
import { openDatabase } from '#platform/db/db.ts';

/** Sets going again every event that was given up, from the first of its attempts; what of it is done stays done. */
export async function reviveDeadLetters({ databaseUrl }: Loaded['secrets']): Promise<number> {
  const db = await openDatabase({ url: databaseUrl });
  try {
    const { numUpdatedRows } = await db
      .updateTable('outbox_events')
      .set({ deadAt: null, attempts: 0, availableAt: new Date() })
      .where('deadAt', 'is not', null)
      .where('processedAt', 'is', null)
      .executeTakeFirstOrThrow();
    return Number(numUpdatedRows);
  } finally {
    await db.destroy();
  }
}
