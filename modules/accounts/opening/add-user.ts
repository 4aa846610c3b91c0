import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { newId } from '#platform/ids.ts';
import { publish } from '#platform/outbox/event.ts';
import { userCreated } from '../events.ts';
import type { AccountRow } from '../queries.ts';
import { readAccount } from '../read-account.ts';
import { type Invitation, insertNewUser } from './invite-user.ts';

/**
 * Prepares an account for somebody who is told nothing yet: `sendInvitation` does it, when the time has come.
 * @throws ACCOUNT_EMAIL_TAKEN
 */
export async function addUser(
  { db }: Pick<Context, 'db'>,
  { langue }: Allowed<'users.administer', Actor>,
  person: Invitation,
): Promise<AccountRow> {
  return inTransaction(db, async (tx) => {
    const user = { id: newId(), ...person, password: null, emailVerifiedAt: null };
    await insertNewUser(tx, user, langue);
    await publish(tx, userCreated, { userId: user.id, role: person.role });
    return readAccount(tx, user.id);
  });
}
