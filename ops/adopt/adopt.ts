import { existsSync } from 'node:fs';
import { connected } from '#ops/backup/connected.ts';
import { databaseName } from '#ops/backup/database-name.ts';
import { isInUse } from '#ops/backup/in-use.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { type MigrateOptions, type MigrationSession, withSession } from '#ops/migrate/session.ts';
import { recordRun } from '#ops/runs/record-run.ts';
import { openDatabase } from '#platform/db/db.ts';
import { CodedError } from '#platform/http/errors.ts';
import type { Bilingual } from '#platform/terminal.ts';
import type { Answers } from './answers.ts';
import { adoptResumably, finishSwap } from './databases/mysql.ts';
import { adoptInTransaction } from './databases/transactional.ts';
import { dumpDatabase } from './dump/dump-database.ts';
import { adoptionErrors } from './errors.ts';
import { type AdoptionPlan, adoptionState, prepare } from './prepare.ts';

export interface AdoptOptions extends Pick<MigrateOptions, 'url' | 'directUrl' | 'log'> {
  readonly answers: Answers;
}

export type PlannedAdoption =
  | { readonly state: 'adopted' | 'interrupted'; readonly plan: null }
  | { readonly state: 'foreign'; readonly plan: AdoptionPlan };

/**
 * What adopting the database would do. Reads all of it and writes nothing.
 * @throws ADOPTION_NOTHING, ADOPTION_SOURCE_MISSING, ADOPTION_HALF_MIGRATED, ADOPTION_ANSWER_INVALID
 */
export function planAdoption(options: AdoptOptions): Promise<PlannedAdoption> {
  refuseMissing(options);
  return withSession(options, (session) => plan(session, options));
}

export interface AdoptionRun extends AdoptOptions {
  /** Where the backup goes; `DATA_DIR/backups` */
  readonly backups: string;
  /** Of the age format; none leaves the backup readable by everybody. */
  readonly keys: readonly string[];
  /** Also while somebody is connected. */
  readonly force: boolean;
}

export interface Adoption {
  /** `unanswered`: nothing was done, the plan has questions. `finished`: an interrupted one was put in place. */
  readonly outcome: 'adopted' | 'already' | 'unanswered' | 'finished';
  readonly plan: AdoptionPlan | null;
  /** The copy of the database as it was. */
  readonly backup: string | null;
}

/**
 * Makes a Staka database of one of another system, every row kept: backs it up, copies what fits into our tables, leaves
 * the originals as `legacy_…`, and records our migrations. Cost: three full reads; as much space again
 * as the tables that are copied. Under the lock of the migrations; on SQLite and PostgreSQL in one transaction, on MySQL
 * beside the originals, which are renamed once the copies are verified. The way back: rename the `legacy_…`, or the backup.
 *
 * @throws ADOPTION_IN_USE, ADOPTION_NOT_VERIFIED, ADOPTION_DRIFTED, ADOPTION_FAILED, ADOPTION_INTERRUPTED, and those of
 * `planAdoption`
 */
export async function adopt(options: AdoptionRun): Promise<Adoption> {
  refuseMissing(options);
  const state = await withSession(options, adoptionState);
  if (state === 'adopted') return { outcome: 'already', plan: null, backup: null };
  await refuseInUse(options);
  const work = (session: MigrationSession) => session.exclusively(() => attempt(() => apply(session, options)));
  const adoption = await withSession(options, work).catch((error: unknown): Adoption => {
    if (error instanceof Unanswered) return { outcome: 'unanswered', plan: error.plan, backup: null };
    throw error;
  });
  if (adoption.outcome === 'adopted' || adoption.outcome === 'finished') await remember(options, adoption);
  return adoption;
}

function addressOf({ url, directUrl }: AdoptOptions): string {
  return directUrl || url;
}

async function plan(session: MigrationSession, options: AdoptOptions): Promise<PlannedAdoption> {
  const state = await adoptionState(session);
  if (state !== 'foreign') return { state, plan: null };
  const prepared = await prepare(session, addressOf(options), options.answers);
  return { state, plan: prepared.plan };
}

async function apply(session: MigrationSession, options: AdoptionRun): Promise<Adoption> {
  const state = await adoptionState(session);
  if (state === 'adopted') return { outcome: 'already', plan: null, backup: null };
  if (state === 'interrupted') {
    await finishSwap(session);
    return { outcome: 'finished', plan: null, backup: null };
  }
  await keepOthersOut(session);
  const prepared = await prepare(session, addressOf(options), options.answers);
  const { plan } = prepared;
  if (plan.questions.length > 0) throw new Unanswered(plan);
  const backup = await dumpDatabase(session.db, { ...options, url: addressOf(options) });
  await (session.db.transactional ? adoptInTransaction : adoptResumably)(session, prepared);
  return { outcome: 'adopted', plan, backup };
}

/** The transaction of SQLite does already; on MySQL what others write is found at the end, and nothing is adopted. */
async function keepOthersOut({ db }: MigrationSession): Promise<void> {
  const tables = (await db.tables()).map((name) => quoted(db.provider, name));
  if (db.provider === 'postgresql') await db.script(`LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE`);
}

/** To open an SQLite file that is missing would make it. */
function refuseMissing({ url }: AdoptOptions): void {
  const path = url.replace(/^file:(\/\/)?/, '').replace(/\?.*$/, '');
  if (url.startsWith('file:') && !existsSync(path)) throw adoptionErrors.ADOPTION_SOURCE_MISSING({ database: path });
}

/** @throws ADOPTION_IN_USE */
async function refuseInUse(options: AdoptionRun): Promise<void> {
  const url = addressOf(options);
  if (options.force || !((await isInUse(url)) || (await hasClients(url)))) return;
  throw adoptionErrors.ADOPTION_IN_USE({ database: databaseName(url) });
}

/** On PostgreSQL also applications that are not Staka: this one is to stop. */
function hasClients(url: string): Promise<boolean> {
  return connected(url, async (db) => {
    if (db.provider !== 'postgresql') return false;
    const clients = await db.query(`SELECT 1 AS one FROM pg_stat_activity WHERE datname = current_database()
      AND pid <> pg_backend_pid() AND backend_type = 'client backend' LIMIT 1`);
    return clients.length > 0;
  });
}

/** Thrown so that the transaction is undone, which has done nothing: SQLite would look for rows that refer to none. */
class Unanswered extends Error {
  readonly plan: AdoptionPlan;

  constructor(plan: AdoptionPlan) {
    super('Questions wait for an answer.');
    this.plan = plan;
  }
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CodedError || error instanceof Unanswered) throw error;
    const reason: string | Bilingual = String(error);
    throw adoptionErrors.ADOPTION_FAILED({ reason }, { cause: error });
  }
}

/** The table of what operators did is there from now on, and this is its first row. */
async function remember(options: AdoptOptions, { plan: done, backup }: Adoption): Promise<void> {
  const db = await openDatabase({ url: addressOf(options) });
  try {
    const tables = Object.fromEntries((done?.tables ?? []).map(({ target, taken, left }) => [target, { taken, left }]));
    await recordRun(db, { kind: 'MIGRATION', origin: 'cli', details: { adoption: tables, backup } }, async () => {});
  } finally {
    await db.destroy();
  }
}
