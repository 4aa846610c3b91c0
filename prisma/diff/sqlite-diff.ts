import type { DataModel, TableModel } from '../generate/data-model.ts';
import { diffSchemas } from './schema-engine.ts';
import type { SchemaVersion } from './schema-version.ts';

/**
 * The SQL that takes a SQLite database from one version of the schema to another: the engine's, with what it leaves out.
 * It forgets the quotes round Json defaults, and it knows no enumerations on SQLite: each gets a CHECK, and a table whose
 * enumeration changed is made anew, as SQLite cannot change a CHECK.
 */
export async function diffSqlite(from: SchemaVersion | undefined, to: SchemaVersion | undefined): Promise<string> {
  const script = complete(await diffSchemas('sqlite', from?.schemas.sqlite, to?.schemas.sqlite), to);
  if (!from || !to) return script;
  const changed = tablesWithChangedEnums(from.model, to.model).filter((t) => !script.includes(`"new_${t.name}"`));
  if (changed.length === 0) return script;
  const whole = complete(await diffSchemas('sqlite', undefined, to.schemas.sqlite), to);
  return [script.trim(), redefineTables(changed, whole)].filter(Boolean).join('\n\n');
}

function complete(script: string, to: SchemaVersion | undefined): string {
  let table: TableModel | undefined;
  const lines = script.split('\n').map((line) => {
    const opening = /^(?:CREATE TABLE|ALTER TABLE) "(?:new_)?(\w+)"/.exec(line);
    if (opening) table = to?.model.tables.find(({ name }) => name === opening[1]);
    return addCheck(quoteJsonDefault(line), table);
  });
  return lines.join('\n');
}

function quoteJsonDefault(line: string): string {
  return line.replace(/( JSONB (?:NOT NULL )?DEFAULT )([^'].*?)([,;]?)$/, "$1'$2'$3");
}

/** The line of a column, in CREATE TABLE or after ADD COLUMN, gets the CHECK of its enumeration. */
function addCheck(line: string, table: TableModel | undefined): string {
  const [, name] =
    /^(?: {4}|ALTER TABLE "\w+" ADD COLUMN {5})"(\w+)" /.exec(line.replace('ADD COLUMN ', 'ADD COLUMN     ')) ?? [];
  const column = table?.columns.find((candidate) => candidate.name === name);
  if (!table || !column?.enum) return line;
  const values = column.enum.values.map((value) => `'${value}'`).join(', ');
  const check = `CONSTRAINT "${table.name}_${name}_check" CHECK ("${name}" IN (${values}))`;
  return line.replace(/([,;]?)$/, ` ${check}$1`);
}

function tablesWithChangedEnums(from: DataModel, to: DataModel): TableModel[] {
  return to.tables.filter((table) => {
    const before = from.tables.find(({ name }) => name === table.name);
    return before?.columns.some((column) => {
      const after = table.columns.find(({ name }) => name === column.name);
      return column.enum && after?.enum && column.enum.values.join() !== after.enum.values.join();
    });
  });
}

/** Copy and drop, as the engine writes it; the foreign keys are off meanwhile, which is the business of whoever runs it. */
function redefineTables(tables: TableModel[], whole: string): string {
  return [
    '-- RedefineTables',
    'PRAGMA defer_foreign_keys=ON;',
    'PRAGMA foreign_keys=OFF;',
    ...tables.flatMap((table) => redefineTable(table, whole)),
    'PRAGMA foreign_keys=ON;',
    'PRAGMA defer_foreign_keys=OFF;',
    '',
  ].join('\n');
}

function redefineTable({ name, columns }: TableModel, whole: string): string[] {
  const statements = whole.split(/(?<=;)\n/).map((statement) => statement.replace(/^(\s|--.*\n)*/, ''));
  const create = statements.find((statement) => statement.startsWith(`CREATE TABLE "${name}" (`));
  if (!create) throw new Error(`prisma/diff: the engine made no table ${name}`);
  const names = columns.map((column) => `"${column.name}"`).join(', ');
  return [
    create.replace(`CREATE TABLE "${name}"`, `CREATE TABLE "new_${name}"`),
    `INSERT INTO "new_${name}" (${names}) SELECT ${names} FROM "${name}";`,
    `DROP TABLE "${name}";`,
    `ALTER TABLE "new_${name}" RENAME TO "${name}";`,
    ...statements.filter(
      (statement) => /^CREATE (UNIQUE )?INDEX/.test(statement) && statement.includes(` ON "${name}"(`),
    ),
  ];
}
