import { openSession, type Visitor } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import { publish } from '#platform/outbox/event.ts';
import { accountOpened } from '../events.ts';
import { consumeLink } from '../letters/secret-links.ts';
import { spendTokens, updateUser } from '../queries.ts';
import type { OpenedSession } from '../signing-in/login.ts';

/**
 * Opens the account of whoever got the letter, and signs them in.
 * @throws AUTH_LINK_INVALID
 */
export async function confirmEmail(
  { config, db }: Pick<Context, 'config' | 'db'>,
  { token, visitor }: { token: string; visitor: Visitor },
): Promise<OpenedSession> {
  return inTransaction(db, async (tx) => {
    const userId = await consumeLink(tx, 'EMAIL_CONFIRMATION', token);
    await spendTokens(tx, userId);
    await updateUser(tx, userId, { emailVerifiedAt: new Date() });
    await publish(tx, accountOpened, { userId, by: 'confirmation' });
    return { userId, token: await openSession(tx, { config, userId, visitor }) };
  });
}
