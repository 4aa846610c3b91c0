import { readFile } from 'node:fs/promises';
import { readDataModel } from './data-model.ts';
import { deriveSchema } from './derive-schema.ts';
import { PROVIDERS } from './providers.ts';
import { renderDatabase } from './render-database.ts';
import { renderMetadata } from './render-metadata.ts';

const ROOT = new URL('../../', import.meta.url);

export interface GeneratedFile {
  /** From the root of the project. */
  path: string;
  url: URL;
  content: string;
}

/** Every file that `prisma/schema.prisma` decides, as it should be now. */
export async function generatedFiles(): Promise<GeneratedFile[]> {
  const source = await readFile(new URL('prisma/schema.prisma', ROOT), 'utf8');
  const model = await readDataModel(source);
  return [
    ...PROVIDERS.map((name) => file(`prisma/providers/${name}/schema.prisma`, deriveSchema(source, name))),
    file('platform/db/database.gen.ts', renderDatabase(model)),
    file('platform/db/metadata.gen.ts', renderMetadata(model)),
  ];
}

/** The generated files that are missing or differ from what the schema says. */
export async function staleFiles(): Promise<GeneratedFile[]> {
  const files = await generatedFiles();
  const current = await Promise.all(files.map(({ url }) => readFile(url, 'utf8').catch(() => undefined)));
  return files.filter((generated, index) => generated.content !== current[index]);
}

function file(path: string, content: string): GeneratedFile {
  return { path, url: new URL(path, ROOT), content };
}
