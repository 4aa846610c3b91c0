import { revokeSessionsOf } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Langue } from '#platform/http/actor.ts';
import { publish } from '#platform/outbox/event.ts';
import { normalizeEmail } from '../email-address.ts';
import { passwordChanged } from '../events.ts';
import { consumeLink, ownerOfLink } from '../letters/secret-links.ts';
import { clearAttempts, findCredentials, spendTokens, updateUser } from '../queries.ts';
import { readAccount } from '../read-account.ts';
import { accountKey } from '../signing-in/attempts.ts';
import { newPassword } from './new-password.ts';
import { hashPassword, passwordOf } from './password-hash.ts';

/**
 * Sets a new password by a link and closes every session. Whoever holds the link reads the mail of that address, which
 * confirms it, too; and whoever was locked out by somebody else's attempts gets in again.
 * @throws AUTH_LINK_INVALID, ACCOUNT_PASSWORD_…
 */
export async function resetPassword(
  { config, db }: Pick<Context, 'config' | 'db'>,
  { token, password, langue }: { token: string; password: string; langue: Langue },
): Promise<void> {
  const person = await readAccount(db, await ownerOfLink(db, 'PASSWORD_RESET', token));
  const hash = await hashPassword(await newPassword(password, { langue, person }), config);
  await inTransaction(db, async (tx) => {
    const userId = await consumeLink(tx, 'PASSWORD_RESET', token);
    const account = await findCredentials(tx, userId);
    await spendTokens(tx, userId);
    await updateUser(tx, userId, { ...passwordOf(hash), emailVerifiedAt: account?.emailVerifiedAt ?? new Date() });
    await clearAttempts(tx, accountKey(normalizeEmail(account?.email ?? '')));
    await revokeSessionsOf(tx, userId, { except: null });
    await publish(tx, passwordChanged, { userId });
  });
}
