import type { Insertable, Kysely } from 'kysely';
import type { Database } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';

/** Rows by table, in an order in which each finds what it refers to. */
export type SampleRows = { [Table in keyof Database]?: Insertable<Database[Table]>[] };

/** Tables whose rows are known by something else than `id`. */
const KEYS: { [Table in keyof Database]?: string[] } = { conversation_reads: ['userId', 'commandeId'] };

/** Adds the rows whose key is not in the table yet, leaves the others as they are, and returns how many it added. */
export async function insertMissing(tx: Db, rows: SampleRows): Promise<number> {
  let added = 0;
  for (const [table, candidates] of Object.entries(rows)) {
    // Object.entries forgets the names of the tables, which SampleRows has checked.
    const name = table as keyof Database;
    for (const row of candidates as Record<string, unknown>[]) added += (await insertIfMissing(tx, name, row)) ? 1 : 0;
  }
  return added;
}

async function insertIfMissing(tx: Db, table: keyof Database, row: Record<string, unknown>): Promise<boolean> {
  // Kysely cannot follow a table that is only known at run time.
  const dynamic = tx as unknown as Kysely<Record<string, Record<string, unknown>>>;
  let query = dynamic.selectFrom(table).selectAll();
  for (const column of KEYS[table] ?? ['id']) query = query.where(column, '=', row[column]);
  if (await query.executeTakeFirst()) return false;
  if (table === 'files') await referBytes(tx, row);
  await dynamic.insertInto(table).values(row).execute();
  return true;
}

/** A file counts as one more reference to its bytes. */
async function referBytes(tx: Db, { sha256, size }: Record<string, unknown>): Promise<void> {
  const blob = await tx
    .selectFrom('blobs')
    .select('references')
    .where('sha256', '=', String(sha256))
    .executeTakeFirst();
  if (!blob) {
    await tx
      .insertInto('blobs')
      .values({ sha256: String(sha256), size: Number(size), references: 1 })
      .execute();
    return;
  }
  const references = blob.references + 1;
  await tx.updateTable('blobs').set({ references }).where('sha256', '=', String(sha256)).execute();
}
