import type { Structure } from '#ops/drift/structure.ts';
import type { MigrationDatabase } from '../databases/migration-database.ts';
import type { SavedRow } from '../history.ts';
import type { Observation } from '../verify.ts';

/** The tables beside the others while migrations run on MySQL; none of them is there otherwise. */
export const UNDO_TABLE = '_staka_undo';
const KEPT_ASIDE = /^_staka_(undo|before_\d+|after_\d+)$/;

/** Whether a table holds what migrations that are under way keep in order to put it back. */
export function isKeptAside(table: string): boolean {
  return KEPT_ASIDE.test(table);
}

/** What was there before a run of migrations, written down before its first statement. */
export interface UndoRun {
  readonly direction: 'up' | 'down';
  /** The migrations it is to apply, or to undo, in this order. */
  readonly names: readonly string[];
  /** The backup that was made before. */
  readonly backup: string | null;
  readonly structure: Structure;
  readonly observed: Observation;
  /** What they run, in the same order. */
  readonly scripts: readonly string[];
  /** The tables that its scripts make, under every name they give them. */
  readonly made: readonly string[];
  /** The rows of the history of migrations. */
  readonly history: readonly SavedRow[];
  /** It failed, and is being put back: that is finished before anything else. */
  readonly undoing: boolean;
}

/** Values that a statement takes away, with the tables that hold them as they were and as it left them. */
export interface KeptRows {
  readonly number: number;
  /** The statement: `20261121122654_accounts 12`. */
  readonly of: string;
  readonly table: string;
  /** `table`: it goes. `emptied`: all its rows do. `columns`: some columns go or change. `rows`: rows change, come or go. */
  readonly how: 'table' | 'emptied' | 'columns' | 'rows';
  readonly key: readonly string[];
  /** Those whose values are kept, the key among them. */
  readonly columns: readonly string[];
}

export function beforeTable({ number }: Pick<KeptRows, 'number'>): string {
  return `_staka_before_${number}`;
}

export function afterTable({ number }: Pick<KeptRows, 'number'>): string {
  return `_staka_after_${number}`;
}

const RUN = 0;

/** The run that is under way, or was when its process died; undefined when there is none. */
export async function readUndoRun(db: MigrationDatabase): Promise<UndoRun | undefined> {
  if (!(await db.tables()).includes(UNDO_TABLE)) return undefined;
  const [row] = await db.query(`SELECT content FROM ${UNDO_TABLE} WHERE number = ?`, [RUN]);
  return row && JSON.parse(String(row.content));
}

export async function writeUndoRun(db: MigrationDatabase, run: UndoRun): Promise<void> {
  await db.script(`CREATE TABLE IF NOT EXISTS ${UNDO_TABLE}
    (number INTEGER PRIMARY KEY, content LONGTEXT NOT NULL) DEFAULT CHARACTER SET utf8mb4`);
  await write(db, RUN, run);
}

/** Oldest first. */
export async function readKeptRows(db: MigrationDatabase): Promise<KeptRows[]> {
  const rows = await db.query(`SELECT content FROM ${UNDO_TABLE} WHERE number <> ? ORDER BY number`, [RUN]);
  return rows.map(({ content }) => JSON.parse(String(content)));
}

export async function writeKeptRows(db: MigrationDatabase, kept: KeptRows): Promise<void> {
  await write(db, kept.number, kept);
}

export async function forgetKeptRows(db: MigrationDatabase, { number }: Pick<KeptRows, 'number'>): Promise<void> {
  await db.query(`DELETE FROM ${UNDO_TABLE} WHERE number = ?`, [number]);
}

/** The run is over, well or put back: nothing of it is needed any more. The log itself goes last. */
export async function endUndoRun(db: MigrationDatabase): Promise<void> {
  const aside = (await db.tables()).filter(isKeptAside);
  for (const table of aside.filter((name) => name !== UNDO_TABLE)) await db.script(`DROP TABLE IF EXISTS ${table}`);
  await db.script(`DROP TABLE IF EXISTS ${UNDO_TABLE}`);
}

async function write(db: MigrationDatabase, number: number, content: UndoRun | KeptRows): Promise<void> {
  await db.query(`REPLACE INTO ${UNDO_TABLE} (number, content) VALUES (?, ?)`, [number, JSON.stringify(content)]);
}
