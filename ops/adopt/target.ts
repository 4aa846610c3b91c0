import { driftErrors } from '#ops/drift/errors.ts';
import { readStructure, type Structure } from '#ops/drift/structure.ts';
import type { Migration } from '#ops/migrate/migration-files.ts';
import { METADATA } from '#platform/db/metadata.gen.ts';

export type TargetTableName = keyof typeof METADATA;

export interface TargetColumn {
  readonly name: string;
  readonly kind: 'text' | 'integer' | 'boolean' | 'date' | 'json';
  /** The longest text, in characters; null where only `bytes` limits it. */
  readonly characters: number | null;
  /** The longest text in UTF-8, as MySQL counts it; null of anything else. */
  readonly bytes: number | null;
  readonly nullable: boolean;
  /** What the database fills in where nothing is said; undefined where nothing is. */
  readonly fallback: string | number | boolean | undefined;
  /** Null where it is no enumeration. */
  readonly values: readonly string[] | null;
  /** The table whose `id` it is. */
  readonly refers: TargetTableName | null;
}

export interface TargetTable {
  readonly name: TargetTableName;
  readonly columns: readonly TargetColumn[];
  readonly primaryKey: readonly string[];
  /** The columns of each unique index. */
  readonly unique: readonly (readonly string[])[];
}

/**
 * The tables that the migrations make, with the limits of MySQL on every database: the model is written for it, and a
 * database that keeps to them can move to any other.
 */
export async function readTargets(
  migrations: readonly Migration[],
): Promise<ReadonlyMap<TargetTableName, TargetTable>> {
  const structure = await structureOnMysql(migrations);
  const names = Object.keys(METADATA) as TargetTableName[]; // its own keys
  return new Map(names.map((name) => [name, tableOf(name, structure)]));
}

/**
 * What all migrations together make on MySQL.
 * @throws DRIFT_NOT_DESCRIBED
 */
export async function structureOnMysql(migrations: readonly Migration[]): Promise<Structure> {
  const name = migrations.at(-1)?.name ?? '';
  const structure = await readStructure('mysql', name);
  if (structure) return structure;
  throw driftErrors.DRIFT_NOT_DESCRIBED({ name, file: `prisma/migrations/mysql/${name}/structure.json` });
}

function tableOf(name: TargetTableName, structure: Structure): TargetTable {
  const parts = structure.filter(({ table }) => table === name);
  const listed = (definition: string) => [...definition.matchAll(/`(\w+)`/g)].map(([, column]) => column ?? '');
  const references = new Map(
    parts
      .filter(({ kind }) => kind === 'foreign-key')
      .map(({ name: column, is }) => [column, /REFERENCES `(\w+)` \(`id`\)/.exec(is.definition ?? '')?.[1]]),
  );
  const columns = METADATA[name].columns.flatMap((column): TargetColumn[] => {
    const is = parts.find((part) => part.kind === 'column' && part.name === column)?.is;
    if (!is) return [];
    // A foreign key of ours leads to a table of ours.
    const refers = (references.get(column) as TargetTableName | undefined) ?? null;
    return [{ name: column, refers, ...shapeOf(name, column, is) }];
  });
  const unique = parts
    .filter(({ kind, is }) => kind === 'index' && is.definition?.startsWith('UNIQUE'))
    .map(({ is }) => listed((is.definition ?? '').replace(/^[^(]*/, '')));
  return { name, columns, primaryKey: METADATA[name].primaryKey, unique };
}

function shapeOf(
  table: TargetTableName,
  column: string,
  { type = '', nullable, default: fallback }: Readonly<Record<string, string>>,
): Omit<TargetColumn, 'name' | 'refers'> {
  const { boolean, date, json, enums } = METADATA[table];
  const values = enums[column] ?? null;
  const characters = Number(/^(?:var)?char\((\d+)\)/.exec(type)?.[1] ?? 0) || null;
  const bytes = type === 'text' ? 65_535 : null;
  const limits = { characters, bytes, nullable: nullable === 'yes', values };
  if (boolean.includes(column))
    return { kind: 'boolean', ...limits, fallback: fallback === undefined ? undefined : fallback !== '0' };
  if (date.includes(column)) return { kind: 'date', ...limits, fallback: undefined };
  if (json.includes(column)) return { kind: 'json', ...limits, fallback: unquoted(fallback) };
  if (/^(bigint|int|smallint|tinyint)/.test(type))
    return { kind: 'integer', ...limits, fallback: fallback === undefined ? undefined : Number(fallback) };
  return { kind: 'text', ...limits, fallback: unquoted(fallback) };
}

function unquoted(fallback: string | undefined): string | undefined {
  return fallback?.replace(/^'(.*)'$/s, '$1');
}
