import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataMigration } from './define.ts';
import { dataMigrationErrors } from './errors.ts';

/** A data migration whose tables only its own file knows. */
export type LoadedDataMigration = DataMigration<Record<string, Record<string, unknown>>>;

/**
 * The data migration that a file exports.
 * @throws DATA_MIGRATION_INVALID
 */
export async function loadDataMigration(file: URL): Promise<LoadedDataMigration> {
  const invalid = (reason: string, cause?: unknown) =>
    dataMigrationErrors.DATA_MIGRATION_INVALID({ file: basename(fileURLToPath(file)), reason }, { cause });
  const loaded: Record<string, unknown> = await import(file.href).catch((error) => {
    throw invalid(String(error), error);
  });
  const { dataMigration } = loaded;
  if (!isDataMigration(dataMigration)) throw invalid('table, run');
  return dataMigration;
}

function isDataMigration(value: unknown): value is LoadedDataMigration {
  if (typeof value !== 'object' || value === null) return false;
  const { table, run, batch = 1 } = value as Partial<Record<keyof LoadedDataMigration, unknown>>;
  return typeof table === 'string' && typeof run === 'function' && Number.isInteger(batch) && Number(batch) > 0;
}
