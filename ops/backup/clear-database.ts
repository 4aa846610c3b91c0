import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { HISTORY_TABLE } from '#ops/migrate/history.ts';
import { readMigrations } from '#ops/migrate/migration-files.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import { tableShapes } from './table-shapes.ts';

/**
 * Drops what Staka's migrations have made and the tables named, with all their rows: the way back is a backup. Tables
 * of others in the same database stay.
 */
export async function clearDatabase(db: MigrationDatabase, tables: readonly string[]): Promise<void> {
  const made = await tablesMade(db.provider, tables);
  if (db.provider === 'mysql') await db.script('SET SESSION foreign_key_checks = 0');
  for (const table of (await db.tables()).filter((name) => made.has(name)))
    await db.script(`DROP TABLE ${quoted(db.provider, table)}${db.provider === 'postgresql' ? ' CASCADE' : ''}`);
  if (db.provider === 'mysql') await db.script('SET SESSION foreign_key_checks = 1');
  if (db.provider !== 'postgresql') return;
  const script = await scriptOf(db.provider);
  for (const type of namesIn(script, /^CREATE TYPE "?(\w+)"?/gm)) await db.script(`DROP TYPE IF EXISTS "${type}"`);
  for (const name of namesIn(script, /^CREATE (?:OR REPLACE )?FUNCTION "?(\w+)"?/gm))
    await db.script(`DROP FUNCTION IF EXISTS "${name}"`);
}

/** The tables that a restore replaces: those that migrations make, the list of migrations, and those named. */
export async function tablesMade(provider: Provider, tables: readonly string[]): Promise<ReadonlySet<string>> {
  const script = await scriptOf(provider);
  return new Set([...namesIn(script, /^CREATE TABLE ["`](\w+)["`]/gm), ...tables, HISTORY_TABLE]);
}

/** Up to three tables with rows; none of an empty database. */
export async function tablesWithRows(db: MigrationDatabase): Promise<string[]> {
  const found: string[] = [];
  for (const { name } of await tableShapes(db)) {
    const rows = await db.query(`SELECT 1 AS one FROM ${quoted(db.provider, name)} LIMIT 1`);
    if (rows.length > 0) found.push(name);
    if (found.length === 3) break;
  }
  return found;
}

async function scriptOf(provider: Provider): Promise<string> {
  return (await readMigrations(provider)).map(({ up }) => up).join('\n');
}

function namesIn(script: string, pattern: RegExp): Set<string> {
  return new Set([...script.matchAll(pattern)].flatMap(([, name]) => name ?? []));
}
