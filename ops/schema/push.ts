import { type BackupOptions, createBackup } from '#ops/backup/create-backup.ts';
import { verifyBackup } from '#ops/backup/verify-backup.ts';
import { introspect } from '#ops/drift/introspect.ts';
import { reasonOf, runStatements } from '#ops/drift/repair.ts';
import { changeBetween } from '#ops/drift/sql/change.ts';
import type { Structure } from '#ops/drift/structure.ts';
import { sayChange } from '#ops/drift/words.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { readHistory } from '#ops/migrate/history.ts';
import { isApplied } from '#ops/migrate/plan.ts';
import { type MigrateOptions, type MigrationSession, withSession } from '#ops/migrate/session.ts';
import type { Bilingual } from '#platform/terminal.ts';
import { diffStructures, type SchemaDiff } from './diff.ts';
import { schemaErrors } from './errors.ts';
import { SCHEMA_FILE } from './schema-file.ts';
import { readSource, type Source, structureOfMigrations } from './sources.ts';
import { type Stakes, stakesOf } from './stakes.ts';

export interface PushOptions extends MigrateOptions {
  readonly environment: 'development' | 'production' | 'test';
  /** Where what is there before goes. */
  readonly backup: Omit<BackupOptions, 'url'>;
  /** `prisma/schema.prisma` unless told. */
  readonly schema?: URL;
  readonly acceptDataLoss?: boolean;
}

export interface PushPlan extends Stakes {
  readonly diff: SchemaDiff;
}

export interface Pushed extends PushPlan {
  /** The backup of what was there before; null where nothing had to be done. */
  readonly backup: string | null;
}

/**
 * What pushing the schema would do to the database, counted on its rows. Reads only.
 * @throws PUSH_IN_PRODUCTION, PUSH_MIGRATIONS_PENDING, and what a schema that is not valid throws
 */
export async function planPush(options: PushOptions): Promise<PushPlan> {
  if (options.environment === 'production') throw schemaErrors.PUSH_IN_PRODUCTION();
  return withSession(options, async (session) => {
    await refusePending(session);
    const source: Source = { kind: 'schema', file: options.schema ?? SCHEMA_FILE };
    const schema = await readSource(session.db, source);
    const diff = await diffWith(session.db, { source, schema }, options.folder);
    return { diff, ...(await stakesOf(session.db, changeBetween(diff.from, diff.to))) };
  });
}

/**
 * Makes the database what the schema says without a migration: in development alone, for what is still being tried.
 * It backs up first, and runs under the lock of migrations: on SQLite and PostgreSQL whole or not at all, while on MySQL
 * what is done stays and the next run does the rest. What a table or a column that goes holds is lost to the database:
 * the way back is the backup. Tables that neither the schema nor a migration knows stay.
 *
 * @throws PUSH_IN_PRODUCTION, PUSH_MIGRATIONS_PENDING, PUSH_IMPOSSIBLE, PUSH_DESTROYS, PUSH_OVERTAKEN, PUSH_FAILED,
 * PUSH_STOPPED, and whatever `createBackup` throws
 */
export async function pushSchema(options: PushOptions): Promise<Pushed> {
  const plan = await planPush(options);
  if (plan.diff.differences.length === 0) return { ...plan, backup: null };
  if (plan.obstacles.length > 0) throw schemaErrors.PUSH_IMPOSSIBLE({ obstacles: joined(plan.obstacles) });
  if (plan.losses.length > 0 && !options.acceptDataLoss)
    throw schemaErrors.PUSH_DESTROYS({ losses: joined(plan.losses) });
  const backup = await backUp(options);
  await withSession(options, ({ db, exclusively }) => exclusively(() => applyPlan(db, plan, options, backup)));
  return { ...plan, backup };
}

/** Verified, since it is the only way back. */
async function backUp({ url, directUrl, backup }: PushOptions): Promise<string> {
  const { path } = await createBackup({ ...backup, url: directUrl || url, skipMissing: true });
  await verifyBackup({ path, keys: backup.keys });
  return path;
}

async function applyPlan(db: MigrationDatabase, plan: PushPlan, options: PushOptions, backup: string): Promise<void> {
  const source: Source = { kind: 'schema', file: options.schema ?? SCHEMA_FILE };
  const remaining = () => diffWith(db, { source, schema: plan.diff.to }, options.folder);
  if (said(await remaining()) !== said(plan.diff)) throw schemaErrors.PUSH_OVERTAKEN();
  try {
    await runStatements(db, plan.diff.statements);
    const [first] = (await remaining()).differences;
    if (first) throw schemaErrors.PUSH_REMAINS({ first: sayChange(first) });
  } catch (error) {
    const reason = reasonOf(error);
    if (db.transactional) throw schemaErrors.PUSH_FAILED({ reason }, { cause: error });
    throw schemaErrors.PUSH_STOPPED({ reason, backup }, { cause: error });
  }
}

/** @param schema what it says, as it was read before: reading it takes a transaction of its own */
async function diffWith(
  db: MigrationDatabase,
  { source, schema }: { source: Source; schema: Structure },
  folder: URL | undefined,
): Promise<SchemaDiff> {
  const live = { source: { kind: 'database' as const }, structure: await introspect(db) };
  return diffStructures(db, live, { source, structure: schema }, await structureOfMigrations(db.provider, folder));
}

function said({ statements }: SchemaDiff): string {
  return JSON.stringify(statements);
}

/** What a migration is about to make, a push would make before it, and the migration could not run any more. */
async function refusePending({ db, migrations }: MigrationSession): Promise<void> {
  const history = await readHistory(db);
  const pending = migrations.filter((migration) => !isApplied(history, migration)).map(({ name }) => name);
  if (pending.length > 0) throw schemaErrors.PUSH_MIGRATIONS_PENDING({ names: pending.join(', ') });
}

function joined(sentences: readonly Bilingual[]): Bilingual {
  const join = (language: 'fr' | 'en', mark: string) => sentences.map((sentence) => sentence[language]).join(mark);
  return { fr: join('fr', ' ; '), en: join('en', '; ') };
}
