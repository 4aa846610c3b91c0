import { type Definition, type IndexedColumn, readDefinition, valuesIn } from '#ops/drift/definitions.ts';
import { ofKind } from '#ops/drift/sql/change.ts';
import type { Part, Structure } from '#ops/drift/structure.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import { isUnspoken } from '../unspoken.ts';

export interface LiveTable {
  name: string;
  columns: LiveColumn[];
  primaryKey: { columns: string[]; constraint: string | undefined } | null;
  indexes: LiveIndex[];
  foreignKeys: LiveForeignKey[];
}

export interface LiveColumn {
  name: string;
  /** In the words of the database. */
  type: string;
  nullable: boolean;
  default: string | undefined;
  /** Of an enumeration, and on PostgreSQL the name of its type. */
  values: string[] | null;
  enumeration: string | null;
}

export interface LiveIndex {
  name: string;
  columns: IndexedColumn[];
  unique: boolean;
}

export interface LiveForeignKey extends NonNullable<Definition['references']> {
  /** Undefined on SQLite. */
  constraint: string | undefined;
  own: string[];
}

/** The tables of a live structure, taken apart as a Prisma schema wants them. */
export function liveTables(structure: Structure, provider: Provider): LiveTable[] {
  return ofKind(structure, 'table').map(({ name }) => {
    const parts = structure.filter(({ table }) => table === name);
    const [key] = ofKind(parts, 'primary-key');
    return {
      name,
      columns: ofKind(parts, 'column').map((part) => liveColumn(part, parts, structure)),
      primaryKey: key ? { columns: definitionOf(key).columns, constraint: key.sql } : null,
      indexes: ofKind(parts, 'index')
        .filter((part) => !isUnspoken(part, structure, provider))
        .map((part) => {
          const { ordered, unique } = definitionOf(part);
          return { name: part.name, columns: ordered, unique };
        }),
      foreignKeys: ofKind(parts, 'foreign-key').flatMap(liveForeignKey),
    };
  });
}

function definitionOf({ is }: Part): Definition {
  return readDefinition(is.definition ?? '');
}

function liveForeignKey(part: Part): LiveForeignKey[] {
  const { columns, references } = definitionOf(part);
  return references ? [{ ...references, own: columns, constraint: part.sql }] : [];
}

function liveColumn({ name, is }: Part, parts: readonly Part[], structure: Structure): LiveColumn {
  const { type = '' } = is;
  const made = ofKind(structure, 'enumeration').find((part) => type === part.name || type === `"${part.name}"`);
  const listed = made?.is.values ?? (type.startsWith('enum(') ? type : checkedValues(name, parts));
  return {
    name,
    type,
    nullable: is.nullable === 'yes',
    default: is.default,
    values: listed === undefined ? null : valuesIn(listed),
    enumeration: made?.name ?? null,
  };
}

/** On SQLite an enumeration is a check that lists the values of one column. */
function checkedValues(column: string, parts: readonly Part[]): string | undefined {
  const list = /^CHECK \(["`]?(\w+)["`]? IN \(((?:'(?:[^']|'')*'(?:,\s*)?)+)\)\)$/i;
  return ofKind(parts, 'check')
    .map(({ is }) => list.exec(is.definition ?? ''))
    .find((found) => found?.[1] === column)?.[2];
}
