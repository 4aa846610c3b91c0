import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { CompiledQuery, QueryResult } from 'kysely';
import { readerCacheBytes } from '#platform/db/dialects/sqlite-cache.ts';
import { foldText } from '#platform/db/fold-text.ts';

/** How many prepared statements a connection keeps, the least recently used going first. */
const STATEMENT_CACHE_SIZE = 500;

/** What the write-ahead log shrinks back to after a large transaction. */
const WAL_BYTES = 64 * 1024 * 1024;

type Decode = (value: unknown) => unknown;

interface Column {
  readonly name: string;
  readonly decode: Decode | undefined;
  /** For who wants its dates as text. */
  readonly decodeForSending: Decode | undefined;
}

interface Prepared {
  readonly statement: StatementSync;
  /** Of what it returns; none for a statement that returns no rows. */
  readonly columns: readonly Column[];
  /** What makes a row of its values; compiled when a statement that is run again and again first asks for it. */
  readonly rowReader: (decoder: Decoder) => RowReader;
}

type Decoder = 'decode' | 'decodeForSending';
type RowReader = (values: unknown) => unknown;

/** One connection to an SQLite file: prepares each SQL text once, and decodes by the declared type of each column. */
export class SqliteConnection {
  readonly database: DatabaseSync;
  readonly #statements = new Map<string, Prepared>();

  constructor(path: string, options: { readOnly: boolean; busyTimeoutMs: number }) {
    this.database = new DatabaseSync(path, {
      readOnly: options.readOnly,
      enableForeignKeyConstraints: true,
      timeout: options.busyTimeoutMs,
    });
    // WAL lets reads go on beside a write; FULL makes every commit reach the disk before it is acknowledged.
    if (!options.readOnly) {
      this.database.exec(
        `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = ${WAL_BYTES}`,
      );
    } else {
      this.database.exec(`PRAGMA cache_size = -${Math.ceil(readerCacheBytes(path) / 1024)}`);
    }
    this.database.function('staka_fold', { deterministic: true }, (text) =>
      typeof text === 'string' ? foldText(text) : null,
    );
  }

  run<R>(query: CompiledQuery): QueryResult<R> {
    const prepared = this.#prepare(query.sql);
    const parameters = query.parameters.map(encodeSqliteValue);
    if (prepared.columns.length === 0) {
      const { changes, lastInsertRowid } = prepared.statement.run(...parameters);
      return { insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes), rows: [] };
    }
    const rows = prepared.statement.all(...parameters);
    const { columns } = this.#asItIsNow(query.sql, prepared, rows[0]);
    return { numAffectedRows: BigInt(rows.length), rows: rows.map((row) => decodeRow<R>(columns, row)) };
  }

  /** Rows of a SELECT of ours that is asked again and again; with `isoDates` dates are RFC 3339 text. */
  select<R>(sql: string, parameters: readonly unknown[], { isoDates }: { isoDates: boolean }): R[] {
    const prepared = this.#prepare(sql);
    const rows: unknown[] = prepared.statement.all(...parameters.map(encodeSqliteValue));
    const { rowReader } = this.#asItIsNow(sql, prepared, rows[0]);
    return rows.map(rowReader(isoDates ? 'decodeForSending' : 'decode')) as R[]; // as in decodeRow
  }

  /** Row by row, by a statement of its own, so that the same query may run meanwhile. */
  *iterate<R>(query: CompiledQuery): Generator<R> {
    const prepared = describe(this.database.prepare(query.sql));
    for (const row of prepared.statement.iterate(...query.parameters.map(encodeSqliteValue))) {
      yield decodeRow<R>(prepared.columns, row);
    }
  }

  execute(sql: string): void {
    this.#prepare(sql).statement.run();
  }

  get inTransaction(): boolean {
    return this.database.isTransaction;
  }

  close(): void {
    this.#statements.clear();
    if (this.database.isOpen) this.database.close();
  }

  #prepare(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known) {
      this.#statements.delete(sql);
      this.#statements.set(sql, known);
      return known;
    }
    const prepared = describe(this.database.prepare(sql));
    this.#statements.set(sql, prepared);
    if (this.#statements.size > STATEMENT_CACHE_SIZE) this.#forgetOldest();
    return prepared;
  }

  /** A table that lost or got columns since has SQLite compile a statement that asks for all of them anew, unsaid. */
  #asItIsNow(sql: string, prepared: Prepared, row: unknown): Prepared {
    if (row === undefined || (row as unknown[]).length === prepared.columns.length) return prepared;
    const now = describe(prepared.statement);
    this.#statements.set(sql, now);
    return now;
  }

  #forgetOldest(): void {
    for (const [oldest] of this.#statements) {
      this.#statements.delete(oldest);
      return;
    }
  }
}

