import { countRowsOf } from './count-rows.ts';
import type { MigrationDatabase } from './databases/migration-database.ts';
import { migrationErrors } from './errors.ts';
import { readStatements, tableOf } from './forecast/statements.ts';

/** The rows of the tables that a migration names and does not mean to change, counted before it runs. */
export async function countBefore(db: MigrationDatabase, script: string): Promise<Record<string, number>> {
  const statements = readStatements(db.provider, script);
  const there = new Set(await db.tables());
  const named = new Set(statements.map(tableOf).filter((table) => table !== undefined && there.has(table)));
  for (const statement of statements) {
    const meant = meantToChange(statement, script);
    if (meant !== undefined) named.delete(meant);
  }
  const counts: Record<string, number> = {};
  for (const table of named) if (table !== undefined) counts[table] = await countRowsOf(db, table);
  return counts;
}

/**
 * Counts them again. Other processes may add rows meanwhile, so that more is no fault; fewer is.
 * @throws MIGRATION_ROWS_LOST
 */
export async function refuseLostRows(db: MigrationDatabase, before: Readonly<Record<string, number>>): Promise<void> {
  const there = new Set(await db.tables());
  for (const [table, rows] of Object.entries(before)) {
    const after = there.has(table) ? await countRowsOf(db, table) : 0;
    if (after < rows) throw migrationErrors.MIGRATION_ROWS_LOST({ table, before: rows, after });
  }
}

/** The table of which a statement takes rows away, or which it drops for good. */
function meantToChange(statement: string, script: string): string | undefined {
  if (/^(DELETE|TRUNCATE)\b/i.test(statement)) return tableOf(statement);
  if (!/^DROP\s+TABLE\b/i.test(statement)) return undefined;
  const table = tableOf(statement);
  return new RegExp(`RENAME\\s+TO\\s+["\`]?${table}["\`]?`, 'i').test(script) ? undefined : table;
}
