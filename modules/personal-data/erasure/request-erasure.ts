import { proveOneself } from '#modules/accounts/module.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { newId } from '#platform/ids.ts';
import { publish } from '#platform/outbox/event.ts';
import { closeAccount } from '../close-account.ts';
import { erasureRequested } from '../events.ts';
import { insertErasure } from './queries.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Closes one's own account now and has it erased in some days, until when a letter lets one change one's mind
 * (RGPD, article 17).
 * @returns when it is erased
 * @throws what `proveOneself` does, ACCOUNT_LAST_ADMINISTRATOR
 */
export async function requestErasure(
  context: Pick<Context, 'db' | 'config'>,
  actor: Actor,
  { password }: { password?: string },
): Promise<Date> {
  const { userId } = actor;
  await proveOneself(context, actor, password);
  const dueAt = new Date(Date.now() + context.config.erasureDelayDays * DAY_MS);
  await inTransaction(context.db, async (tx) => {
    await closeAccount(tx, userId);
    const erasureId = newId();
    await insertErasure(tx, { id: erasureId, userId, requestedById: userId, dueAt });
    await publish(tx, erasureRequested, { userId, erasureId, dueAt: dueAt.toISOString() });
  });
  return dueAt;
}
