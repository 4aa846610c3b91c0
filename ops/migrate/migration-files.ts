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
}

/** The migrations of one provider, oldest first. */
export async function readMigrations(provider: Provider, folder = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const root = new URL(`${provider}/`, folder);
  const entries = await readdir(root, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(names.sort().map((name) => readMigration(name, root)));
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

async function readMigration(name: string, root: URL): Promise<Migration> {
  const [up, down] = await Promise.all([
    readFile(new URL(`${name}/migration.sql`, root), 'utf8'),
    readFile(new URL(`${name}/down.sql`, root), 'utf8').catch(() => undefined),
  ]);
  return { name, up, down };
}