/** What JavaScript holds, as SQLite stores it; dates as Prisma's adapter writes them, so that both read both. */
export function encodeSqliteValue(value: unknown): SQLInputValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.toISOString().replace('Z', '+00:00');
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Uint8Array) return value;
  return JSON.stringify(value);
}

/** From the array the statement gives: faster than node:sqlite's objects, and with the prototype of any other. */
function decodeRow<R>(columns: readonly Column[], values: unknown): R {
  const row: Record<string, unknown> = {};
  for (let index = 0; index < columns.length; index += 1) {
    const { name, decode } = columns[index] as Column; // the index is below the length
    const value = (values as unknown[])[index]; // setReturnArrays() is not in the types
    row[name] = decode && value !== null ? decode(value) : value;
  }
  return row as R; // Kysely's types say what the SQL it compiled returns
}

/**
 * The same, written out for these columns and compiled: every row of a statement has one shape, and what reads it is
 * three times as quick. Of the names of columns, which our own statements say, nothing but text gets into the program.
 */
function compileRowReader(columns: readonly Column[], decoder: Decoder): RowReader {
  const fields = columns.map((column, index) => {
    const value = `values[${index}]`;
    const read = column[decoder] ? `${value} === null ? null : decoders[${index}](${value})` : value;
    return `${JSON.stringify(column.name)}: ${read}`;
  });
  const build = new Function('decoders', `return (values) => ({ ${fields.join(', ')} });`);
  return build(columns.map((column) => column[decoder]));
}

function describe(statement: StatementSync): Prepared {
  statement.setReturnArrays(true);
  const columns = statement.columns().map(({ name, type }) => {
    const decode = type === null ? undefined : DECODERS[type];
    return { name, decode, decodeForSending: decode === decodeDate ? decodeIsoDate : decode };
  });
  const readers: Partial<Record<Decoder, RowReader>> = {};
  const rowReader = (decoder: Decoder) => {
    const reader = readers[decoder] ?? compileRowReader(columns, decoder);
    readers[decoder] = reader;
    return reader;
  };
  return { statement, columns, rowReader };
}

const DECODERS: Record<string, Decode | undefined> = {
  DATETIME: decodeDate,
  BOOLEAN: (value) => value !== 0,
  JSON: (value) => JSON.parse(String(value)),
  JSONB: (value) => JSON.parse(String(value)),
};

/** ISO 8601 as we and Prisma write it, `CURRENT_TIMESTAMP`'s text without a zone (UTC), or milliseconds. */
function decodeDate(value: unknown): Date {
  if (typeof value === 'number') return new Date(value);
  const text = String(value);
  return new Date(text.length === 19 ? `${text.replace(' ', 'T')}Z` : text);
}

/** What is written as ISO 8601 in UTC needs no Date to be read. */
function decodeIsoDate(value: unknown): string {
  if (typeof value === 'string' && value.length === 29 && value.endsWith('+00:00')) return `${value.slice(0, 23)}Z`;
  return decodeDate(value).toISOString();
}
