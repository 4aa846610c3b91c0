import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Provider } from '#prisma/generate/providers.ts';

/** Where the migrations of the three providers are, in Prisma's own layout. */
export const MIGRATIONS_FOLDER = new URL('../../prisma/migrations/', import.meta.url);

export interface Migration {
  /** `20261121090000_init` */
  name: string;
  up: string;
  /** Absent when the migration cannot be undone. */
  down: string | undefined;
  /** What changes rows once the SQL is done, the same for the three providers; see `data/define.ts`. */
  data?: { file: URL; source: string };
}

/** The migrations of one provider, oldest first. */
export async function readMigrations(provider: Provider, folder = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const root = new URL(`${provider}/`, folder);
  const entries = await readdir(root, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const withData = await dataFiles(folder);
  return Promise.all(names.sort().map((name) => readMigration(name, root, withData.get(name))));
}

/** The data migrations by the names of the migrations they belong to. */
async function dataFiles(folder: URL): Promise<ReadonlyMap<string, URL>> {
  const root = new URL('data/', folder);
  const files = await readdir(root).catch(() => []);
  return new Map(
    files.filter((file) => file.endsWith('.ts')).map((file) => [file.slice(0, -'.ts'.length), new URL(file, root)]),
  );
}

/** SHA-256 in hexadecimal, which is what Prisma records. */
export function checksum(script: string): string {
  return createHash('sha256').update(script).digest('hex');
}

/** As Prisma has it, a change of line endings (a checkout on Windows) is not an edit. */
export function hasChecksum(script: string, expected: string): boolean {
  const unix = script.replaceAll('\r\n', '\n');
  return [script, unix, unix.replaceAll('\n', '\r\n')].some((variant) => checksum(variant) === expected);
}

async function readMigration(name: string, root: URL, data: URL | undefined): Promise<Migration> {
  const [up, down, source] = await Promise.all([
    readFile(new URL(`${name}/migration.sql`, root), 'utf8'),
    readFile(new URL(`${name}/down.sql`, root), 'utf8').catch(() => undefined),
    data && readFile(data, 'utf8'),
  ]);
  return { name, up, down, ...(data && source !== undefined && { data: { file: data, source } }) };
}
