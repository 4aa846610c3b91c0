import type { Provider } from '#prisma/generate/providers.ts';
import type { KnownField, KnownNames } from './known-names.ts';
import { relationKey } from './known-names.ts';
import type { LiveColumn, LiveForeignKey, LiveTable } from './live-tables.ts';
import { prismaDefault, prismaType } from './prisma-types.ts';

/** A table as a Prisma schema has it. */
export interface Model {
  table: LiveTable;
  name: string;
  documentation: string | undefined;
  fields: Field[];
  relations: Relation[];
}

export interface Field {
  column: string;
  name: string;
  /** `String?`, and what follows it but for `@id`, `@unique` and `@map`. */
  type: string;
  attributes: string[];
  documentation: string | undefined;
}

export interface Relation {
  name: string;
  type: string;
  /** What stands in `@relation(…)`; '' where it says nothing. */
  attribute: string;
}

export interface Enumeration {
  name: string;
  /** As the database calls it, where that is another name. */
  map: string | undefined;
  values: string[];
}

export interface PulledModels {
  models: Model[];
  enumerations: Enumeration[];
}

/** The tables as models: those that are known under the names and in the order they have, then the others. */
export function modelsOf(provider: Provider, tables: readonly LiveTable[], known: KnownNames): PulledModels {
  const order = [...known.models.keys()];
  const place = ({ name }: LiveTable) => (order.includes(name) ? order.indexOf(name) : order.length);
  const sorted = tables.toSorted((one, other) => place(one) - place(other) || (one.name < other.name ? -1 : 1));
  const enumerations = new Map<string, Enumeration>();
  const models = sorted.map((table) => modelOf(provider, table, known, enumerations));
  for (const model of models) for (const key of model.table.foreignKeys) relate(model, key, models, known);
  return { models, enumerations: [...enumerations.values()] };
}

function modelOf(
  provider: Provider,
  table: LiveTable,
  known: KnownNames,
  enumerations: Map<string, Enumeration>,
): Model {
  const model = known.models.get(table.name);
  const fields = model?.fields ?? [];
  const place = (column: LiveColumn) => {
    const found = fields.findIndex((field) => field.column === column.name);
    return found === -1 ? fields.length : found;
  };
  return {
    table,
    name: model?.model ?? identifier(table.name),
    documentation: model?.documentation,
    fields: table.columns
      .toSorted((one, other) => place(one) - place(other))
      .map((column) =>
        fieldOf(provider, table, column, { field: fields.find((field) => field.column === column.name), enumerations }),
      ),
    relations: [],
  };
}

interface Naming {
  field: KnownField | undefined;
  enumerations: Map<string, Enumeration>;
}

function fieldOf(provider: Provider, table: LiveTable, column: LiveColumn, { field, enumerations }: Naming): Field {
  const enumeration = column.values ? enumerationOf(table, column, field, enumerations) : undefined;
  const { name, native } = enumeration ? { name: enumeration.name, native: '' } : prismaType(provider, column.type);
  const rowid = provider === 'sqlite' && isRowid(table, column);
  const isKey = table.primaryKey?.columns.includes(column.name) ?? false;
  const value = rowid
    ? 'autoincrement()'
    : prismaDefault(enumeration ? 'Enum' : name.replace('[]', ''), column.default);
  const fallback = value === undefined ? (field?.type === name ? field.filled : '') : `@default(${value})`;
  return {
    column: column.name,
    name: field?.name ?? identifier(column.name),
    type: `${name}${column.nullable && !isKey && !name.endsWith('[]') ? '?' : ''}`,
    attributes: [fallback, native].filter(Boolean),
    documentation: field?.documentation,
  };
}

/** On SQLite an `INTEGER PRIMARY KEY` is the number of the row, which SQLite gives. */
function isRowid({ primaryKey }: LiveTable, { name, type }: LiveColumn): boolean {
  return type === 'INTEGER' && primaryKey?.columns.length === 1 && primaryKey.columns[0] === name;
}

