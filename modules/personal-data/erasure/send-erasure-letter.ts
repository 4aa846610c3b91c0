import { findAccount } from '#modules/accounts/module.ts';
import type { Context } from '#platform/context.ts';
import { hashOfToken, newSecretToken } from '#platform/secret-token.ts';
import { sendLetter } from '../send-letter.ts';
import { findErasure, insertCancelLink } from './queries.ts';

/** Says when the account is erased, with a link that keeps it from that. To nobody who has changed their mind already. */
export async function sendErasureLetter(
  context: Pick<Context, 'config' | 'db' | 'mail'>,
  { userId, erasureId, key }: { userId: string; erasureId: string; key: string },
): Promise<void> {
  const { db, config } = context;
  const erasure = await findErasure(db, erasureId);
  const account = await findAccount(db, userId);
  if (!account || !erasure || erasure.doneAt !== null || erasure.cancelledAt !== null) return;
  const token = newSecretToken();
  await insertCancelLink(db, { userId, erasureId, hash: hashOfToken(token), expiresAt: erasure.dueAt });
  const url = `${config.publicUrl}/effacement/annuler?token=${token}`;
  await sendLetter(context, account, key, ({ letters, day }) => letters.erasure(url, day(erasure.dueAt)));
}
