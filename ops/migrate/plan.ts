import { dataMigrationErrors } from './data/errors.ts';
import { awaitsData, isDataEdited } from './data/mark.ts';
import { migrationErrors } from './errors.ts';
import type { HistoryRow } from './history.ts';
import { hasChecksum, type Migration } from './migration-files.ts';
import { beginsAsDone, readProgress } from './resumable-script.ts';

/** The row that says a migration is applied or under way. */
export function activeRow(history: HistoryRow[], name: string): HistoryRow | undefined {
  return history.findLast((row) => row.name === name && !row.rolledBack);
}

/** Its SQL is done, and its rows where it has a data migration. */
export function isApplied(history: HistoryRow[], migration: Migration): boolean {
  const row = activeRow(history, migration.name);
  return row?.finished === true && !awaitsData(row, migration);
}

/**
 * Refuses to go on from a history that does not agree with the migrations.
 * @throws MIGRATION_EDITED, MIGRATION_FAILED_ELSEWHERE
 */
export function checkHistory(history: HistoryRow[], migrations: Migration[]): void {
  for (const migration of migrations) {
    const row = activeRow(history, migration.name);
    if (!row) continue;
    const progress = row.finished ? undefined : readProgress(row);
    if (!row.finished && !progress) throw migrationErrors.MIGRATION_FAILED_ELSEWHERE({ name: row.name });
    const unchanged = progress?.direction === 'up' ? beginsAsDone : isAsRecorded;
    if (!unchanged(migration.up, row)) throw migrationErrors.MIGRATION_EDITED({ name: row.name });
    if (isDataEdited(row, migration)) throw dataMigrationErrors.DATA_MIGRATION_EDITED({ name: row.name });
  }
}

function isAsRecorded(script: string, row: HistoryRow): boolean {
  return hasChecksum(script, row.checksum);
}
