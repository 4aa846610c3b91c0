import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { introspect } from '#ops/drift/introspect.ts';
import { readStructure, type Structure } from '#ops/drift/structure.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { MIGRATIONS_FOLDER, readMigrations } from '#ops/migrate/migration-files.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import { schemaErrors } from './errors.ts';
import { readSchemaFile, SCHEMA_FILE } from './schema-file.ts';
import { schemaStructure } from './schema-structure.ts';

/** Where a structure is read: nowhere, the connected database, the migrations, or a Prisma schema. */
export type Source = { kind: 'empty' | 'database' | 'migrations' } | { kind: 'schema'; file: URL };

/**
 * `empty`, `database`, `migrations`, `schema`, or the path of a Prisma schema.
 * @param option the one it was given by, without its dashes
 * @throws SCHEMA_SOURCE_UNKNOWN
 */
export function parseSource(value: string, option: string): Source {
  if (value === 'empty' || value === 'database' || value === 'migrations') return { kind: value };
  if (value === 'schema') return { kind: 'schema', file: SCHEMA_FILE };
  if (!value.endsWith('.prisma') || !existsSync(value)) throw schemaErrors.SCHEMA_SOURCE_UNKNOWN({ option, value });
  return { kind: 'schema', file: pathToFileURL(value) };
}

/** @throws SCHEMA_NOT_DESCRIBED, and what a schema that is not valid throws */
export async function readSource(
  db: MigrationDatabase,
  source: Source,
  folder = MIGRATIONS_FOLDER,
): Promise<Structure> {
  switch (source.kind) {
    case 'empty':
      return [];
    case 'database':
      return introspect(db);
    case 'migrations':
      return structureOfMigrations(db.provider, folder);
    case 'schema':
      return schemaStructure(db, await readSchemaFile(source.file, db.provider));
  }
}

/**
 * What the last of the migrations leaves, applied or not; nothing where there is none.
 * @throws SCHEMA_NOT_DESCRIBED
 */
export async function structureOfMigrations(provider: Provider, folder = MIGRATIONS_FOLDER): Promise<Structure> {
  const name = (await readMigrations(provider, folder)).at(-1)?.name;
  if (name === undefined) return [];
  const structure = await readStructure(provider, name, folder);
  const file = `prisma/migrations/${provider}/${name}/structure.json`;
  if (!structure) throw schemaErrors.SCHEMA_NOT_DESCRIBED({ name, file });
  return structure;
}
