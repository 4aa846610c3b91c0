import { createTable, type MysqlTable, mysqlTable, quoteName } from './mysql-ddl.ts';
import type { SchemaVersion } from './schema-version.ts';

/**
 * The SQL that takes a MySQL or MariaDB database from one version of the schema to another. Foreign keys go first and
 * come back last, so that the order of the tables is of no account; each table is altered by one statement, because
 * that statement is all that MySQL does whole or not at all: but for what is only added, which is done fastest in two.
 */
export function diffMysql(from: SchemaVersion | undefined, to: SchemaVersion | undefined): string {
  const before = tablesOf(from);
  const after = tablesOf(to);
  const statements = [
    ...dropForeignKeys(before, after),
    ...[...after.values()].map((table) => changeTable(before.get(table.name), table)),
    ...[...before.keys()].filter((name) => !after.has(name)).map(dropTable),
    ...addForeignKeys(before, after),
  ].filter((statement) => statement !== '');
  return statements.length > 0 ? `${statements.join('\n\n')}\n` : '';
}

type Tables = ReadonlyMap<string, MysqlTable>;

function tablesOf(version: SchemaVersion | undefined): Tables {
  return new Map((version?.model.tables ?? []).map((table) => [table.name, mysqlTable(table)]));
}

function dropForeignKeys(before: Tables, after: Tables): string[] {
  return keysOnlyIn(before, after).map(
    ([table, name]) => `-- DropForeignKey\nALTER TABLE ${quoteName(table)} DROP FOREIGN KEY ${quoteName(name)};`,
  );
}

function addForeignKeys(before: Tables, after: Tables): string[] {
  return keysOnlyIn(after, before).map(
    ([table, name, definition]) =>
      `-- AddForeignKey\nALTER TABLE ${quoteName(table)} ADD CONSTRAINT ${quoteName(name)} ${definition};`,
  );
}

/** The foreign keys of some tables that others lack, or have otherwise, or whose columns on either side differ. */
function keysOnlyIn(tables: Tables, others: Tables): [table: string, name: string, definition: string][] {
  return [...tables.values()].flatMap((table) =>
    [...table.foreignKeys]
      .filter(([name, definition]) => {
        const other = others.get(table.name);
        return other?.foreignKeys.get(name) !== definition || touchesChangedColumn(definition, table, tables, others);
      })
      .map(([name, definition]): [string, string, string] => [table.name, name, definition]),
  );
}

function touchesChangedColumn(definition: string, table: MysqlTable, tables: Tables, others: Tables): boolean {
  const [, own = '', target = '', theirs = ''] =
    /^FOREIGN KEY \((.*?)\) REFERENCES `(\w+)`\((.*?)\)/.exec(definition) ?? [];
  const differs = (name: string, columns: string) =>
    columns
      .split(', ')
      .map((quoted) => quoted.slice(1, -1))
      .some((column) => tables.get(name)?.columns.get(column) !== others.get(name)?.columns.get(column));
  return differs(table.name, own) || differs(target, theirs);
}

function changeTable(before: MysqlTable | undefined, after: MysqlTable): string {
  if (!before) return createTable(after);
  const columns = [...after.columns].flatMap(([name, definition]) =>
    changeColumn(name, before.columns.get(name), definition),
  );
  const indexes = [...after.indexes]
    .filter(([name, index]) => before.indexes.get(name) !== index)
    .map(([, index]) => `ADD ${index}`);
  const gone = [
    ...[...before.indexes]
      .filter(([name, index]) => after.indexes.get(name) !== index)
      .map(([name]) => `DROP INDEX ${quoteName(name)}`),
    ...[...before.columns.keys()]
      .filter((name) => !after.columns.has(name))
      .map((name) => `DROP COLUMN ${quoteName(name)}`),
  ];
  const key =
    before.primaryKey === after.primaryKey ? [] : ['DROP PRIMARY KEY', `ADD PRIMARY KEY (${after.primaryKey})`];
  const isAdditive = [...gone, ...key].length === 0 && columns.every((change) => change.startsWith('ADD COLUMN '));
  // Columns alone are added at once, however large the table is; together with an index they are not.
  const statements = isAdditive ? [columns, indexes] : [[...gone, ...columns, ...key, ...indexes]];
  return statements
    .map((changes) => alterTable(after.name, changes))
    .filter(Boolean)
    .join('\n\n');
}

function alterTable(name: string, changes: readonly string[]): string {
  if (changes.length === 0) return '';
  return `-- AlterTable\nALTER TABLE ${quoteName(name)}\n${changes.map((change) => `    ${change}`).join(',\n')};`;
}

function changeColumn(name: string, before: string | undefined, after: string): string[] {
  if (before === after) return [];
  return [`${before === undefined ? 'ADD COLUMN' : 'MODIFY'} ${quoteName(name)} ${after}`];
}

function dropTable(name: string): string {
  return `-- DropTable\nDROP TABLE ${quoteName(name)};`;
}
