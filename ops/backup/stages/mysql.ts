import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { withSession } from '#ops/migrate/session.ts';
import { tablesMade } from '../clear-database.ts';
import { connected } from '../connected.ts';
import { dropMark, SWAP_TABLE } from '../restore-mark.ts';
import type { Stage, SwapMoment } from './stage.ts';

/** What is filled, and where what was there goes: both are databases at the same server. */
const SUFFIXES = { filled: '_staka_restoring', old: '_staka_replaced' } as const;
const NAME_CHARACTERS = 64;
/** Whoever holds a table longer than this is in the way. */
const LOCK_WAIT_SECONDS = 30;

interface Places {
  readonly living: string;
  readonly filled: string;
  readonly old: string;
}

/** Two databases beside the living one: `RENAME TABLE` moves all tables of all three at once, or none. */
export async function openMysqlStage(url: string, path: string): Promise<Stage | null> {
  const address = new URL(url);
  const living = decodeURIComponent(address.pathname.slice(1));
  const beside = (suffix: string) => living.slice(0, NAME_CHARACTERS - suffix.length) + suffix;
  const places: Places = { living, filled: beside(SUFFIXES.filled), old: beside(SUFFIXES.old) };
  await connected(url, (db) => endSwap(db, places));
  if (!(await connected(url, (db) => makePlaces(db, places)))) return null;
  address.pathname = `/${encodeURIComponent(places.filled)}`;
  return {
    url: address.href,
    takePlace: (tables, reached) =>
      withSession({ url }, (session) => session.exclusively(() => swap(session.db, places, { path, tables, reached }))),
    remove: () =>
      connected(url, async (db) => {
        await endSwap(db, places);
        await dropPlaces(db, places);
      }),
  };
}

/** False where this user may not, or where tables of others refer to ours: their keys would follow the old tables. */
async function makePlaces(db: MigrationDatabase, places: Places): Promise<boolean> {
  const made = await tablesMade('mysql', []);
  const referring = await db.query(`SELECT table_name AS child, referenced_table_name AS parent
    FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE()`);
  if (referring.some(({ child, parent }) => !made.has(String(child)) && made.has(String(parent)))) return false;
  try {
    await dropPlaces(db, places);
    for (const name of [places.filled, places.old]) await db.script(`CREATE DATABASE ${quote(name)}`);
    return true;
  } catch (error) {
    if (isForbidden(error)) return false;
    throw error;
  }
}

const FORBIDDEN = /^ER_(DBACCESS_DENIED|SPECIFIC_ACCESS_DENIED|ACCESS_DENIED|TABLEACCESS_DENIED)_ERROR$/;

function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && FORBIDDEN.test(String(error.code));
}

async function dropPlaces(db: MigrationDatabase, { filled, old }: Places): Promise<void> {
  await db.script('SET SESSION foreign_key_checks = 0');
  for (const name of [filled, old]) await db.script(`DROP DATABASE IF EXISTS ${quote(name)}`);
  await db.script('SET SESSION foreign_key_checks = 1');
}

interface Swap {
  readonly path: string;
  readonly tables: readonly string[];
  readonly reached: (moment: SwapMoment) => void;
}

/** The triggers of a table keep it from moving to another database: they are dropped before, and made again after. */
async function swap(db: MigrationDatabase, places: Places, { path, tables, reached }: Swap): Promise<void> {
  reached('swapping');
  await db.script(`SET SESSION lock_wait_timeout = ${LOCK_WAIT_SECONDS}`);
  const made = await tablesMade('mysql', tables);
  const leaving = (await tablesIn(db, places.living)).filter((table) => made.has(table));
  const coming = await tablesIn(db, places.filled);
  const before = (await triggersIn(db, places.living)).filter(({ table }) => made.has(table));
  const after = await triggersIn(db, places.filled);
  await writeTrace(db, { path, before, after });
  for (const [name, triggers] of [
    [places.living, before],
    [places.filled, after],
  ] as const)
    for (const trigger of triggers) await db.script(`DROP TRIGGER ${quote(name)}.${quote(trigger.name)}`);
  reached('without-triggers');
  const moves = [
    ...leaving.map((table) => move(table, places.living, places.old)),
    ...coming.map((table) => move(table, places.filled, places.living)),
  ];
  await db.script(`RENAME TABLE ${moves.join(', ')}`);
  reached('moved');
  await endSwap(db, places);
  await dropMark(db);
  reached('swapped');
}

/** Ends a swap that was killed: gives the triggers back to the tables that are there, whichever they are. */
async function endSwap(db: MigrationDatabase, { filled }: Places): Promise<void> {
  const trace = await readTrace(db);
  if (trace === null) return;
  const isDone = (await tablesIn(db, filled)).length === 0;
  const found = new Set(
    (
      await db.query('SELECT trigger_name AS name FROM information_schema.triggers WHERE trigger_schema = DATABASE()')
    ).map(({ name }) => name),
  );
  for (const { name, table, timing, event, statement } of isDone ? trace.after : trace.before)
    if (!found.has(name))
      await db.script(`CREATE TRIGGER ${quote(name)} ${timing} ${event} ON ${quote(table)} FOR EACH ROW ${statement}`);
  await db.script(`DROP TABLE ${SWAP_TABLE}`);
}

interface Trigger {
  readonly name: string;
  readonly table: string;
  readonly timing: string;
  readonly event: string;
  readonly statement: string;
}

/** What is to be made again, in the living database while its triggers are away. */
interface Trace {
  /** The backup that was being restored. */
  readonly path: string;
  readonly before: readonly Trigger[];
  readonly after: readonly Trigger[];
}

async function writeTrace(db: MigrationDatabase, trace: Trace): Promise<void> {
  await db.script(`DROP TABLE IF EXISTS ${SWAP_TABLE}`);
  await db.script(`CREATE TABLE ${SWAP_TABLE} (triggers LONGTEXT NOT NULL)`);
  await db.query(`INSERT INTO ${SWAP_TABLE} (triggers) VALUES (?)`, [JSON.stringify(trace)]);
}

/** One that has no row was killed before anything was dropped. */
async function readTrace(db: MigrationDatabase): Promise<Trace | null> {
  if (!(await db.tables()).includes(SWAP_TABLE)) return null;
  const [row] = await db.query(`SELECT triggers FROM ${SWAP_TABLE}`);
  return row ? JSON.parse(String(row.triggers)) : { path: '', before: [], after: [] };
}

async function tablesIn(db: MigrationDatabase, name: string): Promise<string[]> {
  const rows = await db.query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE'`,
    [name],
  );
  return rows.map((row) => String(row.name));
}

/** In the order they fire. */
async function triggersIn(db: MigrationDatabase, name: string): Promise<Trigger[]> {
  const rows = await db.query(
    `SELECT trigger_name AS name, event_object_table AS tbl, action_timing AS timing, event_manipulation AS event,
    action_statement AS statement FROM information_schema.triggers WHERE trigger_schema = ? ORDER BY action_order`,
    [name],
  );
  return rows.map(({ name: trigger, tbl, timing, event, statement }) => ({
    name: String(trigger),
    table: String(tbl),
    timing: String(timing),
    event: String(event),
    statement: String(statement),
  }));
}

function move(table: string, from: string, to: string): string {
  return `${quote(from)}.${quote(table)} TO ${quote(to)}.${quote(table)}`;
}

function quote(name: string): string {
  return quoted('mysql', name);
}
