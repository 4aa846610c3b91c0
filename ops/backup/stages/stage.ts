import { providerOf } from '#ops/migrate/databases/open-database.ts';

/**
 * A database beside the living one, of the same kind and at the same server. A restore fills it and believes it while
 * nobody notices; then it takes the place of the living one, at once.
 */
export interface Stage {
  readonly url: string;
  /**
   * Puts the tables of the stage in the place of those that are named, and of all that migrations have made. Other
   * tables of the living database stay. Whoever dies meanwhile leaves the old state or the new one; on MySQL also the
   * trace of a swap, for as long as a few statements take: its triggers do not move with their tables.
   *
   * @param tables those of the backup
   * @param reached told how far it has come
   */
  takePlace(tables: readonly string[], reached: (moment: SwapMoment) => void): Promise<void>;
  /** Drops what is left of it, whether it has taken its place or not. */
  remove(): Promise<void>;
}

/** The steps of taking a place, of which a test may kill each. */
export type SwapMoment = 'swapping' | 'without-triggers' | 'cleared' | 'moved' | 'swapped';

/**
 * Makes the stage, after removing what a killed restore has left of its own. Runs while nobody else restores. Null where
 * the database does not let this user make one: then there is only the living one to write into.
 *
 * @param path the backup that is restored, to be named where only the same command ends what was killed
 */
export async function openStage(url: string, path: string): Promise<Stage | null> {
  switch (providerOf(url)) {
    case 'sqlite':
      return (await import('./sqlite.ts')).openSqliteStage(url);
    case 'postgresql':
      return (await import('./postgresql.ts')).openPostgresqlStage(url);
    case 'mysql':
      return (await import('./mysql.ts')).openMysqlStage(url, path);
  }
}
