import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { changeSchema } from '#test/migrations/second-migration.ts';
import { SCHEMA_FILE } from './schema-file.ts';
import type { Source } from './sources.ts';

type SchemaSource = Extract<Source, { kind: 'schema' }>;

export interface ChangedSchema {
  /** Every kind of change there is, on the table from which most rows cascade. */
  readonly source: SchemaSource;
  /** Another one, from its text. */
  write(text: string): Promise<SchemaSource>;
  remove(): Promise<void>;
}

/** The schema of Staka as somebody is about to change it, in a folder of its own. */
export async function changedSchema(): Promise<ChangedSchema> {
  const folder = await mkdtemp(join(tmpdir(), 'staka-schema-'));
  let count = 0;
  const write = async (text: string): Promise<SchemaSource> => {
    count += 1;
    const path = join(folder, `changed-${count}.prisma`);
    await writeFile(path, text);
    return { kind: 'schema', file: pathToFileURL(path) };
  };
  return {
    source: await write(changeSchema(await readFile(SCHEMA_FILE, 'utf8'))),
    write,
    remove: () => rm(folder, { recursive: true }),
  };
}