/** Two columns with the same values share what the schema calls one; with others, each has its own. */
function enumerationOf(
  table: LiveTable,
  { name, values, enumeration }: LiveColumn,
  field: KnownField | undefined,
  enumerations: Map<string, Enumeration>,
): Enumeration {
  const wanted = enumeration ?? (field?.isEnum ? field.type : `${table.name}_${name}`);
  const made = { name: identifier(wanted), map: enumeration ?? undefined, values: values ?? [] };
  const there = enumerations.get(made.name);
  if (there && there.values.join() !== made.values.join()) made.name = identifier(`${table.name}_${name}`);
  const kept = enumerations.get(made.name) ?? made;
  enumerations.set(kept.name, kept);
  return kept;
}

function relate(model: Model, key: LiveForeignKey, models: readonly Model[], known: KnownNames): void {
  const target = models.find(({ table }) => table.name === key.table);
  const references = key.columns.length > 0 ? key.columns : (target?.table.primaryKey?.columns ?? []);
  if (!target || !isUnique(target.table, references)) return;
  const named = known.relations.get(relationKey(model.table.name, key.own));
  const between = model.table.foreignKeys.filter(({ table }) => table === key.table).length;
  const back = target.table.foreignKeys.some(({ table }) => table === model.table.name);
  const name =
    named?.name ?? (between > 1 || back ? identifier(`${model.table.name}_${key.own.join('_')}`) : undefined);
  const field = free(model, named?.field ?? fieldFor(key, target));
  const optional = key.own.some((column) => model.table.columns.find((own) => own.name === column)?.nullable);
  const columnsOf = ({ fields }: Model, columns: readonly string[]) =>
    `[${columns.map((column) => fields.find((own) => own.column === column)?.name ?? column).join(', ')}]`;
  const told = [
    ...(name === undefined ? [] : [JSON.stringify(name)]),
    `fields: ${columnsOf(model, key.own)}`,
    `references: ${columnsOf(target, references)}`,
    ...actions(key, optional),
    ...constraintOf(model, key),
  ];
  model.relations.push({ name: field, type: `${target.name}${optional ? '?' : ''}`, attribute: told.join(', ') });
  target.relations.push({
    name: free(target, named?.back ?? `${model.name.charAt(0).toLowerCase()}${model.name.slice(1)}`),
    type: `${model.name}${isUnique(model.table, key.own) ? '?' : '[]'}`,
    attribute: name === undefined ? '' : JSON.stringify(name),
  });
}

function isUnique({ primaryKey, indexes }: LiveTable, columns: readonly string[]): boolean {
  const same = (own: readonly string[]) => own.length > 0 && own.toSorted().join() === columns.toSorted().join();
  return (
    same(primaryKey?.columns ?? []) ||
    indexes.some((index) => index.unique && same(index.columns.map(({ name }) => name)))
  );
}

/** `userId` and `user_id` lead to `user`. */
function fieldFor({ own }: LiveForeignKey, target: Model): string {
  const stem = own.length === 1 ? /^(.+?)_?[iI][dD]$/.exec(own[0] ?? '')?.[1] : undefined;
  return identifier(stem ?? `${target.name.charAt(0).toLowerCase()}${target.name.slice(1)}`);
}

/** A name that no field of the model has. */
function free(model: Model, wanted: string): string {
  const taken = new Set([...model.fields, ...model.relations].map(({ name }) => name));
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}${number}`;
  return name;
}

const ACTIONS: Readonly<Record<string, string>> = {
  CASCADE: 'Cascade',
  RESTRICT: 'Restrict',
  'NO ACTION': 'NoAction',
  'SET NULL': 'SetNull',
  'SET DEFAULT': 'SetDefault',
};

function actions({ onDelete, onUpdate }: LiveForeignKey, optional: boolean | undefined): string[] {
  const usual = optional ? 'SET NULL' : 'RESTRICT';
  return [
    ...(onDelete === usual ? [] : [`onDelete: ${ACTIONS[onDelete]}`]),
    ...(onUpdate === 'CASCADE' ? [] : [`onUpdate: ${ACTIONS[onUpdate]}`]),
  ];
}

function constraintOf({ table }: Model, { constraint, own }: LiveForeignKey): string[] {
  const usual = constraint === undefined || constraint === `${table.name}_${own.join('_')}_fkey`;
  return usual ? [] : [`map: ${JSON.stringify(constraint)}`];
}

/** What Prisma takes for a name; the name of the database is then told by `@map`. */
export function identifier(name: string): string {
  const clean = name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^[^A-Za-z]+/, '');
  return clean === '' ? `x${name.replace(/\W/g, '_')}` : clean;
}
