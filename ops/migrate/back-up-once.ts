import { countRows } from './count-rows.ts';
import { migrationErrors } from './errors.ts';
import { reasonOf } from './reason-of.ts';
import type { MigrateOptions, MigrationSession } from './session.ts';

/**
 * The backup before the first change, by whatever the caller gave; null of a database that has no row, and where the
 * caller wants none.
 *
 * @throws MIGRATION_NOT_BACKED_UP
 */
export function backUpOnce(
  { db }: MigrationSession,
  { backUp }: Pick<MigrateOptions, 'backUp'>,
): () => Promise<string | null> {
  let made: string | null = null;
  return async () => {
    if (backUp === undefined || made !== null) return made;
    const rows = Object.values(await countRows(db)).reduce((sum, count) => sum + count, 0);
    if (rows === 0) return null;
    try {
      made = await backUp();
      return made;
    } catch (error) {
      throw migrationErrors.MIGRATION_NOT_BACKED_UP({ reason: reasonOf(error) }, { cause: error });
    }
  };
}
