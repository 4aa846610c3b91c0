import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { connected } from './connected.ts';
import type { PortableRow, TableShape } from './format.ts';
import { insertRows } from './insert-rows.ts';
import { readRows } from './read-rows.ts';
import { tableShapes } from './table-shapes.ts';

/** Whether maintenance is on is a matter of now: no backup holds it, but those of older versions. */
export const MAINTENANCE = 'maintenance';
/** What belongs to the installation as it is, and does not go back with its data. */
export const PRESENT: readonly string[] = [MAINTENANCE, 'operation_runs', 'process_measurements'];

/** After the rows of a backup are loaded and compared. */
export async function endPastMaintenance(
  db: MigrationDatabase,
  tables: ReadonlyMap<string, TableShape>,
): Promise<void> {
  if (tables.has(MAINTENANCE)) await db.script(`DELETE FROM ${quoted(db.provider, MAINTENANCE)}`);
}

/** The rows of what stays as it is; few enough to be held. */
export type Present = ReadonlyMap<string, readonly PortableRow[]>;

export async function takePresent(url: string): Promise<Present> {
  const present = new Map<string, PortableRow[]>();
  await connected(url, async (db) => {
    for (const table of (await tableShapes(db)).filter(({ name }) => PRESENT.includes(name))) {
      const rows = await Array.fromAsync(readRows(db, table));
      present.set(table.name, rows.flat());
    }
  });
  return present;
}

/** Gives a restored database the maintenance that is on and the operations that were run, in place of its own. */
export async function putPresent(url: string, present: Present): Promise<void> {
  await connected(url, async (db) => {
    for (const table of await tableShapes(db)) {
      const [first, ...others] = present.get(table.name) ?? [];
      if (!present.has(table.name)) continue;
      await db.script(`DELETE FROM ${quoted(db.provider, table.name)}`);
      if (!first) continue;
      const columns = table.columns.filter(({ name }) => name in first);
      await insertRows(db, table, columns, [first, ...others]);
    }
  });
}
