import type { Bilingual } from '#platform/terminal.ts';
import { changedBetween, onlyIn } from '../compare.ts';
import type { Part, PartKind, Structure } from '../structure.ts';

/** One statement of the way from one structure to another. */
export interface Statement {
  sql: string;
  /** What it loses that no other statement brings back; null for most. */
  destroys: Bilingual | null;
}

/** What leads from one structure to another, part by part. */
export interface Change {
  from: Structure;
  to: Structure;
  removed: Part[];
  added: Part[];
  changed: { before: Part; after: Part }[];
}

export function changeBetween(from: Structure, to: Structure): Change {
  return { from, to, removed: onlyIn(from, to), added: onlyIn(to, from), changed: changedBetween(from, to) };
}

export function ofKind<T extends Part>(parts: readonly T[], ...kinds: PartKind[]): T[] {
  return parts.filter(({ kind }) => kinds.includes(kind));
}

/** Parts to be dropped as they were: those that go, and those that come back otherwise. */
export function leaving({ removed, changed }: Change, kind: PartKind): Part[] {
  return ofKind([...removed, ...changed.map(({ before }) => before)], kind);
}

/** Parts to be made as they will be. */
export function coming({ added, changed }: Change, kind: PartKind): Part[] {
  return ofKind([...added, ...changed.map(({ after }) => after)], kind);
}

/** The parts of a table, of which some kinds. */
export function partsOf(structure: Structure, table: string, ...kinds: PartKind[]): Part[] {
  return ofKind(structure, ...kinds).filter((part) => part.table === table);
}

export function plain(sql: string): Statement {
  return { sql, destroys: null };
}

export function droppedTable(table: string): Bilingual {
  return {
    fr: `la table ${table} disparaît avec toutes ses lignes`,
    en: `table ${table} is dropped with all its rows`,
  };
}

export function droppedColumn({ table, name }: Part): Bilingual {
  return {
    fr: `la colonne ${table}.${name} disparaît avec ses valeurs`,
    en: `column ${table}.${name} is dropped with its values`,
  };
}

/** What a column loses by becoming another; null where the database keeps every value or refuses. */
export function lossOfColumn(before: Part, after: Part): Bilingual | null {
  if (typeFamily(before) === typeFamily(after)) return null;
  const [old, now] = [before.is.type, after.is.type];
  return {
    fr: `les valeurs de ${before.table}.${before.name} passent de ${old} à ${now}`,
    en: `the values of ${before.table}.${before.name} are turned from ${old} into ${now}`,
  };
}

/** Within a family a value that does not fit stops the statement; between two it may be rounded or cut. */
function typeFamily({ is: { type = '' } }: Part): string {
  const [name = ''] = type.toLowerCase().split('(');
  return /char|text/.test(name) ? 'text' : name.trim();
}
