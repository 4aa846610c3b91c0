import type { EmailChangeRow } from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';

export async function insertEmailChange(
  tx: Db,
  change: Pick<EmailChangeRow, 'id' | 'userId' | 'newEmail' | 'expiresAt'>,
): Promise<void> {
  await tx.insertInto('email_changes').values(change).execute();
}

export async function findEmailChange(db: Db, id: string): Promise<EmailChangeRow | undefined> {
  return db.selectFrom('email_changes').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The change that a person has asked for, as long as it can still happen. */
export async function findOpenEmailChange(db: Db, userId: string): Promise<EmailChangeRow | undefined> {
  return openEmailChanges(db, userId).orderBy('createdAt', 'desc').orderBy('id', 'desc').executeTakeFirst();
}

/** As it is now: whoever answers at the other end waits until the transaction ends. */
export async function lockEmailChange(tx: Db, id: string): Promise<EmailChangeRow | undefined> {
  return capabilities(tx)
    .lockRow(tx.selectFrom('email_changes').selectAll().where('id', '=', id))
    .executeTakeFirst();
}

export async function updateEmailChange(
  tx: Db,
  id: string,
  changes: Partial<Pick<EmailChangeRow, 'fromConfirmedAt' | 'toConfirmedAt' | 'cancelledAt' | 'completedAt'>>,
): Promise<void> {
  await tx.updateTable('email_changes').set(changes).where('id', '=', id).execute();
}

/** True when there was one. */
export async function cancelEmailChanges(tx: Db, userId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('email_changes')
    .set({ cancelledAt: new Date() })
    .where('userId', '=', userId)
    .where('cancelledAt', 'is', null)
    .where('completedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Those that nobody can answer any more, and that have been there long enough. */
export async function deleteOldEmailChanges(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('email_changes').where('expiresAt', '<', before).execute();
}

function openEmailChanges(db: Db, userId: string) {
  return db
    .selectFrom('email_changes')
    .selectAll()
    .where('userId', '=', userId)
    .where('cancelledAt', 'is', null)
    .where('completedAt', 'is', null)
    .where('expiresAt', '>', new Date());
}
