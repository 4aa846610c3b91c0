import type { Context } from '#platform/context.ts';
import type { Role } from '#platform/db/database.gen.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { newId } from '#platform/ids.ts';
import { publish } from '#platform/outbox/event.ts';
import { accountErrors } from '../errors.ts';
import { userInvited } from '../events.ts';
import { type AccountRow, findCredentialsByEmail, insertUser } from '../queries.ts';
import { readAccount } from '../read-account.ts';

export interface Invitation {
  readonly email: string;
  readonly prenom: string;
  readonly nom: string;
  readonly role: Role;
}

/**
 * Prepares an account for somebody; a letter invites them to open it.
 * @throws ACCOUNT_EMAIL_TAKEN
 */
export async function inviteUser(
  { db }: Pick<Context, 'db'>,
  { userId: invitedById, langue }: Allowed<'users.administer', Actor>,
  invitation: Invitation,
): Promise<AccountRow> {
  return inTransaction(db, async (tx) => {
    const user = { id: newId(), ...invitation, password: null, emailVerifiedAt: null };
    await insertNewUser(tx, user, langue);
    await publish(tx, userInvited, { userId: user.id, invitedById });
    return readAccount(tx, user.id);
  });
}

/** @throws ACCOUNT_EMAIL_TAKEN */
export async function insertNewUser(tx: Db, user: Parameters<typeof insertUser>[1], langue: string): Promise<void> {
  const isTaken = (await findCredentialsByEmail(tx, user.email)) !== undefined;
  if (isTaken || !(await insertUser(tx, user, langue))) throw accountErrors.ACCOUNT_EMAIL_TAKEN();
}
