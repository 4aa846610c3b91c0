import type { UserRow } from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';

export type PicturedRow = Pick<UserRow, 'id' | 'role' | 'avatarSha256'>;

export async function findPictured(db: Db, id: string): Promise<PicturedRow | undefined> {
  return db.selectFrom('users').select(['id', 'role', 'avatarSha256']).where('id', '=', id).executeTakeFirst();
}

export async function lockPictured(tx: Db, id: string): Promise<PicturedRow> {
  const query = tx.selectFrom('users').select(['id', 'role', 'avatarSha256']).where('id', '=', id);
  return capabilities(tx).lockRow(query).executeTakeFirstOrThrow();
}

export async function writePicture(
  tx: Db,
  id: string,
  picture: Pick<UserRow, 'avatar' | 'avatarSha256'>,
): Promise<void> {
  await tx.updateTable('users').set(picture).where('id', '=', id).execute();
}

/** Whether this person corrects, or has corrected to the end, a commande of that client. */
export async function correctsFor(db: Db, correcteurId: string, clientId: string): Promise<boolean> {
  const row = await db
    .selectFrom('commandes')
    .select('id')
    .where('userId', '=', clientId)
    .where('correcteurId', '=', correcteurId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
