import type { Kysely, SelectQueryBuilder } from 'kysely';

/** How many rows a batch has unless told: some tens of milliseconds. */
export const BATCH_OF_DATA = 500;

/**
 * Rows that are changed by a program, batch by batch, once, in the order of the migrations.
 *
 * @template Tables the tables it touches, with their columns as they are then: later versions may know others
 * @template Name of the one that is gone through
 */
export interface DataMigration<Tables extends object, Name extends keyof Tables & string = keyof Tables & string> {
  /** Its rows are gone through in the order of their key. */
  readonly table: Name;
  /** The columns of its primary key, texts or numbers; `['id']` unless told. */
  readonly key?: readonly (keyof Tables[Name] & string)[];
  /** How many rows a batch has; 500 unless told. The fewer, the shorter others wait for one of them. */
  readonly batch?: number;
  /** Leaves out rows that need nothing: `(rows) => rows.where('locale', 'is', null)`. */
  readonly only?: (
    rows: SelectQueryBuilder<Tables, Name, Record<never, never>>,
  ) => SelectQueryBuilder<Tables, Name, Record<never, never>>;
  /**
   * Changes one batch, in a transaction that also records that the batch is done: it is done once, whatever is killed
   * when. The transaction may be tried several times, so that `run` touches nothing but `tx`.
   *
   * @param rows whole, and locked until the transaction ends
   */
  readonly run: (tx: Kysely<Tables>, rows: readonly Tables[Name][]) => Promise<void>;
}

/** @example `export const dataMigration = defineDataMigration<{ users: { id: string; nom: string } }>({ table: 'users', … })` */
export function defineDataMigration<Tables extends object, Name extends keyof Tables & string = keyof Tables & string>(
  migration: DataMigration<Tables, Name>,
): DataMigration<Tables, Name> {
  return migration;
}
