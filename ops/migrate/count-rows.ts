import type { MigrationDatabase } from './databases/migration-database.ts';
import { HISTORY_TABLE } from './history.ts';
import { isKeptAside } from './undo/undo-log.ts';

/** How many rows each table has, the history of migrations aside. */
export async function countRows(db: MigrationDatabase): Promise<Record<string, number>> {
  const tables = (await db.tables()).filter((table) => table !== HISTORY_TABLE && !isKeptAside(table)).sort();
  const counts: Record<string, number> = {};
  for (const table of tables) counts[table] = await countRowsOf(db, table);
  return counts;
}

export async function countRowsOf(db: MigrationDatabase, table: string): Promise<number> {
  const quote = db.provider === 'mysql' ? '`' : '"';
  const [row] = await db.query(`SELECT count(*) AS n FROM ${quote}${table}${quote}`);
  return Number(row?.n);
}
