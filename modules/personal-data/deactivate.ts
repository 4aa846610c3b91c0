import { proveOneself } from '#modules/accounts/module.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { closeAccount } from './close-account.ts';

/**
 * Closes one's own account and erases nothing: an administrator can open it again.
 * @throws what `proveOneself` does, ACCOUNT_LAST_ADMINISTRATOR
 */
export async function deactivate(
  context: Pick<Context, 'config' | 'db'>,
  actor: Actor,
  { password }: { password?: string },
): Promise<void> {
  await proveOneself(context, actor, password);
  await inTransaction(context.db, (tx) => closeAccount(tx, actor.userId));
}
