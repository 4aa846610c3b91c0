import type { KeptColumnName } from '#ops/drift/kept-columns.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';

/** Where MySQL keeps what is left of an adoption to do; gone when it is done. */
export const STATE_TABLE = '_staka_adoption';

/** How tables begin to be called that are being filled on MySQL. */
export const STAGING = '_staka_adopting_';

/** What is to be done once the copies are verified. */
export interface Swap {
  /** In the order in which they are renamed. */
  readonly archives: readonly { readonly table: string; readonly archive: string }[];
  readonly kept: readonly KeptColumnName[];
}

/** A table of an adoption that runs, or was killed: nobody's data. */
export function isScaffold(table: string): boolean {
  return table.startsWith(STAGING) || table.startsWith(STATE_TABLE);
}

/** Kept under its name only when it is whole. */
export async function writeSwap(db: MigrationDatabase, swap: Swap): Promise<void> {
  await db.script(`CREATE TABLE ${STATE_TABLE}_new (swap LONGTEXT NOT NULL)`);
  await db.query(`INSERT INTO ${STATE_TABLE}_new (swap) VALUES (?)`, [JSON.stringify(swap)]);
  await db.script(`RENAME TABLE ${STATE_TABLE}_new TO ${STATE_TABLE}`);
}

export async function readSwap(db: MigrationDatabase): Promise<Swap> {
  const [row] = await db.query(`SELECT swap FROM ${STATE_TABLE}`);
  // Written by `writeSwap` above.
  return JSON.parse(String(row?.swap)) as Swap;
}

/**
 * Whether names have been exchanged, so that only forward leads out. Before, theirs are still theirs: somebody may have
 * written to them since they were copied, and they are copied anew.
 */
export async function isExchanged(db: MigrationDatabase): Promise<boolean> {
  const there = new Set(await db.tables());
  if (!there.has(STATE_TABLE)) return false;
  return (await readSwap(db)).archives.some(({ archive }) => there.has(archive));
}
