import { revokeSessionsOf } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { publish } from '#platform/outbox/event.ts';
import { accountErrors } from '../errors.ts';
import { passwordChanged } from '../events.ts';
import { clearAttempts, findCredentials, lockCredentials, spendTokens, updateUser } from '../queries.ts';
import { readAccount } from '../read-account.ts';
import { passwordChangeLimit, reserveAttempt } from '../signing-in/attempts.ts';
import { newPassword } from './new-password.ts';
import { hashPassword, passwordOf, verifyPassword } from './password-hash.ts';

/**
 * Replaces one's own password, which one has to know, and closes one's other sessions.
 * @throws ACCOUNT_PASSWORD_…, ACCOUNT_PASSWORD_WRONG, AUTH_TOO_MANY_ATTEMPTS
 */
export async function changePassword(
  { config, db }: Pick<Context, 'config' | 'db'>,
  { userId, sessionId, langue }: Actor,
  { current, next }: { current: string; next: string },
): Promise<void> {
  const person = await readAccount(db, userId);
  const allowed = await newPassword(next, { langue, person, field: 'newPassword' });
  const limit = passwordChangeLimit(userId);
  await reserveAttempt(db, limit);
  const account = await findCredentials(db, userId);
  if (!(await verifyPassword(current, account?.password, config))) throw accountErrors.ACCOUNT_PASSWORD_WRONG();
  const password = await hashPassword(allowed, config);
  await inTransaction(db, async (tx) => {
    // It may have been reset meanwhile.
    if ((await lockCredentials(tx, userId))?.password !== account?.password)
      throw accountErrors.ACCOUNT_PASSWORD_WRONG();
    await clearAttempts(tx, limit.key);
    await spendTokens(tx, userId);
    await updateUser(tx, userId, passwordOf(password));
    await revokeSessionsOf(tx, userId, { except: sessionId });
    await publish(tx, passwordChanged, { userId });
  });
}
