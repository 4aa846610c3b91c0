import type { Context } from '#platform/context.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { accountErrors } from '../errors.ts';
import type { UserAdministration } from '../policy.ts';
import type { AccountRow } from '../queries.ts';
import { readAccount } from '../read-account.ts';
import { moveToEmail } from './move-to-email.ts';
import { cancelEmailChanges } from './queries.ts';

/**
 * Gives somebody who has lost their address another one, at once: the administrator answers for its being theirs. The
 * old address is told, and can undo it. Administrators change their own, or whoever gets hold of one would hold all.
 * @throws ACCOUNT_ERASED, ACCOUNT_EMAIL_OF_ADMINISTRATOR, ACCOUNT_EMAIL_SAME, ACCOUNT_EMAIL_TAKEN
 */
export async function changeEmailOf(
  { db }: Pick<Context, 'db'>,
  { account: { id } }: Allowed<'user.administer', UserAdministration>,
  email: string,
): Promise<AccountRow> {
  return inTransaction(db, async (tx: Db) => {
    const account = await readAccount(tx, id);
    if (account.erasedAt !== null) throw accountErrors.ACCOUNT_ERASED();
    if (account.role === 'ADMIN') throw accountErrors.ACCOUNT_EMAIL_OF_ADMINISTRATOR();
    if (account.email === email) throw accountErrors.ACCOUNT_EMAIL_SAME();
    await cancelEmailChanges(tx, id);
    await moveToEmail(tx, { userId: id, email, verified: false });
    return readAccount(tx, id);
  });
}
