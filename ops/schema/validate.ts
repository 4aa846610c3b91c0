import { PROVIDERS } from '#prisma/generate/providers.ts';
import { prismaTools } from './prisma-tools.ts';
import { nameOf, providerOfSchema, readText, SCHEMA_FILE, saidOf } from './schema-file.ts';

export interface Validation {
  /** As one would type it from here. */
  file: string;
  /** The databases it is valid for. */
  providers: string[];
  /** What is made from prisma/schema.prisma and is no longer what it says: `npm run db:generate` writes it. */
  stale: string[];
}

/**
 * Has Prisma's own parser read a schema, and for the schema of Staka ours too, for each of the three databases.
 * @throws SCHEMA_INVALID with the place and the reason, SCHEMA_FILE_UNREADABLE, SCHEMA_TOOLS_MISSING
 */
export async function validateSchema(file: URL = SCHEMA_FILE): Promise<Validation> {
  const { validate, readDataModel, deriveSchema } = await prismaTools();
  const source = await readText(file);
  const name = nameOf(file);
  const written = providerOfSchema(source) ?? '–';
  const ours = written === 'mysql';
  await saidOf(file, async () => {
    validate({ schemas: [[name, source]] });
    if (!ours) return;
    await readDataModel(source);
    for (const provider of PROVIDERS) validate({ schemas: [[name, deriveSchema(source, provider)]] });
  });
  return { file: name, providers: ours ? [...PROVIDERS] : [written], stale: await staleBeside(file) };
}

async function staleBeside(file: URL): Promise<string[]> {
  if (file.href !== SCHEMA_FILE.href) return [];
  const { staleFiles } = await import('#prisma/generate/generated-files.ts');
  return (await staleFiles()).map(({ path }) => path);
}
