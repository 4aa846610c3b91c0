import { capabilities, type Db } from '#platform/db/db.ts';
import { publish } from '#platform/outbox/event.ts';
import { accountErrors } from '../errors.ts';
import { emailChanged } from '../events.ts';
import { findCredentialsByEmail, lockCredentials, spendTokens, updateUser } from '../queries.ts';

/**
 * Gives a person another address. Links that were sent to the one before open nothing any more, but for those that undo.
 * @throws ACCOUNT_EMAIL_TAKEN
 */
export async function moveToEmail(
  tx: Db,
  { userId, email, verified }: { userId: string; email: string; verified: boolean },
): Promise<void> {
  const before = await lockCredentials(tx, userId);
  await giveEmail(tx, { userId, email, verified });
  await spendTokens(tx, userId);
  await publish(tx, emailChanged, { userId, previousEmail: before?.email ?? '' });
}

/** @throws ACCOUNT_EMAIL_TAKEN */
export async function giveEmail(
  tx: Db,
  { userId, email, verified }: { userId: string; email: string; verified: boolean },
): Promise<void> {
  const owner = await findCredentialsByEmail(tx, email);
  if (owner && owner.id !== userId) throw accountErrors.ACCOUNT_EMAIL_TAKEN();
  const changes = verified ? { email, emailVerifiedAt: new Date() } : { email };
  await updateUser(tx, userId, changes).catch((error: unknown) => {
    // Somebody was quicker.
    throw capabilities(tx).isUniqueViolation(error) ? accountErrors.ACCOUNT_EMAIL_TAKEN() : error;
  });
}
