import type { Part, Structure } from '#ops/drift/structure.ts';
import { tablesOf } from '#ops/drift/structure.ts';
import type { Provider } from '#prisma/generate/providers.ts';

/**
 * What a schema says, with what it has no words for as another structure has it: triggers and their functions, checks
 * that are not those of an enumeration, indexes on expressions or on some of the rows. Tables that the schema does not
 * have are not given back by it.
 */
export function withUnspoken(spoken: Structure, other: Structure, provider: Provider): Structure {
  const tables = new Set(tablesOf(spoken));
  const carried = other.filter(
    (part) => (part.table === '' || tables.has(part.table)) && isUnspoken(part, other, provider),
  );
  if (carried.length === 0) return spoken;
  const parts = provider === 'sqlite' ? spoken.map((part) => withChecksInText(part, carried)) : spoken;
  return [...parts, ...carried];
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
