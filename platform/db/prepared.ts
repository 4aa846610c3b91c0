import type { CompiledQuery } from 'kysely';
import { type Capabilities, capabilities } from '#platform/db/capabilities.ts';
import type { Db } from '#platform/db/db.ts';

/** A row whose dates are RFC 3339 in UTC, as they leave the house. */
export type WithIsoDates<Row> = {
  readonly [Column in keyof Row]: Row[Column] extends Date
    ? string
    : Row[Column] extends Date | null
      ? string | null
      : Row[Column];
};

/**
 * A SELECT that nearly every request asks: compiled once a database, then handed to its driver with new parameters,
 * past the query builder. In a transaction it runs in that transaction.
 * @param build with any values in the places of the parameters, which are given in the order of their places
 */
export function prepared<Row>(build: Build<Row>): (db: Db, parameters: readonly unknown[]) => Promise<readonly Row[]> {
  return prepare<Row, Row>(build, false);
}

/** The same, for rows that are only read to be sent on: their dates are not made to be written again at once. */
export function preparedForSending<Row>(
  build: Build<Row>,
): (db: Db, parameters: readonly unknown[]) => Promise<readonly WithIsoDates<Row>[]> {
  return prepare<Row, WithIsoDates<Row>>(build, true);
}

type Build<Row> = (db: Db) => { compile(): CompiledQuery<Row> };

function prepare<Row, Result>(build: Build<Row>, isoDates: boolean) {
  const compiled = new WeakMap<Capabilities, CompiledQuery<Row>>();
  return (db: Db, parameters: readonly unknown[]): Promise<readonly Result[]> => {
    const database = capabilities(db);
    const known = compiled.get(database);
    const query = known ?? build(db).compile();
    if (!known) compiled.set(database, query);
    if (database.read && isBare(db)) return database.read<Result>(query.sql, parameters, { isoDates });
    return executed<Row, Result>(db, { ...query, parameters }, isoDates);
  };
}

/** No transaction, and no plugin that wants to see the query but the codec, which has nothing to do with a SELECT. */
function isBare(db: Db): boolean {
  return !db.isTransaction && db.getExecutor().plugins.length === 1;
}

async function executed<Row, Result>(db: Db, query: CompiledQuery<Row>, isoDates: boolean): Promise<readonly Result[]> {
  const { rows } = await db.executeQuery<unknown>(query);
  // Result is Row, or with `isoDates` Row with its dates made text right here.
  return (isoDates ? rows.map(withIsoDates) : rows) as readonly Result[];
}

function withIsoDates(row: unknown): object {
  const entries = Object.entries(row as object); // a row is one
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
  );
}
