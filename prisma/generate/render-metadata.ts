import type { ColumnModel, DataModel, TableModel } from './data-model.ts';
import { constantName } from './render-database.ts';

/** `platform/db/metadata.gen.ts`: what the codec must know of each table when values go in and come out. */
export function renderMetadata(model: DataModel): string {
  return [
    '// Made from prisma/schema.prisma by `npm run db:generate`: change that file and not this one.',
    renderImports(model),
    INTERFACE,
    'export const METADATA: Record<keyof Database, TableMetadata> = {',
    ...model.tables.map(renderTable),
    '};',
    '',
  ].join('\n');
}

const INTERFACE = `
export interface TableMetadata {
  columns: readonly string[];
  primaryKey: readonly string[];
  json: readonly string[];
  boolean: readonly string[];
  date: readonly string[];
  bigint: readonly string[];
  /** Filled with a UUIDv7 when absent. */
  ids: readonly string[];
  /** Filled with the present moment when a row is made and whenever it changes. */
  updatedAt: readonly string[];
  /** Filled with the present moment when a row is made. */
  now: readonly string[];
  /** The values of each enumeration, in the order of the schema, which is their rank. */
  enums: Readonly<Record<string, readonly string[]>>;
}
`;

function renderImports(model: DataModel): string {
  const constants = model.enums.map((e) => constantName(e.name)).sort();
  return `import {\n${constants.map((name) => `  ${name},\n`).join('')}  type Database,\n} from './database.gen.ts';`;
}

function renderTable(table: TableModel): string {
  const names = (matches: (column: ColumnModel) => boolean) => list(table.columns.filter(matches).map((c) => c.name));
  const enums = table.columns.flatMap((c) => (c.enum ? [`${c.name}: ${constantName(c.enum.name)}`] : []));
  return [
    `  ${table.name}: {`,
    `    columns: ${names(() => true)},`,
    `    primaryKey: ${list(table.primaryKey)},`,
    `    json: ${names((c) => c.type === 'Json')},`,
    `    boolean: ${names((c) => c.type === 'Boolean')},`,
    `    date: ${names((c) => c.type === 'DateTime')},`,
    `    bigint: ${names((c) => c.type === 'BigInt')},`,
    `    ids: ${names((c) => c.default?.kind === 'uuid7')},`,
    `    updatedAt: ${names((c) => c.updatedAt)},`,
    `    now: ${names((c) => c.default?.kind === 'now')},`,
    `    enums: ${enums.length ? `{ ${enums.join(', ')} }` : '{}'},`,
    '  },',
  ].join('\n');
}

function list(names: readonly string[]): string {
  return `[${names.map((name) => `'${name}'`).join(', ')}]`;
}
