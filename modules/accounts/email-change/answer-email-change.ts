import type { Context } from '#platform/context.ts';
import type { EmailChangeRow } from '#platform/db/database.gen.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { publish } from '#platform/outbox/event.ts';
import { accountErrors } from '../errors.ts';
import { emailChangeRefused } from '../events.ts';
import { consumeLink, lookUpLink } from '../letters/secret-links.ts';
import { lockCredentials, spendTokens } from '../queries.ts';
import { moveToEmail } from './move-to-email.ts';
import { cancelEmailChanges, lockEmailChange, updateEmailChange } from './queries.ts';

const ENDS = ['EMAIL_CHANGE_FROM', 'EMAIL_CHANGE_TO'] as const;

/** What has become of the change: the other end has to answer, or the address is changed, or it stays as it was. */
export const EMAIL_CHANGE_STATES = ['WAITING', 'DONE', 'REFUSED'] as const;
export type EmailChangeState = (typeof EMAIL_CHANGE_STATES)[number];

/**
 * One of the two addresses says yes or no. The second yes makes the change; one no is enough to end it.
 * @throws AUTH_LINK_INVALID, ACCOUNT_EMAIL_TAKEN when somebody has got the new address meanwhile
 */
export async function answerEmailChange(
  { db }: Pick<Context, 'db'>,
  { token, accept }: { token: string; accept: boolean },
): Promise<EmailChangeState> {
  return inTransaction(db, async (tx) => {
    const { userId, purpose, data } = await lookUpLink(tx, ENDS, token);
    // First the person, as whoever asks anew does it, or each would wait for the other.
    await lockCredentials(tx, userId);
    await consumeLink(tx, purpose, token);
    const change = await lockEmailChange(tx, String(data.changeId));
    if (!change || !isOpen(change)) throw accountErrors.AUTH_LINK_INVALID();
    if (!accept) return refuse(tx, change);
    const confirmation = purpose === 'EMAIL_CHANGE_FROM' ? 'fromConfirmedAt' : 'toConfirmedAt';
    const answered = { ...change, [confirmation]: new Date() };
    await updateEmailChange(tx, change.id, { [confirmation]: answered[confirmation] });
    if (answered.fromConfirmedAt === null || answered.toConfirmedAt === null) return 'WAITING';
    await updateEmailChange(tx, change.id, { completedAt: new Date() });
    await moveToEmail(tx, { userId, email: change.newEmail, verified: true });
    return 'DONE';
  });
}

async function refuse(tx: Db, { userId }: EmailChangeRow): Promise<'REFUSED'> {
  await cancelEmailChanges(tx, userId);
  await spendTokens(tx, userId, ENDS);
  await publish(tx, emailChangeRefused, { userId });
  return 'REFUSED';
}

function isOpen({ cancelledAt, completedAt, expiresAt }: EmailChangeRow): boolean {
  return cancelledAt === null && completedAt === null && expiresAt > new Date();
}
