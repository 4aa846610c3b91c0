import type { ColumnModel, DataModel, TableModel } from '../generate/data-model.ts';

/** What a change of the schema loses or may stumble over, one sentence each, in the order of the schema. */
export function dataLossWarnings(from: DataModel | undefined, to: DataModel | undefined): string[] {
  const after = to?.tables ?? [];
  return (from?.tables ?? []).flatMap((table) => {
    const now = after.find(({ name }) => name === table.name);
    return now ? tableWarnings(table, now) : [`table ${table.name} is dropped with all its rows`];
  });
}

function tableWarnings(before: TableModel, after: TableModel): string[] {
  const find = (table: TableModel, name: string) => table.columns.find((column) => column.name === name);
  return [
    ...before.columns
      .filter(({ name }) => !find(after, name))
      .map(({ name }) => `column ${before.name}.${name} is dropped with its values`),
    ...after.columns.flatMap((column) => {
      const path = `${after.name}.${column.name}`;
      const previous = find(before, column.name);
      return previous ? columnWarnings(path, previous, column) : newColumnWarnings(path, column);
    }),
    ...after.indexes
      .filter((index) => index.unique && !before.indexes.some(({ name, unique }) => unique && name === index.name))
      .map(
        (index) =>
          `${after.name} (${index.columns.join(', ')}) becomes unique: rows that repeat a value stop the migration`,
      ),
  ];
}

function newColumnWarnings(path: string, column: ColumnModel): string[] {
  const filledByDatabase = column.default !== undefined && column.default.kind !== 'uuid7';
  if (!column.required || filledByDatabase) return [];
  return [
    `column ${path} is required and has no default: the migration stops if the table has rows (MySQL fills in an empty value)`,
  ];
}

function columnWarnings(path: string, before: ColumnModel, after: ColumnModel): string[] {
  const warnings: string[] = [];
  if (typeName(before) !== typeName(after) && !isWider(before, after)) {
    warnings.push(
      `column ${path} changes from ${typeName(before)} to ${typeName(after)}: values that do not fit are lost or stop the migration`,
    );
  }
  if (!before.required && after.required)
    warnings.push(`column ${path} becomes required: rows without a value stop the migration`);
  const removed = before.enum?.values.filter((value) => !after.enum?.values.includes(value)) ?? [];
  if (after.enum && removed.length > 0)
    warnings.push(`column ${path} no longer takes ${removed.join(', ')}: rows with it stop the migration`);
  return warnings;
}

/** Texts by how much they hold; a VarChar by its length. */
const TEXT_SIZES: Record<string, number> = { Text: 2 ** 16, MediumText: 2 ** 24, LongText: 2 ** 32 };

/** Whether every value there can be fits the new type. */
function isWider(before: ColumnModel, after: ColumnModel): boolean {
  if (before.type !== 'String' || after.type !== 'String') return before.type === 'Int' && after.type === 'BigInt';
  return textSize(before) <= textSize(after);
}

/** Without a native type it is a VarChar(191) on MySQL. */
function textSize({ nativeType: [name = 'VarChar', length = '191'] = [] }: ColumnModel): number {
  return TEXT_SIZES[name] ?? Number(length);
}

function typeName({ type, nativeType, enum: enumeration }: ColumnModel): string {
  if (enumeration) return enumeration.name;
  if (!nativeType) return type;
  const [name, ...args] = nativeType;
  return args.length > 0 ? `${name}(${args.join(', ')})` : `${name}`;
}
