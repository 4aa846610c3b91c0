import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';

const quote = (name: unknown) => quoted('sqlite', String(name));

/**
 * SQLite lets rows refer to nothing while its checks are off, as they are unless an application switches them on, and
 * then refuses every later migration for it. Tables with such rows keep all of them, and their foreign keys go.
 */
export async function withoutBrokenKeys(db: MigrationDatabase): Promise<void> {
  for (const table of await tablesWithBrokenKeys(db)) await remakePlainly(db, table);
}

/** The names of the tables of which a row refers to nothing. */
export async function tablesWithBrokenKeys(db: MigrationDatabase): Promise<string[]> {
  const rows = await db.query('SELECT DISTINCT "table" AS name FROM pragma_foreign_key_check');
  return rows.map(({ name }) => String(name));
}

/** The same rows, columns, primary key and indexes; foreign keys and checks are gone. */
async function remakePlainly(db: MigrationDatabase, table: string): Promise<void> {
  const columns = (await db.query('SELECT * FROM pragma_table_xinfo(?)', [table])).filter(({ hidden }) => hidden === 0);
  const beside = await db.query(
    `SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL`,
    [table],
  );
  const names = columns.map(({ name }) => quote(name)).join(', ');
  const copy = quote(`${table}__plain`);
  await db.script(`CREATE TABLE ${copy} (${definitions(columns).join(', ')})`);
  await db.script(`INSERT INTO ${copy} (${names}) SELECT ${names} FROM ${quote(table)}`);
  await db.script(`DROP TABLE ${quote(table)}`);
  await db.script(`ALTER TABLE ${copy} RENAME TO ${quote(table)}`);
  for (const { sql } of beside) await db.script(String(sql));
}

function definitions(columns: readonly Record<string, unknown>[]): string[] {
  const key = columns.filter(({ pk }) => Number(pk) > 0).sort((one, other) => Number(one.pk) - Number(other.pk));
  const [only] = key;
  const isRowId = key.length === 1 && String(only?.type).toUpperCase() === 'INTEGER';
  const lines = columns.map((column) => {
    const required = Number(column.notnull) === 1 ? ' NOT NULL' : '';
    const fallback = column.dflt_value === null ? '' : ` DEFAULT (${String(column.dflt_value)})`;
    const rowId = isRowId && column === only ? ' PRIMARY KEY' : '';
    return `${quote(column.name)} ${String(column.type)}${rowId}${required}${fallback}`;
  });
  return key.length === 0 || isRowId
    ? lines
    : [...lines, `PRIMARY KEY (${key.map(({ name }) => quote(name)).join(', ')})`];
}
