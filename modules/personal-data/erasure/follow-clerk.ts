import type { Context } from '#platform/context.ts';
import type { Db } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import { publish } from '#platform/outbox/event.ts';
import { erasureRequested } from '../events.ts';
import { insertErasure } from './queries.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Whoever was deleted at Clerk, where they keep their account, is erased here as if they had asked for it here: in some
 * days, until when a letter lets them change their mind (RGPD, article 17). They are signed out and deactivated already.
 */
export async function followClerk({ config }: Pick<Context, 'config'>, tx: Db, userId: string): Promise<void> {
  const erasureId = newId();
  const dueAt = new Date(Date.now() + config.erasureDelayDays * DAY_MS);
  await insertErasure(tx, { id: erasureId, userId, requestedById: null, dueAt });
  await publish(tx, erasureRequested, { userId, erasureId, dueAt: dueAt.toISOString() });
}
