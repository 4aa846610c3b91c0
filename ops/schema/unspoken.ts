import { valuesIn } from '#ops/drift/definitions.ts';
import type { Part, Structure } from '#ops/drift/structure.ts';
import { keyOf, tablesOf } from '#ops/drift/structure.ts';
import type { Provider } from '#prisma/generate/providers.ts';

/**
 * What a schema says, with what it has no words for as another structure has it: triggers and their functions, checks
 * that are not those of an enumeration, indexes on expressions or on some of the rows, the order of enumerations. Tables that the schema does not
 * have are not given back by it.
 */
export function withUnspoken(spoken: Structure, other: Structure, provider: Provider): Structure {
  const tables = new Set(tablesOf(spoken));
  const carried = other.filter(
    (part) => (part.table === '' || tables.has(part.table)) && isUnspoken(part, other, provider),
  );
  const parts = spoken.map((part) =>
    withOrderOf(other, provider === 'sqlite' ? withChecksInText(part, carried) : part),
  );
  return [...parts, ...carried];
}

/**
 * PostgreSQL keeps the values of an enumeration in the order in which migrations added them, which is that of the
 * schema only where it was made, or made anew because it lost one.
 */
function withOrderOf(other: Structure, part: Part): Part {
  const there = part.kind === 'enumeration' ? other.find((found) => keyOf(found) === keyOf(part)) : undefined;
  if (!there) return part;
  const [own, theirs] = [valuesIn(part.is.values ?? ''), valuesIn(there.is.values ?? '')];
  if (!theirs.every((value) => own.includes(value))) return part;
  const values = [...theirs, ...own.filter((value) => !theirs.includes(value))];
  return { ...part, is: { values: values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ') } };
}

export function isUnspoken(part: Part, structure: Structure, provider: Provider): boolean {
  switch (part.kind) {
    case 'trigger':
    case 'function':
      return true;
    case 'check':
      return provider !== 'sqlite' || !isOfEnumeration(part, structure);
    case 'index':
      return /\bWHERE\b|\bINVALID$|\(expression\)|\bUSING (?!btree)|\((?:\(|\w+\()/.test(part.is.definition ?? '');
    default:
      return false;
  }
}

/** On SQLite, where an enumeration is nothing but a check of its column: `users_role_check`. */
function isOfEnumeration({ table, name }: Part, structure: Structure): boolean {
  return structure.some(
    (part) => part.kind === 'column' && part.table === table && name === `${table}_${part.name}_check`,
  );
}

/** SQLite makes a table anew from its text: what is not in it would be lost. */
function withChecksInText(part: Part, carried: readonly Part[]): Part {
  const checks = carried.filter(({ kind, table }) => kind === 'check' && table === part.table);
  if (part.kind !== 'table' || checks.length === 0) return part;
  const lines = checks.map(({ name, is }) => `,\n    ${constraintName(name, is.definition)}${is.definition}`);
  return { ...part, sql: (part.sql ?? '').replace(/\s*\)(?=[^)]*$)/, `${lines.join('')}\n)`) };
}

/** A check without a name of its own goes by what it says. */
function constraintName(name: string, definition: string | undefined): string {
  return name === definition ? '' : `CONSTRAINT "${name.replaceAll('"', '""')}" `;
}
