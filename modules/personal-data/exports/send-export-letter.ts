import { findAccount } from '#modules/accounts/module.ts';
import type { Context } from '#platform/context.ts';
import { sendLetter } from '../send-letter.ts';
import { findExport } from './queries.ts';

/** The link leads to the page where the signed-in person finds it: it opens nothing for anybody else. */
export async function sendExportLetter(
  context: Pick<Context, 'config' | 'db' | 'mail'>,
  { userId, exportId, key }: { userId: string; exportId: string; key: string },
): Promise<void> {
  const account = await findAccount(context.db, userId);
  const made = await findExport(context.db, exportId);
  if (!account?.isActive || made?.state !== 'READY' || made.expiresAt === null) return;
  const { expiresAt } = made;
  const url = `${context.config.publicUrl}/app/compte?onglet=donnees`;
  await sendLetter(context, account, key, ({ letters, day }) => letters.exportReady(url, day(expiresAt)));
}
