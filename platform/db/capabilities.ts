import {
  type InsertQueryBuilder,
  type InsertResult,
  type Kysely,
  type RawBuilder,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
  type UpdateObject,
} from 'kysely';
import type { Database } from '#platform/db/database.gen.ts';

type Table = keyof Database;
type Insert<T extends Table> = InsertQueryBuilder<Database, T, InsertResult>;

/** What one database does otherwise than another: everything else is the same SQL on all three. */
export interface Capabilities {
  readonly name: 'sqlite' | 'postgresql' | 'mysql';
  /** MySQL has no RETURNING: read the row again, by the id that was made for it. */
  readonly supportsReturning: boolean;
  /** A question takes no way to a server and back: two small ones may be cheaper than a join. */
  readonly isInProcess: boolean;
  /** Transactions of one process run one after the other, in the order they were begun. */
  readonly keepsTransactionOrder: boolean;

  /** Until the end of the transaction nobody else changes these rows. SQLite has one writer anyway. */
  lockRow<DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>): SelectQueryBuilder<DB, TB, O>;

  /** Locks those of these rows that nobody else has locked, and leaves the others out. */
  lockFreeRows<DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>): SelectQueryBuilder<DB, TB, O>;

  /** Whether the column holds the text, whatever the case and the accents of either. `%` and `_` are letters. */
  containsInsensitive(column: string, text: string): RawBuilder<SqlBool>;

  /** The column's value without accents and capitals, to order by: « Été » comes before « hiver » everywhere. */
  folded(column: string): RawBuilder<string>;

  /** The place of the column's value in the list, to order by: enumerations sort by rank everywhere. */
  rank(column: string, values: readonly string[]): RawBuilder<number>;

  /** Inserts, or does nothing when a unique key is taken. True when it inserted. */
  insertIgnore<T extends Table>(query: Insert<T>): Promise<boolean>;

  /** Inserts, or updates the row that already holds these key columns. */
  upsert<T extends Table>(
    query: Insert<T>,
    key: readonly (keyof Database[T] & string)[],
    updates: UpdateObject<Database, T, T>,
  ): Promise<void>;

  /**
   * Runs a SELECT outside of any transaction, without Kysely; absent where nothing is gained by it.
   * Parameters are encoded and columns decoded as always, but with `isoDates` dates come as RFC 3339 text.
   */
  read?<Row>(sql: string, parameters: readonly unknown[], options: { isoDates: boolean }): Promise<readonly Row[]>;

  /** The connections that are open, those of them that nobody uses, and how many wait for one; absent without a server. */
  pool?(): { readonly open: number; readonly idle: number; readonly waiting: number };

  isUniqueViolation(error: unknown): boolean;
  isForeignKeyViolation(error: unknown): boolean;
  /** The transaction lost against another one, and may be run again. */
  isRetryable(error: unknown): boolean;
}

const attached = new WeakMap<object, Capabilities>();

/** What the database behind this connection or transaction can do. */
export function capabilities(db: Kysely<Database>): Capabilities {
  const found = attached.get(db.getExecutor().adapter);
  if (!found) throw new Error('This database was not opened by openDatabase().');
  return found;
}

/** Kysely makes one adapter a database, and every transaction of it leads there. */
export function attachCapabilities<Adapter extends object>(adapter: Adapter, found: Capabilities): Adapter {
  attached.set(adapter, found);
  return adapter;
}

export function rank(column: string, values: readonly string[]): RawBuilder<number> {
  // Literals: PostgreSQL takes a parameter for text, and text sorts 10 before 2.
  const cases = values.map((value, index) => sql`when ${sql.lit(value)} then ${sql.lit(index)}`);
  return sql<number>`case ${sql.ref(column)} ${sql.join(cases, sql` `)} else ${sql.lit(values.length)} end`;
}

/** `insert … on conflict do nothing`, for the databases that have it. */
export async function insertOrSkip<T extends Table>(query: Insert<T>): Promise<boolean> {
  const result = await query.onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** `insert … on conflict do update`, for the databases that have it. */
export async function insertOrUpdate<T extends Table>(
  query: Insert<T>,
  key: readonly (keyof Database[T] & string)[],
  updates: UpdateObject<Database, T, T>,
): Promise<void> {
  await query.onConflict((conflict) => conflict.columns(key as never).doUpdateSet(updates as never)).execute(); // Kysely cannot follow a table that is a type parameter
}
