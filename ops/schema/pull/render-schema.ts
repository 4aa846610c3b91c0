import type { IndexedColumn } from '#ops/drift/definitions.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import type { LiveIndex } from './live-tables.ts';
import { type Enumeration, type Field, identifier, type Model, type PulledModels } from './models.ts';

/** The text of a Prisma schema, not set yet. */
export function renderSchema(provider: Provider, { models, enumerations }: PulledModels, unspoken: string[]): string {
  return [
    `datasource db {\n  provider = "${provider}"\n}`,
    ...enumerations.map(renderEnumeration),
    ...models.map(renderModel),
    ...(unspoken.length === 0 ? [] : [remainder(unspoken)]),
    '',
  ].join('\n\n');
}

function remainder(unspoken: readonly string[]): string {
  return [
    '// The database also has what a Prisma schema has no words for:',
    ...unspoken.map((line) => `//   ${line}`),
  ].join('\n');
}

function renderEnumeration({ name, map, values }: Enumeration): string {
  const lines = values.map((value) => {
    const own = identifier(value);
    return own === value ? `  ${value}` : `  ${own} @map(${JSON.stringify(value)})`;
  });
  const mapped = map === undefined || map === name ? [] : [`  @@map(${JSON.stringify(map)})`];
  return [`enum ${name} {`, ...lines, ...mapped, '}'].join('\n');
}

function renderModel(model: Model): string {
  const { name, table, fields, relations } = model;
  const unsupported = fields.some(({ type, column }) => /^Unsupported/.test(type) && isOfKey(model, column));
  const ignored = (table.primaryKey === null && !hasRequiredUnique(model)) || unsupported;
  return [
    ...comment(model.documentation, ''),
    `model ${name} {`,
    ...fields.flatMap((field) => [...comment(field.documentation, '  '), renderField(model, field)]),
    ...relations.map(
      ({ name: field, type, attribute }) => `  ${field} ${type}${attribute && ` @relation(${attribute})`}`,
    ),
    ...keyLine(model),
    ...table.indexes.filter((index) => !isAtField(model, index)).map((index) => indexLine(model, index)),
    ...(table.name === name ? [] : [`  @@map(${JSON.stringify(table.name)})`]),
    ...(ignored ? ['  @@ignore'] : []),
    '}',
  ].join('\n');
}

function comment(text: string | undefined, indent: string): string[] {
  return text === undefined ? [] : text.split('\n').map((line) => `${indent}/// ${line}`);
}

function isOfKey({ table }: Model, column: string): boolean {
  return table.primaryKey?.columns.includes(column) ?? false;
}

function hasRequiredUnique({ table }: Model): boolean {
  return table.indexes.some(
    ({ unique, columns }) =>
      unique && columns.every(({ name }) => table.columns.some((column) => column.name === name && !column.nullable)),
  );
}

function renderField(model: Model, field: Field): string {
  const { primaryKey, indexes } = model.table;
  const isId = primaryKey?.columns.length === 1 && primaryKey.columns[0] === field.column;
  const [unique] = indexes.filter((index) => isAtField(model, index) && index.columns[0]?.name === field.column);
  return [
    `  ${field.name} ${field.type}`,
    ...(isId ? [`@id${bracketed(keyName(model))}`] : []),
    ...(unique ? [`@unique${bracketed(indexName(model, unique))}`] : []),
    ...field.attributes,
    ...(field.name === field.column ? [] : [`@map(${JSON.stringify(field.column)})`]),
  ].join(' ');
}

/** The first unique index of one column alone stands at its field, unless it is the key's column. */
function isAtField({ table }: Model, index: LiveIndex): boolean {
  const [column, ...others] = index.columns;
  if (!index.unique || !column || others.length > 0 || column.length !== null || column.descending) return false;
  return (
    table.indexes.find(({ unique, columns }) => unique && columns.length === 1 && columns[0]?.name === column.name) ===
    index
  );
}

function keyLine(model: Model): string[] {
  const columns = model.table.primaryKey?.columns ?? [];
  if (columns.length < 2) return [];
  const names = columns.map((name) => fieldName(model, name)).join(', ');
  return [`  @@id(${[`[${names}]`, ...keyName(model)].join(', ')})`];
}

function keyName({ table }: Model): string[] {
  const constraint = table.primaryKey?.constraint;
  return constraint === undefined || constraint === `${table.name}_pkey` ? [] : [`map: ${JSON.stringify(constraint)}`];
}

function indexLine(model: Model, index: LiveIndex): string {
  const columns = index.columns.map((column) => indexedField(model, column)).join(', ');
  return `  @@${index.unique ? 'unique' : 'index'}(${[`[${columns}]`, ...indexName(model, index)].join(', ')})`;
}

function indexedField(model: Model, { name, length, descending }: IndexedColumn): string {
  const how = [...(length === null ? [] : [`length: ${length}`]), ...(descending ? ['sort: Desc'] : [])];
  return `${fieldName(model, name)}${bracketed(how)}`;
}

/** Said where it is not the one that Prisma gives. On SQLite a unique rule of the table has none. */
function indexName({ table }: Model, { name, columns, unique }: LiveIndex): string[] {
  const usual = `${table.name}_${columns.map((column) => column.name).join('_')}_${unique ? 'key' : 'idx'}`;
  return name === usual || name.startsWith('unique (') ? [] : [`map: ${JSON.stringify(name)}`];
}

function fieldName({ fields }: Model, column: string): string {
  return fields.find((field) => field.column === column)?.name ?? identifier(column);
}

function bracketed(what: readonly string[]): string {
  return what.length === 0 ? '' : `(${what.join(', ')})`;
}
