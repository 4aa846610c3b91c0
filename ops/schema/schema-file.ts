import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import type { SchemaVersion } from '#prisma/diff/schema-version.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import { schemaErrors } from './errors.ts';
import { prismaTools } from './prisma-tools.ts';

/** The data model of Staka, from which the schemas of the three databases are made. */
export const SCHEMA_FILE = new URL('../../prisma/schema.prisma', import.meta.url);

/**
 * Reads a Prisma schema as that of one database. One written for MySQL, as prisma/schema.prisma is, serves the three;
 * one written for another (by `db:pull`) serves that one alone.
 *
 * @throws SCHEMA_FILE_UNREADABLE, SCHEMA_INVALID, SCHEMA_OTHER_PROVIDER, SCHEMA_TOOLS_MISSING
 */
export async function readSchemaFile(file: URL, provider: Provider): Promise<SchemaVersion> {
  const { readDataModel, deriveSchema } = await prismaTools();
  const source = await readText(file);
  const written = providerOfSchema(source);
  if (written !== 'mysql' && written !== provider)
    throw schemaErrors.SCHEMA_OTHER_PROVIDER({ file: nameOf(file), found: written ?? '–', expected: provider });
  return saidOf(file, async () => {
    const derived = written === 'mysql' ? deriveSchema(source, provider) : source;
    return { model: await readDataModel(source), schemas: { sqlite: derived, postgresql: derived, mysql: derived } };
  });
}

/** @throws SCHEMA_FILE_UNREADABLE */
export async function readText(file: URL): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw schemaErrors.SCHEMA_FILE_UNREADABLE({ file: nameOf(file), reason }, { cause: error });
  });
}

/** `mysql`, as the datasource of the schema says. */
export function providerOfSchema(source: string): string | undefined {
  return /^datasource\s+\w+\s*\{[^}]*?\bprovider\s*=\s*"(\w+)"/m.exec(source)?.[1];
}

/** As one would type it from here. */
export function nameOf(file: URL): string {
  return relative(process.cwd(), fileURLToPath(file));
}

/**
 * What Prisma's parser, or ours, finds wrong with a schema is said in their own words.
 * @throws SCHEMA_INVALID
 */
export async function saidOf<T>(file: URL, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw schemaErrors.SCHEMA_INVALID({ file: nameOf(file), reason: complaintOf(error) }, { cause: error });
  }
}

/** The message of the parser without its colours, its frame and its version. */
function complaintOf(error: unknown): string {
  const message = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
  return message
    .replace(/^Prisma schema validation.*\n(Error code: .*\n)?/, '')
    .replace(/\n(\[Context: |Prisma CLI Version)[\s\S]*$/, '')
    .replace(/\n+Validation Error Count: .*/, '')
    .trim();
}
