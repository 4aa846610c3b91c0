import type { ColumnModel, DataModel, EnumModel, TableModel } from './data-model.ts';

/** `platform/db/database.gen.ts`: the types Kysely asks its questions with, one set for the three databases. */
export function renderDatabase(model: DataModel): string {
  return [
    '// Made from prisma/schema.prisma by `npm run db:generate`: change that file and not this one.',
    "import type { Generated, Selectable } from 'kysely';",
    ...model.enums.map(renderEnum),
    ...model.tables.map(renderTable),
    renderDatabaseInterface(model.tables),
    ...model.tables.map((table) => `export type ${table.model}Row = Selectable<${table.model}Table>;`),
    '',
  ].join('\n\n');
}

/** `StatutCommande` → `STATUT_COMMANDE` */
export function constantName(enumName: string): string {
  return enumName.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}

function renderEnum({ name, values }: EnumModel): string {
  const constant = constantName(name);
  const list = values.map((value) => `'${value}'`).join(', ');
  return `export const ${constant} = [${list}] as const;\nexport type ${name} = (typeof ${constant})[number];`;
}

function renderTable(table: TableModel): string {
  return [
    ...documentation(table.documentation, ''),
    `export interface ${table.model}Table {`,
    ...table.columns.flatMap((column) => [
      ...documentation(column.documentation, '  '),
      `  ${column.name}: ${columnType(column)};`,
    ]),
    '}',
  ].join('\n');
}

function renderDatabaseInterface(tables: TableModel[]): string {
  const entries = tables.map((table) => `  ${table.name}: ${table.model}Table;`);
  return ['export interface Database {', ...entries, '}'].join('\n');
}

function documentation(text: string | undefined, indent: string): string[] {
  return text ? [`${indent}/** ${text.replaceAll('\n', ' ')} */`] : [];
}

function columnType(column: ColumnModel): string {
  const type = valueType(column) + (column.required ? '' : ' | null');
  return column.default !== undefined || column.updatedAt ? `Generated<${type}>` : type;
}

function valueType(column: ColumnModel): string {
  switch (column.type) {
    case 'Enum':
      return column.enum?.name ?? 'string';
    case 'String':
      return 'string';
    case 'Int':
    case 'BigInt':
    case 'Float':
      return 'number';
    case 'Boolean':
      return 'boolean';
    case 'DateTime':
      return 'Date';
    case 'Bytes':
      return 'Uint8Array';
    case 'Json':
      return jsonType(column.documentation);
  }
}

/** A `///` comment that is a TypeScript type, or begins with one and a colon, is the type of its Json column. */
function jsonType(comment: string | undefined): string {
  const type = comment?.split(/: |\n/)[0] ?? '';
  return /^(string|number|boolean|Record<[\w ,<>|]+>)(\[\])?$/.test(type) ? type : 'unknown';
}
