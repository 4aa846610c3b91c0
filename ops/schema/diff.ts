import { type Comparison, compareStructures, differencesBetween, withoutUnknown } from '#ops/drift/compare.ts';
import { statementsBetween } from '#ops/drift/drift.ts';
import type { Statement } from '#ops/drift/sql/change.ts';
import type { Structure } from '#ops/drift/structure.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { MIGRATIONS_FOLDER } from '#ops/migrate/migration-files.ts';
import { type MigrateOptions, withSession } from '#ops/migrate/session.ts';
import { readSource, type Source, structureOfMigrations } from './sources.ts';
import { withUnspoken } from './unspoken.ts';

/** The way from one structure to another. `missing` is what comes, `extra` what goes. */
export interface SchemaDiff extends Comparison {
  from: Structure;
  to: Structure;
  statements: Statement[];
}

/**
 * What leads from one source to the other, in words and in SQL of the connected database. Reads only.
 * @throws SCHEMA_NOT_DESCRIBED, SCHEMA_INVALID and whatever else reading a source throws
 */
export function diffSources(options: MigrateOptions & { from: Source; to: Source }): Promise<SchemaDiff> {
  return withSession(options, ({ db }) => diffOn(db, options, options.folder));
}

/** The same on a connection that is open. */
export async function diffOn(
  db: MigrationDatabase,
  { from, to }: { from: Source; to: Source },
  folder = MIGRATIONS_FOLDER,
): Promise<SchemaDiff> {
  const before = await readSource(db, from, folder);
  const after = await readSource(db, to, folder);
  const ours = await ownStructure(db, [from, to], folder);
  return diffStructures(db, { source: from, structure: before }, { source: to, structure: after }, ours);
}

interface Read {
  source: Source;
  structure: Structure;
}

/** @param ours what is known of besides the two: whatever neither has is others', and stays */
export function diffStructures(
  { provider }: Pick<MigrationDatabase, 'provider'>,
  one: Read,
  other: Read,
  ours: Structure,
): SchemaDiff {
  const [from, left] = ownPartOf(one, other, ours);
  const [to, right] = ownPartOf(other, one, ours);
  const before = one.source.kind === 'schema' ? withUnspoken(from, to, provider) : from;
  const after = other.source.kind === 'schema' ? withUnspoken(to, from, provider) : to;
  return {
    from: before,
    to: after,
    differences: differencesBetween(after, before),
    unknown: [...left, ...right],
    statements: statementsBetween(provider, before, after),
  };
}

/** Of a live database what is compared, and what of it is left alone; of anything else, and beside nothing, all. */
function ownPartOf(read: Read, other: Read, ours: Structure): [own: Structure, unknown: Comparison['unknown']] {
  if (read.source.kind !== 'database' || other.source.kind === 'empty') return [read.structure, []];
  const known = [...other.structure, ...ours];
  return [withoutUnknown(known, read.structure), compareStructures(known, read.structure).unknown];
}

/** A table that the schema no longer has and a migration made is ours to drop; the description may be missing. */
export async function ownStructure(
  { provider }: Pick<MigrationDatabase, 'provider'>,
  sources: readonly Source[],
  folder = MIGRATIONS_FOLDER,
): Promise<Structure> {
  return sources.some(({ kind }) => kind === 'database') ? structureOfMigrations(provider, folder) : [];
}
