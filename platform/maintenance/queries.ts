import type { MaintenanceRow } from '#platform/db/database.gen.ts';
import { capabilities, type Db } from '#platform/db/db.ts';

const ID = 'maintenance';

export async function findMaintenance(db: Db): Promise<MaintenanceRow | null> {
  const row = await db.selectFrom('maintenance').selectAll().where('id', '=', ID).executeTakeFirst();
  return row ?? null;
}

/** In place of the one that is on, if any. */
export async function saveMaintenance(tx: Db, row: Omit<MaintenanceRow, 'id'>): Promise<void> {
  await capabilities(tx).upsert(tx.insertInto('maintenance').values({ id: ID, ...row }), ['id'], row);
}

/** Whether one was on. */
export async function deleteMaintenance(tx: Db): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('maintenance').where('id', '=', ID).executeTakeFirst();
  return numDeletedRows > 0n;
}
