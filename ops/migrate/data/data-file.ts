import type { ColumnModel, TableModel } from '#prisma/generate/data-model.ts';

/**
 * A data migration that goes through a table, with the types of its columns as they are now. It fails until somebody
 * says what becomes of the rows.
 */
export function dataFile({ name, columns, primaryKey }: TableModel): string {
  const key = primaryKey.join() === 'id' ? [] : [`  key: [${primaryKey.map(quoted).join(', ')}],`];
  return [
    `import { defineDataMigration } from '#ops/migrate/data/define.ts';`,
    '',
    '/** As it is once the SQL of this migration is done; later versions may know other columns. */',
    'interface Tables {',
    `  ${name}: {`,
    ...columns.map((column) => `    ${column.name}: ${typeOf(column)};`),
    '  };',
    '}',
    '',
    'export const dataMigration = defineDataMigration<Tables>({',
    `  table: ${quoted(name)},`,
    ...key,
    '  run: async (_tx, rows) => {',
    `    throw new Error(\`Say what becomes of these \${rows.length} rows of ${name}.\`);`,
    '  },',
    '});',
    '',
  ].join('\n');
}

function quoted(text: string): string {
  return `'${text}'`;
}

const TYPES: Record<Exclude<ColumnModel['type'], 'Enum'>, string> = {
  String: 'string',
  Int: 'number',
  BigInt: 'number',
  Float: 'number',
  Boolean: 'boolean',
  DateTime: 'Date',
  Json: 'unknown',
  Bytes: 'Uint8Array',
};

function typeOf({ type, enum: enumeration, required }: ColumnModel): string {
  const values = enumeration?.values.map(quoted).join(' | ') ?? 'string';
  return `${type === 'Enum' ? values : TYPES[type]}${required ? '' : ' | null'}`;
}
