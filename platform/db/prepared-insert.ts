import type { CompiledQuery, Insertable } from 'kysely';
import { type Capabilities, capabilities } from '#platform/db/capabilities.ts';
import type { Database } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { jsonText } from '#platform/db/json-text.ts';
import { METADATA, type TableMetadata } from '#platform/db/metadata.gen.ts';
import { newId } from '#platform/ids.ts';

/**
 * An `insert` of one row that nearly every write makes: compiled once a database, then handed to its driver past the
 * query builder, in the transaction it is given. Absent ids and moments are filled as `CodecPlugin` does.
 * @param columns those that every row names; others are the database's own defaults
 */
export function preparedInsert<Table extends keyof Database, Column extends keyof Insertable<Database[Table]> & string>(
  table: Table,
  columns: readonly Column[],
): (tx: Db, row: Pick<Insertable<Database[Table]>, Column>) => Promise<void> {
  const metadata: TableMetadata = METADATA[table];
  const all = [...new Set<string>([...columns, ...metadata.ids, ...metadata.now, ...metadata.updatedAt])];
  const compiled = new WeakMap<Capabilities, CompiledQuery>();
  return async (tx, row) => {
    const database = capabilities(tx);
    const query = compiled.get(database) ?? compileInsert(tx, table, all);
    compiled.set(database, query);
    const values: Readonly<Record<string, unknown>> = row;
    const now = new Date();
    await tx.executeQuery({ ...query, parameters: all.map((column) => encode(metadata, column, values[column], now)) });
  };
}

function compileInsert(db: Db, table: keyof Database, columns: readonly string[]): CompiledQuery {
  // One parameter a column, in their order: what stands in their places is put in for each row.
  const places = Object.fromEntries(columns.map((column) => [column, '']));
  return db
    .insertInto(table)
    .values(places as never)
    .compile();
}

function encode(metadata: TableMetadata, column: string, value: unknown, now: Date): unknown {
  if (value === undefined) return metadata.ids.includes(column) ? newId() : now;
  return value !== null && metadata.json.includes(column) ? jsonText(value) : value;
}
