import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { newId } from '#platform/ids.ts';
import { publish } from '#platform/outbox/event.ts';
import { normalizeEmail } from '../email-address.ts';
import { accountErrors } from '../errors.ts';
import { emailChangeRefused, emailChangeRequested } from '../events.ts';
import { verifyPassword } from '../passwords/password-hash.ts';
import { clearAttempts, findCredentials, lockCredentials, spendTokens } from '../queries.ts';
import { letterLimit, passwordChangeLimit, reserveAttempt } from '../signing-in/attempts.ts';
import { cancelEmailChanges, insertEmailChange } from './queries.ts';

const ANSWERED_WITHIN_MS = 24 * 60 * 60 * 1000;

/**
 * Asks that another address take the place of one's own: a letter goes to each, and both have to confirm. Takes the
 * place of an earlier request. Whether the new address has an account shows in the letter to it alone.
 * @throws ACCOUNT_PASSWORD_WRONG, ACCOUNT_EMAIL_SAME, AUTH_TOO_MANY_ATTEMPTS, ACCOUNT_TOO_MANY_LETTERS
 */
export async function requestEmailChange(
  { config, db }: Pick<Context, 'config' | 'db'>,
  { userId }: Actor,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const limit = passwordChangeLimit(userId);
  await reserveAttempt(db, limit, letterLimit('change', email));
  const account = await findCredentials(db, userId);
  if (!(await verifyPassword(password, account?.password, config))) throw accountErrors.ACCOUNT_PASSWORD_WRONG();
  if (normalizeEmail(account?.email ?? '') === email) throw accountErrors.ACCOUNT_EMAIL_SAME();
  await inTransaction(db, async (tx) => {
    // The password may have been reset meanwhile.
    if ((await lockCredentials(tx, userId))?.password !== account?.password)
      throw accountErrors.ACCOUNT_PASSWORD_WRONG();
    await clearAttempts(tx, limit.key);
    await cancelEmailChanges(tx, userId);
    await spendTokens(tx, userId, ['EMAIL_CHANGE_FROM', 'EMAIL_CHANGE_TO']);
    const change = { id: newId(), userId, newEmail: email, expiresAt: new Date(Date.now() + ANSWERED_WITHIN_MS) };
    await insertEmailChange(tx, change);
    await publish(tx, emailChangeRequested, { userId, changeId: change.id });
  });
}

/** Takes one's own request back; when there is none, nothing happens. */
export async function withdrawEmailChange({ db }: Pick<Context, 'db'>, { userId }: Actor): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockCredentials(tx, userId);
    if (!(await cancelEmailChanges(tx, userId))) return;
    await spendTokens(tx, userId, ['EMAIL_CHANGE_FROM', 'EMAIL_CHANGE_TO']);
    await publish(tx, emailChangeRefused, { userId });
  });
}
