import { readDefinition } from '#ops/drift/definitions.ts';
import { type Catalogue, readParts } from '#ops/drift/introspect.ts';
import { ofKind } from '#ops/drift/sql/change.ts';
import type { Part } from '#ops/drift/structure.ts';
import type { TableDescription } from './inspector.ts';

/** A table as it is in the database; null when there is no such table. Reads only. */
export async function describeTable(db: Catalogue, table: string): Promise<TableDescription | null> {
  const parts = (await readParts(db)).filter((part) => part.table === table);
  if (parts.length === 0) return null;
  const [key] = ofKind(parts, 'primary-key');
  const ofKey = key ? readDefinition(definitionOf(key)).columns : [];
  return {
    name: table,
    columns: ofKind(parts, 'column').map(({ name, is }) => ({
      name,
      type: is.type ?? '',
      nullable: is.nullable === 'yes' && !ofKey.includes(name),
      default: is.default ?? null,
    })),
    indexes: [
      ...(key ? [{ name: key.sql ?? 'PRIMARY', columns: ofKey, unique: true, primary: true, where: null }] : []),
      ...ofKind(parts, 'index').map(describeIndex),
    ],
    foreignKeys: ofKind(parts, 'foreign-key').flatMap(describeForeignKey),
    checks: ofKind(parts, 'check').map((part) => ({
      name: isNamed(part, parts) ? part.name : null,
      expression: /^CHECK \((.*)\)/s.exec(definitionOf(part))?.[1] ?? definitionOf(part),
    })),
    triggers: ofKind(parts, 'trigger').map((part) => ({ name: part.name, definition: definitionOf(part) })),
  };
}

function definitionOf({ is }: Part): string {
  return is.definition ?? '';
}

/** On SQLite a check without a name goes by its column, or by what it says. */
function isNamed(check: Part, parts: readonly Part[]): boolean {
  const isColumn = ofKind(parts, 'column').some(({ name }) => name === check.name);
  return !isColumn && check.name !== definitionOf(check);
}

/** Where an expression is among its columns, as the database writes them all. */
function describeIndex(part: Part): TableDescription['indexes'][number] {
  const { columns, unique, items } = readDefinition(definitionOf(part));
  const isPlain = columns.length === items.length;
  const where = /\bWHERE\s+(.*)$/is.exec(definitionOf(part))?.[1] ?? null;
  return { name: part.name, columns: isPlain ? columns : items, unique, primary: false, where };
}

function describeForeignKey(part: Part): TableDescription['foreignKeys'][number][] {
  const { columns, references } = readDefinition(definitionOf(part));
  if (!references) return [];
  const { table, columns: referred, onDelete, onUpdate } = references;
  return [{ name: part.sql ?? null, columns, table, references: referred, onDelete, onUpdate }];
}
