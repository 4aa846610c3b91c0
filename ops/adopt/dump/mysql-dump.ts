import type { TableShape } from '#ops/backup/format.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { HISTORY_TABLE } from '#ops/migrate/history.ts';
import { insertStatements } from './insert-statements.ts';

/** Tables and rows as `mysqldump` writes them, without views, triggers and routines, which an adoption does not touch. */
export async function* mysqlDump(db: MigrationDatabase, tables: readonly TableShape[]): AsyncGenerator<string> {
  yield "SET NAMES utf8mb4;\nSET time_zone = '+00:00';\nSET foreign_key_checks = 0, unique_checks = 0;\nSET sql_mode = '';\n";
  for (const table of await withHistory(db, tables)) {
    const [made] = await db.query(`SHOW CREATE TABLE ${quoted('mysql', table.name)}`);
    yield `\n${String(made?.['Create Table'])};\n`;
    yield* insertStatements(db, table);
  }
  yield '\nSET foreign_key_checks = 1, unique_checks = 1;\n';
}

async function withHistory(db: MigrationDatabase, tables: readonly TableShape[]): Promise<readonly TableShape[]> {
  if (!(await db.tables()).includes(HISTORY_TABLE)) return tables;
  const columns = await db.query(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?`,
    [HISTORY_TABLE],
  );
  const shape = columns.map(({ name }) => ({ name: String(name), kind: 'text' as const }));
  return [...tables, { name: HISTORY_TABLE, columns: shape, primaryKey: ['id'] }];
}
