import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { capabilities, type Db } from '#platform/db/db.ts';
import { formatAuthors, HISTORY_TABLE } from '../history.ts';
import { checksum, type Migration } from '../migration-files.ts';
import { sign } from '../signature.ts';
import { BATCH_OF_DATA } from './define.ts';
import type { LoadedDataMigration } from './load.ts';
import { type DataMark, formatMark, readMark } from './mark.ts';

export interface BatchOf {
  /** The row of the history. */
  id: string;
  migration: Migration;
  definition: LoadedDataMigration;
}

export interface Batch {
  /** `finished`: it was the last one. `over`: another process has done the last one, or the migration was undone. */
  state: 'more' | 'finished' | 'over';
  /** How many rows all batches had so far. */
  rows: number;
}

interface History {
  id: string;
  logs: string | null;
  finished_at: Date | null;
  rolled_back_at: Date | null;
  applied_steps_count: number;
}

type Rows = Record<string, Record<string, unknown>>;

/** Does the next batch, and records it. @param tx the transaction of both */
export async function doBatch(tx: Db, { id, migration, definition }: BatchOf): Promise<Batch> {
  // The tables of its file are not those of the data model's types.
  const rowsTx = tx as unknown as Kysely<Rows>;
  const mark = await lockMark(rowsTx, id);
  if (!mark) return { state: 'over', rows: 0 };
  const size = definition.batch ?? BATCH_OF_DATA;
  const rows = await nextRows(rowsTx, definition, mark).limit(size).execute();
  if (rows.length > 0) await definition.run(rowsTx, rows);
  const done = { ...mark, rows: mark.rows + rows.length, after: keyOf(rows.at(-1), definition) ?? mark.after };
  const isLast = rows.length < size;
  await record(rowsTx, id, isLast ? finished(done, migration) : { logs: formatMark(done) });
  return { state: isLast ? 'finished' : 'more', rows: done.rows };
}

/** How many rows there are to go through. */
export async function countRows(db: Db, { table, only }: LoadedDataMigration): Promise<number> {
  const rows = (db as unknown as Kysely<Rows>).selectFrom(table);
  const { n } = await (only ? only(rows) : rows).select((eb) => eb.fn.countAll().as('n')).executeTakeFirstOrThrow();
  return Number(n);
}

const DEFAULT_KEY = ['id'];

function keyOf(
  row: Record<string, unknown> | undefined,
  { key = DEFAULT_KEY }: LoadedDataMigration,
): DataMark['after'] | undefined {
  return row && key.map((column) => (typeof row[column] === 'number' ? row[column] : String(row[column])));
}

/** The mark, which nobody else moves until the transaction ends; undefined when there is nothing left to do. */
async function lockMark(tx: Kysely<Rows>, id: string): Promise<DataMark | undefined> {
  const lock = isSqlite(tx) ? sql`` : sql` for update`;
  const { rows } = await sql<Pick<History, 'logs' | 'finished_at' | 'rolled_back_at'>>`
    select logs, finished_at, rolled_back_at from ${sql.table(HISTORY_TABLE)} where id = ${id}${lock}`.execute(tx);
  const [row] = rows;
  return row && row.finished_at === null && row.rolled_back_at === null ? readMark(row.logs) : undefined;
}

/** Of the next batch; rows that others hold are not waited for while the batch holds others: it begins anew instead. */
function nextRows(
  tx: Kysely<Rows>,
  { table, key = DEFAULT_KEY, only }: LoadedDataMigration,
  { after }: DataMark,
): SelectQueryBuilder<Rows, string, Record<string, unknown>> {
  const all = tx.selectFrom(table);
  let query = (only ? only(all) : all).selectAll(table);
  for (const column of key) query = query.orderBy(`${table}.${column}`);
  if (after !== null)
    query = query.where((eb) =>
      eb.or(
        key.map((column, position) =>
          eb.and([
            ...key.slice(0, position).map((earlier, index) => eb(`${table}.${earlier}`, '=', after[index])),
            eb(`${table}.${column}`, '>', after[position]),
          ]),
        ),
      ),
    );
  return isSqlite(tx) ? query : query.forUpdate().noWait();
}

async function record(tx: Kysely<Rows>, id: string, values: Partial<History>): Promise<void> {
  const set = Object.entries(values).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update ${sql.table(HISTORY_TABLE)} set ${sql.join(set)} where id = ${id}`.execute(tx);
}

function finished({ rows, backup }: DataMark, { data }: Migration): Partial<History> {
  const logs = formatAuthors({
    applied: sign(),
    undone: null,
    backup,
    data: { rows, checksum: checksum(data?.source ?? '') },
  });
  return { logs, finished_at: new Date(), applied_steps_count: 1 };
}

function isSqlite(tx: Kysely<Rows>): boolean {
  return capabilities(tx as unknown as Db).name === 'sqlite';
}
