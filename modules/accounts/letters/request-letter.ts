import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import { publish } from '#platform/outbox/event.ts';
import { openingLetterRequested, passwordResetRequested } from '../events.ts';
import { findCredentialsByEmail } from '../queries.ts';
import { letterLimit, reserveAttempt } from '../signing-in/attempts.ts';

/**
 * Asks for another letter that opens the account. The same is done for an address that nobody has.
 * @throws ACCOUNT_TOO_MANY_LETTERS
 */
export async function requestConfirmation({ db }: Pick<Context, 'db'>, email: string): Promise<void> {
  await reserveAttempt(db, letterLimit('open', email));
  await inTransaction(db, async (tx) => {
    const known = await findCredentialsByEmail(tx, email);
    await publish(tx, openingLetterRequested, { userId: known?.id ?? null });
  });
}

/**
 * Asks for a link that sets a new password. The same is done for an address that nobody has.
 * @throws ACCOUNT_TOO_MANY_LETTERS
 */
export async function requestPasswordReset({ db }: Pick<Context, 'db'>, email: string): Promise<void> {
  await reserveAttempt(db, letterLimit('reset', email));
  await inTransaction(db, async (tx) => {
    const known = await findCredentialsByEmail(tx, email);
    await publish(tx, passwordResetRequested, { userId: known?.id ?? null });
  });
}
