import type { MigrationDatabase } from '../databases/migration-database.ts';
import type { RowMark } from './change-rows.ts';
import type { OnlineForm } from './form.ts';
import { performOnMysql } from './perform-mysql.ts';
import { performOnPostgresql } from './perform-postgresql.ts';
import type { Patience } from './until-free.ts';

/** One statement of a migration that is done statement by statement. */
export interface StatementRun {
  /** An earlier attempt died, and may or may not have done it, or half of it. */
  uncertain: boolean;
  /** Where an earlier attempt at its rows stopped. */
  mark: RowMark | undefined;
  /** Writes down that it is done. */
  record: () => Promise<void>;
  /** Writes down how far it has come with its rows. */
  recordMark: (mark: RowMark) => Promise<void>;
  /** Whether an error says that the attempt that died has done it. */
  isDone?: (error: unknown) => boolean;
  patience: Patience;
}

/** Does a statement so that nobody who works meanwhile waits for more than a moment; whole or not at all. */
export function performStatement(
  db: MigrationDatabase,
  statement: string,
  form: OnlineForm,
  run: StatementRun,
): Promise<void> {
  return (db.provider === 'postgresql' ? performOnPostgresql : performOnMysql)(db, statement, form, run);
}
