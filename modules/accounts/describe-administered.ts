import type { Db } from '#platform/db/db.ts';
import { presentAdministered } from './present.ts';
import { type AccountRow, findAdministration } from './queries.ts';
import type { AdministeredUser } from './schema.ts';

/** People as administrators see them. */
export async function describeAdministered(db: Db, accounts: readonly AccountRow[]): Promise<AdministeredUser[]> {
  const administration = await findAdministration(
    db,
    accounts.map(({ id }) => id),
  );
  return accounts.map((account) => presentAdministered(account, administration.get(account.id)));
}

export async function describeOneAdministered(db: Db, account: AccountRow): Promise<AdministeredUser> {
  return presentAdministered(account, (await findAdministration(db, [account.id])).get(account.id));
}
