import type { Db } from '#platform/db/db.ts';
import { METADATA } from '#platform/db/metadata.gen.ts';

/** Every row of every table, as text: what is not in it is not in the database. */
export async function dumpOf(db: Db): Promise<Map<string, string[]>> {
  const dump = new Map<string, string[]>();
  // The keys of the metadata are the tables.
  for (const table of Object.keys(METADATA) as (keyof typeof METADATA)[]) {
    const rows = await db.selectFrom(table).selectAll().execute();
    dump.set(
      table,
      rows.map((row) => JSON.stringify(row, (_key, value) => (typeof value === 'bigint' ? String(value) : value))),
    );
  }
  return dump;
}

/** `table: needle` for each table in which a needle is found. */
export function foundIn(dump: ReadonlyMap<string, readonly string[]>, needles: readonly string[]): string[] {
  return [...dump].flatMap(([table, rows]) =>
    needles.filter((needle) => rows.some((row) => row.includes(needle))).map((needle) => `${table}: ${needle}`),
  );
}
