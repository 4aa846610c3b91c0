import type { OnlineOptions } from '../changes.ts';
import type { MigrationDatabase } from '../databases/migration-database.ts';
import { forecastMigration } from '../forecast/forecast.ts';
import type { HistoryRow } from '../history.ts';
import type { Migration } from '../migration-files.ts';
import type { RowMark } from './change-rows.ts';
import { onlineErrors } from './errors.ts';
import type { OnlineForm } from './form.ts';
import { readRowMark } from './row-mark.ts';
import type { Patience } from './until-free.ts';

/** How the statements of one migration are done on MySQL while people work. */
export interface OnlineForms {
  /** @throws MIGRATION_NOT_ONLINE */
  of: (index: number) => OnlineForm;
  /** How far a killed attempt had come with the rows of the statement it was at. */
  mark: RowMark | undefined;
  patience: Patience;
}

/** @param row of an attempt that died */
export async function onlineForms(
  db: MigrationDatabase,
  migration: Migration,
  { largeFromRows, patience }: OnlineOptions,
  row: HistoryRow | undefined,
): Promise<OnlineForms> {
  const { statements, forms } = await forecastMigration(db, migration, largeFromRows);
  return {
    of: (index) => {
      const form = forms[index];
      if (form === null) throw onlineErrors.MIGRATION_NOT_ONLINE({ reason: statements[index]?.sql ?? '' });
      return form ?? { kind: 'as-written' };
    },
    mark: readRowMark(row?.logs ?? null),
    patience,
  };
}
