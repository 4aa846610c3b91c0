import type { Db } from '#platform/db/db.ts';
import { accountErrors } from './errors.ts';
import { type AccountRow, findAccount } from './queries.ts';

/** @throws ACCOUNT_NOT_FOUND */
export async function readAccount(db: Db, userId: string): Promise<AccountRow> {
  const account = await findAccount(db, userId);
  if (!account) throw accountErrors.ACCOUNT_NOT_FOUND();
  return account;
}
