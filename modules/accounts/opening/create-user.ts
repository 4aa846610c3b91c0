import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Langue } from '#platform/http/actor.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { newId } from '#platform/ids.ts';
import { publish } from '#platform/outbox/event.ts';
import { userCreated } from '../events.ts';
import { issueLink } from '../letters/secret-links.ts';
import type { NewPassword } from '../passwords/new-password.ts';
import { hashPassword } from '../passwords/password-hash.ts';
import { type Invitation, insertNewUser } from './invite-user.ts';

export interface CreatedUser {
  readonly id: string;
  /** Where the person chooses a password; null when they were given one. */
  readonly invitationUrl: string | null;
}

/**
 * Creates a person from the command line, without a letter: with a password the account is open at once, without one
 * whoever ran the command hands over the link.
 * @throws ACCOUNT_EMAIL_TAKEN
 */
export async function createUser(
  { config, db }: { config: Pick<Context['config'], 'publicUrl' | 'passwordRounds'>; db: Context['db'] },
  _allowed: Allowed<'user.create', object>,
  { password, langue, ...person }: Invitation & { password: NewPassword | null; langue: Langue },
): Promise<CreatedUser> {
  const hash = password === null ? null : await hashPassword(password, config);
  return inTransaction(db, async (tx) => {
    const id = newId();
    const user = { id, ...person, password: hash, emailVerifiedAt: hash === null ? null : new Date() };
    await insertNewUser(tx, user, langue);
    await publish(tx, userCreated, { userId: id, role: person.role });
    const link = { userId: id, purpose: 'INVITATION', publicUrl: config.publicUrl } as const;
    return { id, invitationUrl: hash === null ? await issueLink(tx, link) : null };
  });
}
