import { clearDatabase } from '#ops/backup/clear-database.ts';
import { connected } from '#ops/backup/connected.ts';
import { type BackupOptions, createBackup } from '#ops/backup/create-backup.ts';
import { databaseName } from '#ops/backup/database-name.ts';
import { isInUse } from '#ops/backup/in-use.ts';
import { verifyBackup } from '#ops/backup/verify-backup.ts';
import { readDefinition } from '#ops/drift/definitions.ts';
import { introspect } from '#ops/drift/introspect.ts';
import { ofKind } from '#ops/drift/sql/change.ts';
import type { Part, Structure } from '#ops/drift/structure.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { HISTORY_TABLE } from '#ops/migrate/history.ts';
import { migrate } from '#ops/migrate/migrate.ts';
import { type MigrateOptions, withSession } from '#ops/migrate/session.ts';
import { openDatabase } from '#platform/db/db.ts';
import { METADATA } from '#platform/db/metadata.gen.ts';
import { createFolderStorage } from '#platform/storage/folder-storage.ts';
import { type SeedOptions, seed } from '#prisma/seed.ts';
import { schemaErrors } from './errors.ts';

export interface ResetOptions extends MigrateOptions {
  readonly environment: SeedOptions['environment'];
  /** Where what is there before goes. */
  readonly backup: Omit<BackupOptions, 'url'>;
  /** Although somebody is connected. */
  readonly force?: boolean;
  readonly progress?: (step: ResetStep) => void;
}

export type ResetStep = 'backed-up' | 'emptied' | 'migrated' | 'seeded';

export interface Reset {
  /** `staka.db` */
  database: string;
  /** The backup of what was there before; null where there was nothing. */
  backup: string | null;
  /** How many migrations were applied, and how many sample rows were added. */
  migrations: number;
  rows: number;
  /** Tables that Staka does not know, and that stayed. */
  kept: string[];
}

/**
 * There is no emptying a database in production.
 * @throws RESET_IN_PRODUCTION
 */
export function refuseReset({ environment, url, directUrl }: ResetOptions): void {
  const database = databaseName(directUrl || url);
  if (environment === 'production') throw schemaErrors.RESET_IN_PRODUCTION({ database });
}

/**
 * Empties a database of development, migrates and seeds it. Everything in it goes: it is backed up first, the backup is
 * verified, and restoring it is the way back. Tables that Staka does not know and that do not refer to its own stay, and
 * so do the bytes of files. Killed
 * on the way it leaves an empty or half-made database, and running it again ends it.
 *
 * @throws RESET_IN_PRODUCTION, RESET_IN_USE, and whatever `createBackup` and `migrate` throw
 */
export async function resetDatabase(options: ResetOptions): Promise<Reset> {
  const { force = false, progress = () => {}, url, directUrl } = options;
  refuseReset(options);
  const address = directUrl || url;
  const database = databaseName(address);
  if (!force && (await isInUse(address))) throw schemaErrors.RESET_IN_USE({ database });
  const backup = await backUp(address, options);
  if (backup !== null) progress('backed-up');
  await withSession(options, ({ db, exclusively }) => exclusively(() => empty(db)));
  progress('emptied');
  const kept = await connected(address, async (db) => db.tables());
  const applied = await migrate(options);
  progress('migrated');
  const rows = await fill(options);
  progress('seeded');
  return { database, backup, migrations: applied.length, rows, kept: kept.filter((table) => table !== HISTORY_TABLE) };
}

/** null where there is not a single table. */
async function backUp(url: string, { backup }: ResetOptions): Promise<string | null> {
  if ((await connected(url, (db) => db.tables())).every((table) => table === HISTORY_TABLE)) return null;
  const { path } = await createBackup({ ...backup, url, skipMissing: true });
  await verifyBackup({ path, keys: backup.keys });
  return path;
}

async function empty(db: MigrationDatabase): Promise<void> {
  await clearDatabase(db, tablesToEmpty(await introspect(db, ['column', 'enumeration', 'foreign-key'])));
  if (db.provider === 'postgresql') await dropUnusedEnumerations(db);
}

/** Ours, and what was tried and cannot stand without them: tables that refer to one of them, or have its enumeration. */
function tablesToEmpty(structure: Structure): string[] {
  const tables = new Set(Object.keys(METADATA));
  for (const { table } of ofOurEnumerations(structure)) tables.add(table);
  const keys = ofKind(structure, 'foreign-key').map((part) => ({
    table: part.table,
    parent: readDefinition(part.is.definition ?? '').references?.table ?? '',
  }));
  for (let before = -1; before !== tables.size; ) {
    before = tables.size;
    for (const { table, parent } of keys) if (tables.has(parent)) tables.add(table);
  }
  return [...tables];
}

/** On PostgreSQL: the columns of a type that the migrations make anew. */
function ofOurEnumerations(structure: Structure): Part[] {
  const columns = ofKind(structure, 'column');
  const types = new Set(columns.filter(({ table }) => Object.hasOwn(METADATA, table)).map(({ is }) => is.type));
  const enumerations = ofKind(structure, 'enumeration').flatMap(({ name }) => [name, `"${name}"`]);
  const ours = enumerations.filter((name) => types.has(name));
  return columns.filter(({ is }) => ours.includes(is.type ?? ''));
}

const UNUSED_ENUMERATIONS = `SELECT quote_ident(t.typname) AS name FROM pg_type t
  JOIN pg_namespace n ON n.oid = t.typnamespace AND n.nspname = current_schema()
  WHERE t.typtype = 'e' AND NOT EXISTS (SELECT 1 FROM pg_depend d
    WHERE d.refclassid = 'pg_type'::regclass AND d.refobjid = t.oid AND d.deptype = 'n')`;

/** Those that were pushed: the migration that makes them one day would find them there. */
async function dropUnusedEnumerations(db: MigrationDatabase): Promise<void> {
  for (const { name } of await db.query(UNUSED_ENUMERATIONS)) await db.script(`DROP TYPE ${name}`);
}

async function fill({ url, environment, backup }: ResetOptions): Promise<number> {
  const db = await openDatabase({ url });
  try {
    return await seed({ db, storage: await createFolderStorage(backup.filesFolder), environment });
  } finally {
    await db.destroy();
  }
}
