import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import type { Part, Structure } from './structure.ts';

/** Where the columns are listed that came with a database that was adopted, and that are no drift. */
const KEPT_COLUMNS = 'kept_columns';

export interface KeptColumnName {
  readonly table: string;
  readonly column: string;
}

/** Lists columns that no migration makes and that are to stay. Once for a database. */
export async function listKeptColumns(db: MigrationDatabase, columns: readonly KeptColumnName[]): Promise<void> {
  if (columns.length === 0 || (await db.tables()).includes(KEPT_COLUMNS)) return;
  const name = 'VARCHAR(191) NOT NULL';
  const filling = `${KEPT_COLUMNS}_new`;
  // Whole or not at all, also where a change of the schema is committed at once.
  await db.script(`DROP TABLE IF EXISTS ${filling}`);
  await db.script(
    `CREATE TABLE ${filling} (table_name ${name}, column_name ${name}, PRIMARY KEY (table_name, column_name))`,
  );
  for (const { table, column } of columns)
    await db.query(`INSERT INTO ${filling} (table_name, column_name) VALUES (?, ?)`, [table, column]);
  await db.script(`ALTER TABLE ${filling} RENAME TO ${KEPT_COLUMNS}`);
}

/** Those of the live database that are listed, with what stands on them alone. */
export async function keptParts(db: MigrationDatabase, live: Structure): Promise<Part[]> {
  if (!live.some(({ kind, name }) => kind === 'table' && name === KEPT_COLUMNS)) return [];
  const rows = await db.query(`SELECT table_name AS tab, column_name AS name FROM ${KEPT_COLUMNS}`);
  const kept = new Set(rows.map(({ tab, name }) => `${tab} ${name}`));
  return live.filter(({ kind, table, name }) => kind === 'column' && kept.has(`${table} ${name}`));
}
