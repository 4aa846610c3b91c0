import type { MigrationDatabase } from '../databases/migration-database.ts';
import { authorsOf, type HistoryRow, readHistory } from '../history.ts';
import { checksum, hasChecksum, type Migration } from '../migration-files.ts';

/** How far a data migration has come, kept in the `logs` of its row, whose SQL is done. */
export interface DataMark {
  /** The key of the last row of the last batch; null before the first. */
  after: (string | number)[] | null;
  /** How many rows the batches had. */
  rows: number;
  /** The backup that was made before the SQL; null where there was none. */
  backup: string | null;
}

/** SHA-256 of nothing: what `beginsAsDone` expects of a row without a step. */
const NO_STEP = checksum('');

export function formatMark(mark: DataMark): string {
  return JSON.stringify({ staka: { direction: 'up', done: NO_STEP, data: mark } });
}

/** Undefined where the SQL is not done yet, or the rows are done as well. */
export function readMark(logs: string | null): DataMark | undefined {
  if (!logs?.startsWith('{"staka":')) return undefined;
  const { after = null, rows = 0, backup = null } = JSON.parse(logs).staka.data ?? {};
  return logs.includes('"data":') ? { after, rows, backup } : undefined;
}

/** Whether the rows wait of a migration whose SQL is done, by us or by Prisma, which knows nothing of them. */
export function awaitsData({ logs, finished, rolledBack }: HistoryRow, { data }: Pick<Migration, 'data'>): boolean {
  if (data === undefined || rolledBack) return false;
  return finished ? !logs?.startsWith('{"history":') : readMark(logs) !== undefined;
}

/** Whether the file has changed since its rows were done. */
export function isDataEdited(row: HistoryRow, { data }: Pick<Migration, 'data'>): boolean {
  const done = row.finished ? authorsOf(row).data : null;
  return data !== undefined && done !== null && !hasChecksum(data.source, done.checksum);
}

/** A migration as far as it is still to be done: without its SQL where only its rows wait. */
export function leftToDo(history: readonly HistoryRow[], migration: Migration): Migration {
  const row = history.findLast(({ name, rolledBack }) => name === migration.name && !rolledBack);
  return row && awaitsData(row, migration) ? { ...migration, up: '' } : migration;
}

/** The row of the oldest migration whose SQL is done and whose rows wait, with its migration. */
export async function nextData(
  db: MigrationDatabase,
  migrations: readonly Migration[],
): Promise<{ row: HistoryRow; migration: Migration } | undefined> {
  const history = await readHistory(db);
  for (const migration of migrations) {
    const row = history.findLast(({ name, rolledBack }) => name === migration.name && !rolledBack);
    if (row && awaitsData(row, migration)) return { row, migration };
  }
  return undefined;
}
