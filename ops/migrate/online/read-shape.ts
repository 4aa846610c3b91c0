import type { Provider } from '#prisma/generate/providers.ts';
import type { MigrationDatabase } from '../databases/migration-database.ts';
import type { TableShape } from './form.ts';

const COLUMNS: Record<Provider, string> = {
  sqlite: `SELECT name, type, "notnull" = 0 AS nullable FROM pragma_table_info(?)`,
  postgresql: `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, NOT attnotnull AS nullable
    FROM pg_attribute WHERE attrelid = quote_ident(?)::regclass AND attnum > 0 AND NOT attisdropped`,
  mysql: `SELECT column_name AS name, column_type AS type, is_nullable = 'YES' AS nullable
    FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?`,
};

const KEY: Record<Provider, string> = {
  sqlite: 'SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk',
  postgresql: `SELECT attname AS name FROM pg_index, unnest(indkey) WITH ORDINALITY AS part(number, position)
    JOIN pg_attribute ON attnum = part.number
    WHERE indisprimary AND indrelid = quote_ident(?)::regclass AND attrelid = indrelid ORDER BY part.position`,
  mysql: `SELECT column_name AS name FROM information_schema.key_column_usage
    WHERE table_schema = DATABASE() AND table_name = ? AND constraint_name = 'PRIMARY' ORDER BY ordinal_position`,
};

/** What the catalogue of the database says of a table that is there. */
export async function readShape(db: MigrationDatabase, table: string): Promise<TableShape> {
  const columns = await db.query(COLUMNS[db.provider], [table]);
  const key = await db.query(KEY[db.provider], [table]);
  return {
    key: key.map(({ name }) => String(name)),
    columns: new Map(
      columns.map(({ name, type, nullable }) => [String(name), { type: String(type), nullable: Boolean(nullable) }]),
    ),
  };
}
