import { accountErrors, findCredentials, findCredentialsByEmail } from '#modules/accounts/module.ts';
import { findIdentity, insertIdentity } from '#modules/identities/module.ts';
import type { Context } from '#platform/context.ts';
import type { ClerkUserRow } from '#platform/db/database.gen.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/event.ts';
import { putBlock } from './block-person.ts';
import { clerkErrors } from './errors.ts';
import { clerkUserLinked, clerkUserRefused } from './facts.ts';
import type { ClerkDecision } from './policy.ts';
import { findIdentityOfPerson, lockClerkUser, updateClerkUser } from './queries.ts';

/**
 * An administrator says who a user of Clerk’s is here; it stays so, whatever Clerk says later.
 * @throws CLERK_USER_SETTLED, ACCOUNT_NOT_FOUND, CLERK_LINK_REFUSED
 */
export async function linkClerkUser(
  { db }: Pick<Context, 'db'>,
  { clerk: { id }, actor }: Allowed<'clerk.decide', ClerkDecision>,
  asked: string | undefined,
): Promise<ClerkUserRow> {
  return inTransaction(db, async (tx) => {
    const clerk = await lockWaiting(tx, id);
    const userId = await accountFor(tx, clerk, asked);
    await insertIdentity(tx, { provider: 'clerk', subject: id, userId, email: clerk.email });
    // Somebody may have linked it meanwhile.
    if ((await findIdentity(tx, { provider: 'clerk', subject: id }))?.userId !== userId)
      throw clerkErrors.CLERK_USER_SETTLED();
    await updateClerkUser(tx, id, { state: 'LINKED', userId, reason: 'LINKED_BY_ADMINISTRATOR' });
    await putBlock(tx, clerk);
    await publish(tx, clerkUserLinked, { clerkUserId: id, userId, isNew: false, actorId: actor.userId });
    return lockClerkUser(tx, id);
  });
}

/**
 * An administrator says that a user of Clerk’s is nobody here.
 * @throws CLERK_USER_SETTLED
 */
export async function refuseClerkUser(
  { db }: Pick<Context, 'db'>,
  { clerk: { id }, actor }: Allowed<'clerk.decide', ClerkDecision>,
): Promise<ClerkUserRow> {
  return inTransaction(db, async (tx) => {
    await lockWaiting(tx, id);
    await updateClerkUser(tx, id, { reason: 'REFUSED' });
    await publish(tx, clerkUserRefused, { clerkUserId: id, actorId: actor.userId });
    return lockClerkUser(tx, id);
  });
}

async function lockWaiting(tx: Db, id: string): Promise<ClerkUserRow> {
  const clerk = await lockClerkUser(tx, id);
  if (clerk.state !== 'WAITING') throw clerkErrors.CLERK_USER_SETTLED();
  return clerk;
}

async function accountFor(tx: Db, { email }: ClerkUserRow, asked: string | undefined): Promise<string> {
  const byAddress = email === null ? undefined : await findCredentialsByEmail(tx, email);
  const account = asked === undefined ? byAddress : await findCredentials(tx, asked);
  if (!account) throw accountErrors.ACCOUNT_NOT_FOUND();
  if (!account.isActive || (await findIdentityOfPerson(tx, account.id))) throw clerkErrors.CLERK_LINK_REFUSED();
  return account.id;
}
