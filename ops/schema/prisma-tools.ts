import { schemaErrors } from './errors.ts';

/**
 * What reads and writes Prisma's own words. Loaded when it is asked for: who only runs Staka has nothing of Prisma
 * installed, and is told so by name.
 *
 * @throws SCHEMA_TOOLS_MISSING
 */
export async function prismaTools() {
  const [{ default: internals }, { readDataModel }, { deriveSchema }, { diffSqlite }, { diffPostgresql }] =
    await whenInstalled(() =>
      Promise.all([
        import('@prisma/internals'),
        import('#prisma/generate/data-model.ts'),
        import('#prisma/generate/derive-schema.ts'),
        import('#prisma/diff/sqlite-diff.ts'),
        import('#prisma/diff/postgresql-diff.ts'),
      ]),
    );
  return { ...internals, readDataModel, deriveSchema, diffSqlite, diffPostgresql };
}

/**
 * Loads what needs a package that is for development.
 * @throws SCHEMA_TOOLS_MISSING
 */
export async function whenInstalled<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const name = missingPackage(error);
    if (name === undefined) throw error;
    throw schemaErrors.SCHEMA_TOOLS_MISSING({ package: name }, { cause: error });
  }
}

function missingPackage(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND') return undefined;
  return /'(@prisma\/[^'/]+)/.exec(error.message)?.[1];
}
