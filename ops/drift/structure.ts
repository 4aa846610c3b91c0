import { readFile } from 'node:fs/promises';
import { MIGRATIONS_FOLDER } from '#ops/migrate/migration-files.ts';
import type { Provider } from '#prisma/generate/providers.ts';

export const PART_KINDS = [
  'table',
  'enumeration',
  'function',
  'column',
  'primary-key',
  'index',
  'foreign-key',
  'check',
  'trigger',
] as const;

export type PartKind = (typeof PART_KINDS)[number];

/** One thing of which a database is made, in words that two databases of one provider compare. */
export interface Part {
  kind: PartKind;
  /** The table it belongs to; '' for an enumeration or a function of PostgreSQL. */
  table: string;
  /** What it is found by. A foreign key goes by its columns, because on SQLite it has no other name. */
  name: string;
  /** What is compared, by the name of the property: `type`, `nullable`, `default`, `collation`, `definition`. */
  is: Readonly<Record<string, string>>;
  /** What the statements about it call it or are made of, which is not compared. */
  sql?: string;
}

/** Everything that the tables of Staka are made of, the history of migrations aside. */
export type Structure = readonly Part[];

/** What finds a part: of one kind and one table, by name. */
export function keyOf({ kind, table, name }: Part): string {
  return `${kind} ${table} ${name}`;
}

/** The structure that a migration leaves, as it is described beside it; undefined when nobody described it. */
export async function readStructure(
  provider: Provider,
  migration: string,
  folder = MIGRATIONS_FOLDER,
): Promise<Structure | undefined> {
  const text = await readFile(structureFile(provider, migration, folder), 'utf8').catch(() => undefined);
  // Written by `renderStructure` below, and compared with a migrated database by structures.test.ts.
  return text === undefined ? undefined : (JSON.parse(text) as Structure);
}

/** The text of the description: one part a line, so that a change of one shows as one. */
export function renderStructure(structure: Structure): string {
  return `[\n${structure.map((part) => JSON.stringify(part)).join(',\n')}\n]\n`;
}

export function structureFile(provider: Provider, migration: string, folder = MIGRATIONS_FOLDER): URL {
  return new URL(`${provider}/${migration}/structure.json`, folder);
}

export function tablesOf(structure: Structure): string[] {
  return structure.filter(({ kind }) => kind === 'table').map(({ name }) => name);
}
