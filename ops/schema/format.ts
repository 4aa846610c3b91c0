import { writeFile } from 'node:fs/promises';
import { prismaTools } from './prisma-tools.ts';
import { nameOf, readText, SCHEMA_FILE, saidOf } from './schema-file.ts';

export interface Formatted {
  /** As one would type it from here. */
  file: string;
  /** Whether it was, or would be, written otherwise. */
  changed: boolean;
}

/**
 * Sets a schema as Prisma's own formatter does, which also writes the other side of a relation where it is missing.
 * What comes out is validated before it is written.
 *
 * @param options.check writes nothing
 * @throws SCHEMA_INVALID, SCHEMA_FILE_UNREADABLE, SCHEMA_TOOLS_MISSING
 */
export async function formatSchemaFile({ file = SCHEMA_FILE, check = false } = {}): Promise<Formatted> {
  const { validate } = await prismaTools();
  const source = await readText(file);
  const name = nameOf(file);
  const formatted = await formatText(source, name);
  await saidOf(file, () => validate({ schemas: [[name, formatted]] }));
  const changed = formatted !== source;
  if (changed && !check) await writeFile(file, formatted);
  return { file: name, changed };
}

/** @throws SCHEMA_TOOLS_MISSING */
export async function formatText(source: string, name = 'schema.prisma'): Promise<string> {
  const { formatSchema } = await prismaTools();
  const [[, formatted] = [name, source]] = await formatSchema({ schemas: [[name, source]] });
  return formatted;
}
