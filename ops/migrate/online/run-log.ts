import type { MigrationDatabase } from '../databases/migration-database.ts';
import { UNDO_TABLE, type UndoRun } from '../undo/undo-log.ts';

/** As on MySQL, with one entry: what was there before the run that is under way on PostgreSQL. */
const RUN = 0;

export async function hasUnfinishedRun(db: MigrationDatabase): Promise<boolean> {
  return db.provider === 'postgresql' && (await db.tables()).includes(UNDO_TABLE);
}

/** The run that a killed process left; undefined where there is none. */
export async function readRun(db: MigrationDatabase): Promise<UndoRun | undefined> {
  if (!(await hasUnfinishedRun(db))) return undefined;
  const [row] = await db.query(`SELECT content FROM ${UNDO_TABLE} WHERE number = ?`, [RUN]);
  return row && JSON.parse(String(row.content));
}

export async function writeRun(db: MigrationDatabase, run: UndoRun): Promise<void> {
  await db.script(`CREATE TABLE IF NOT EXISTS ${UNDO_TABLE} (number INTEGER PRIMARY KEY, content TEXT NOT NULL)`);
  await db.query(
    `INSERT INTO ${UNDO_TABLE} (number, content) VALUES (?, ?) ON CONFLICT (number) DO UPDATE SET content = excluded.content`,
    [RUN, JSON.stringify(run)],
  );
}

export async function endRun(db: MigrationDatabase): Promise<void> {
  await db.script(`DROP TABLE IF EXISTS ${UNDO_TABLE}`);
}
