import { mkdir, writeFile } from 'node:fs/promises';
import { type GeneratedFile, staleFiles } from './generated-files.ts';

/**
 * `npm run db:generate`: makes the provider schemas and the Kysely types from `prisma/schema.prisma`.
 * With `--check` it writes nothing, names the files that are stale, and ends with 1 when there are any.
 */
const stale = await staleFiles();
if (process.argv.includes('--check')) {
  for (const { path } of stale) console.error(`stale: ${path} (npm run db:generate)`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const file of stale) await write(file);
  if (stale.length === 0) console.log('everything is up to date');
}

async function write({ path, url, content }: GeneratedFile): Promise<void> {
  await mkdir(new URL('.', url), { recursive: true });
  await writeFile(url, content);
  console.log(`written: ${path}`);
}
