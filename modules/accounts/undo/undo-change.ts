import { revokeSessionsOf } from '#modules/sessions/module.ts';
import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { publish } from '#platform/outbox/event.ts';
import { giveEmail } from '../email-change/move-to-email.ts';
import { cancelEmailChanges } from '../email-change/queries.ts';
import { changeUndone } from '../events.ts';
import { consumeLink, issueToken, lookUpLink, type UndoData } from '../letters/secret-links.ts';
import { findCredentialsByEmail, lockCredentials, spendTokens, spendUndoLinksAfter, updateUser } from '../queries.ts';
import { closeWaysInSince } from './queries.ts';

export interface Undone {
  /** Sets a new password: the one there was opens nothing any more. */
  readonly token: string;
  /** Whether the address of before is that of the account again; null when it had not changed. */
  readonly isEmailRestored: boolean | null;
}

/**
 * What a person does who did not do what a letter tells them of: every session is closed, and every other way in that
 * was made since; the address is theirs again, and the password has to be chosen anew. Letters that came after the one they follow undo nothing any more, since they
 * may have gone to somebody else; earlier ones do.
 * @throws AUTH_LINK_INVALID
 */
export async function undoChange({ db, config }: Pick<Context, 'config' | 'db'>, token: string): Promise<Undone> {
  return inTransaction(db, async (tx) => {
    const { userId, data, createdAt } = await lookUpLink(tx, ['UNDO'], token);
    await lockCredentials(tx, userId);
    await consumeLink(tx, 'UNDO', token);
    // What is in the data of an UNDO is written by `issueLink` alone.
    const { notice, email, since } = data as unknown as UndoData;
    await revokeSessionsOf(tx, userId, { except: null });
    await spendTokens(tx, userId);
    await spendUndoLinksAfter(tx, userId, createdAt);
    await cancelEmailChanges(tx, userId);
    await closeWaysInSince(tx, userId, new Date(since));
    const isEmailRestored = email === undefined ? null : await restoreEmail(tx, userId, email);
    await updateUser(tx, userId, { password: null });
    await publish(tx, changeUndone, { userId, notice, isEmailRestored });
    const reset = { userId, purpose: 'PASSWORD_RESET', publicUrl: config.publicUrl } as const;
    return { token: await issueToken(tx, reset), isEmailRestored };
  });
}

/** Not when somebody else has it by now: the rest is undone all the same. */
async function restoreEmail(tx: Db, userId: string, email: string): Promise<boolean> {
  const owner = await findCredentialsByEmail(tx, email);
  if (owner && owner.id !== userId) return false;
  await giveEmail(tx, { userId, email, verified: true });
  return true;
}
