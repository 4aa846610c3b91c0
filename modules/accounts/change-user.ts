import { revokeImpersonations, revokeSessionsOf } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import type { Role } from '#platform/db/database.gen.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { httpErrors } from '#platform/http/errors.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/event.ts';
import { accountErrors } from './errors.ts';
import { roleChanged, userDeactivated, userReactivated } from './events.ts';
import type { UserAdministration } from './policy.ts';
import { type AccountRow, lockActiveAdministrators, spendTokens, unassignTickets, updateUser } from './queries.ts';
import { readAccount } from './read-account.ts';

export interface RightsChange {
  readonly role?: Role;
  readonly isActive?: boolean;
  /** Why they are deactivated. */
  readonly reason?: string | null;
}

/**
 * Changes the role of somebody else, deactivates or reactivates them. There is always an active administrator left,
 * even when two demote each other at the same moment: the second one is none any more. Of whoever was erased there is
 * nothing left to open.
 * @throws ACCOUNT_ERASED, ACCOUNT_OWN_RIGHTS, ACCOUNT_LAST_ADMINISTRATOR, FORBIDDEN
 */
export async function changeUser(
  { db }: Pick<Context, 'db'>,
  { account: { id }, actor }: Allowed<'user.administer', UserAdministration>,
  change: RightsChange,
): Promise<AccountRow> {
  return inTransaction(db, async (tx) => {
    const administrators = await lockActiveAdministrators(tx);
    if (!administrators.includes(actor.userId)) throw httpErrors.FORBIDDEN();
    const before = await readAccount(tx, id);
    if (before.erasedAt !== null) throw accountErrors.ACCOUNT_ERASED();
    const { role = before.role, isActive = before.isActive } = change;
    if (id === actor.userId && (role !== before.role || isActive !== before.isActive))
      throw accountErrors.ACCOUNT_OWN_RIGHTS();
    const remaining = administrators.filter((administrator) => administrator !== id || (role === 'ADMIN' && isActive));
    if (remaining.length === 0) throw accountErrors.ACCOUNT_LAST_ADMINISTRATOR();
    await updateUser(tx, id, { role, isActive });
    if (role !== before.role) await moveTo(tx, { userId: id, actorId: actor.userId, from: before.role, to: role });
    if (before.isActive && !isActive) await deactivate(tx, id, { by: actor, reason: change.reason ?? null });
    if (!before.isActive && isActive) await reactivate(tx, id, actor);
    return readAccount(tx, id);
  });
}

/** Whoever is an administrator no more acts as nobody else, and nobody acts as an administrator. */
async function moveTo(tx: Db, change: { userId: string; actorId: string; from: Role; to: Role }): Promise<void> {
  await revokeImpersonations(tx, { by: change.userId }, change.actorId);
  await revokeImpersonations(tx, { of: change.userId }, change.actorId);
  await publish(tx, roleChanged, change);
}

async function deactivate(tx: Db, userId: string, { by, reason }: { by: Actor; reason: string | null }): Promise<void> {
  await updateUser(tx, userId, { deactivatedAt: new Date(), deactivationReason: reason });
  await leaveEverything(tx, userId, by);
  await publish(tx, userDeactivated, { userId, actorId: by.userId });
}

async function reactivate(tx: Db, userId: string, by: Actor): Promise<void> {
  await updateUser(tx, userId, { deactivatedAt: null, deactivationReason: null });
  await publish(tx, userReactivated, { userId, actorId: by.userId });
}

async function leaveEverything(tx: Db, userId: string, by: Actor): Promise<void> {
  await revokeSessionsOf(tx, userId, { except: null, byId: by.userId });
  await spendTokens(tx, userId);
  await unassignTickets(tx, userId);
}
