import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { type AccountRow, type UserChanges, updateUser } from './queries.ts';
import { readAccount } from './read-account.ts';

export type ProfileChanges = Pick<UserChanges, 'prenom' | 'nom' | 'telephone' | 'adresse' | 'bio'>;

/** Changes of one's own profile what is given, and nothing else. */
export async function updateProfile(
  { db }: Pick<Context, 'db'>,
  { userId }: Actor,
  changes: ProfileChanges,
): Promise<AccountRow> {
  return inTransaction(db, async (tx) => {
    await updateUser(tx, userId, changes);
    return readAccount(tx, userId);
  });
}
