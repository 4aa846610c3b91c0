import { constants, DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { METADATA } from '#platform/db/metadata.gen.ts';
import { isHidden } from '../hidden.ts';
import { LIMITS, plain, type ReadResult, type ReadStatement, weight } from '../reader.ts';

/**
 * A process of its own, because SQLite answers in the thread that asks: a statement that never ends is ended with it.
 * It holds nothing but this one connection, which reads.
 */
const MEMORY_BYTES = 256 * 1024 * 1024;
/** What describes the tables, and what takes JSON apart. */
const SCHEMA_TABLES = new Set(['sqlite_master', 'sqlite_schema', 'json_each', 'json_tree']);
/** Those that reach into memory, or load programs. */
const DANGEROUS = new Set([
  'load_extension',
  'fts3_tokenizer',
  'fts5',
  'fts5_expr',
  'rbu_tmp_insert',
  'sqlite_rename_table',
]);

export interface ChildAnswer {
  readonly result?: ReadResult;
  readonly error?: string;
}

function open(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: true, allowExtension: false, timeout: 2_000 });
  database.exec(`PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;
    PRAGMA hard_heap_limit = ${MEMORY_BYTES}`);
  database.setAuthorizer(authorize);
  return database;
}

/** Everything is denied but reading the tables of Staka; of what is hidden, NULL is read (sqlite.org/c3ref/set_authorizer). */
function authorize(action: number, first: string | null, second: string | null): number {
  switch (action) {
    case constants.SQLITE_SELECT:
    case constants.SQLITE_RECURSIVE:
      return constants.SQLITE_OK;
    case constants.SQLITE_FUNCTION:
      return DANGEROUS.has((second ?? '').toLowerCase()) ? constants.SQLITE_DENY : constants.SQLITE_OK;
    case constants.SQLITE_READ:
      return authorizeRead((first ?? '').toLowerCase(), second ?? '');
    default:
      return constants.SQLITE_DENY;
  }
}

function authorizeRead(table: string, column: string): number {
  // Without a column, as in count(*), and by the name of a part of the statement: nothing is read of it.
  if (column === '' || SCHEMA_TABLES.has(table)) return constants.SQLITE_OK;
  if (!Object.hasOwn(METADATA, table)) return constants.SQLITE_DENY;
  return isHidden(table, column) ? constants.SQLITE_IGNORE : constants.SQLITE_OK;
}

function run(database: DatabaseSync, { sql, parameters = [] }: ReadStatement): ReadResult {
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  const columns = statement.columns().map(({ name }) => name);
  const rows: Record<string, unknown>[] = [];
  let bytes = 0;
  // Numbers, texts and null: what browse.ts makes of the filters.
  for (const row of statement.iterate(...(parameters as (string | number | null)[]))) {
    if (rows.length === LIMITS.rows || bytes > LIMITS.bytes) return { columns, rows, truncated: true };
    const copy = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));
    bytes += weight(copy);
    rows.push(copy);
  }
  return { columns, rows, truncated: false };
}

function answer(database: DatabaseSync, statement: ReadStatement): ChildAnswer {
  try {
    return { result: run(database, statement) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** A server that was killed can end nothing any more, and a statement that never ends hears of nothing: a thread looks after both. */
const WATCH = `const parent = process.ppid;
setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 1000)`;

new Worker(WATCH, { eval: true });
const database = open(process.argv[2] ?? '');
process.on('message', (statement: ReadStatement) => process.send?.(answer(database, statement)));
process.on('disconnect', () => process.exit());
