import { keyOf, type Part, type Structure, tablesOf } from './structure.ts';

/** One place where the live database is not what the migrations make. */
export interface Difference {
  state: 'missing' | 'extra' | 'changed';
  kind: Part['kind'];
  /** '' for an enumeration or a function of PostgreSQL. */
  table: string;
  name: string;
  /** What differs, by its name; null for what one of them does not have. */
  properties: { name: string; expected: string | null; found: string | null }[];
}

export interface Comparison {
  differences: Difference[];
  /** Tables that no migration makes, with the enumerations and functions of nobody: theirs to keep, and no drift. */
  unknown: { kind: Part['kind']; name: string }[];
}

/** What the live database lacks, has too much, or has otherwise than expected. */
export function compareStructures(expected: Structure, live: Structure): Comparison {
  const known = withoutUnknown(expected, live);
  const unknown = live.filter((part) => !known.includes(part) && isOwnThing(part));
  return {
    differences: differencesBetween(expected, known),
    unknown: unknown.map(({ kind, name }) => ({ kind, name })),
  };
}

/** The same of two structures that are known whole: what one does not have is gone, and not somebody else's. */
export function differencesBetween(expected: Structure, live: Structure): Difference[] {
  return [...missingOrChanged(expected, live), ...onlyIn(live, expected).map(asExtra)];
}

/** The live database without what no migration speaks of as a whole: others' tables, enumerations and functions. */
export function withoutUnknown(expected: Structure, live: Structure): Part[] {
  const tables = new Set(tablesOf(expected));
  const named = new Set(expected.filter(({ table }) => table === '').map(keyOf));
  return live.filter((part) => (part.table === '' ? named.has(keyOf(part)) : tables.has(part.table)));
}

/** To be compared: NO ACTION and RESTRICT are one to InnoDB, and MariaDB calls it by either. */
export function withOneName(structure: Structure): Part[] {
  return structure.map((part) => {
    if (part.kind !== 'foreign-key') return part;
    return { ...part, is: { definition: (part.is.definition ?? '').replaceAll('NO ACTION', 'RESTRICT') } };
  });
}

/** The parts of a structure that another lacks; of a table that is missing as a whole, the table alone. */
export function onlyIn(structure: Structure, other: Structure): Part[] {
  const keys = new Set(other.map(keyOf));
  const tables = new Set(tablesOf(other));
  return structure.filter(
    (part) => !keys.has(keyOf(part)) && (part.kind === 'table' || part.table === '' || tables.has(part.table)),
  );
}

/** The parts that both have, otherwise, each with that of the other. */
export function changedBetween(from: Structure, to: Structure): { before: Part; after: Part }[] {
  const after = new Map(to.map((part) => [keyOf(part), part]));
  return from.flatMap((before) => {
    const counterpart = after.get(keyOf(before));
    return counterpart && propertiesThatDiffer(before, counterpart).length > 0 ? [{ before, after: counterpart }] : [];
  });
}

function isOwnThing({ kind, table }: Part): boolean {
  return kind === 'table' || table === '';
}

function missingOrChanged(expected: Structure, live: Structure): Difference[] {
  const changed = changedBetween(expected, live).map(
    ({ before, after }): Difference => ({
      ...described(before),
      state: 'changed',
      properties: propertiesThatDiffer(before, after),
    }),
  );
  return [...onlyIn(expected, live).map(asMissing), ...changed];
}

function asMissing(part: Part): Difference {
  const properties = Object.entries(part.is).map(([name, expected]) => ({ name, expected, found: null }));
  return { ...described(part), state: 'missing', properties };
}

function asExtra(part: Part): Difference {
  const properties = Object.entries(part.is).map(([name, found]) => ({ name, expected: null, found }));
  return { ...described(part), state: 'extra', properties };
}

function described({ kind, table, name }: Part): Pick<Difference, 'kind' | 'table' | 'name'> {
  return { kind, table, name };
}

function propertiesThatDiffer(expected: Part, found: Part): Difference['properties'] {
  const names = new Set([...Object.keys(expected.is), ...Object.keys(found.is)]);
  return [...names]
    .filter((name) => expected.is[name] !== found.is[name])
    .map((name) => ({ name, expected: expected.is[name] ?? null, found: found.is[name] ?? null }));
}
