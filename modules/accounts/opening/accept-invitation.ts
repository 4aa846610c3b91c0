import { openSession, type Visitor } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Langue } from '#platform/http/actor.ts';
import { publish } from '#platform/outbox/event.ts';
import { accountOpened } from '../events.ts';
import { consumeLink, ownerOfLink } from '../letters/secret-links.ts';
import { newPassword } from '../passwords/new-password.ts';
import { hashPassword, passwordOf } from '../passwords/password-hash.ts';
import { spendTokens, updateUser, upsertPreferences } from '../queries.ts';
import { readAccount } from '../read-account.ts';
import type { OpenedSession } from '../signing-in/login.ts';

export interface Acceptance {
  readonly token: string;
  readonly password: string;
  readonly prenom: string;
  readonly nom: string;
  /** That of their browser: whoever invited them could not know it. */
  readonly langue: Langue;
  readonly visitor: Visitor;
}

/**
 * Opens the account that an administrator prepared, and signs its owner in.
 * @throws AUTH_LINK_INVALID, ACCOUNT_PASSWORD_…
 */
export async function acceptInvitation(
  { config, db }: Pick<Context, 'config' | 'db'>,
  { token, password, prenom, nom, langue, visitor }: Acceptance,
): Promise<OpenedSession> {
  // A link that is not good is not worth the hash.
  const { email } = await readAccount(db, await ownerOfLink(db, 'INVITATION', token));
  const allowed = await newPassword(password, { langue, person: { prenom, nom, email } });
  const hash = await hashPassword(allowed, config);
  return inTransaction(db, async (tx) => {
    const userId = await consumeLink(tx, 'INVITATION', token);
    await spendTokens(tx, userId);
    await updateUser(tx, userId, { prenom, nom, ...passwordOf(hash), emailVerifiedAt: new Date() });
    await upsertPreferences(tx, userId, { langue });
    await publish(tx, accountOpened, { userId, by: 'invitation' });
    return { userId, token: await openSession(tx, { config, userId, visitor }) };
  });
}
