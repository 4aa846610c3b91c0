import {
  type Dialect,
  PostgresAdapter,
  type PostgresCursor,
  PostgresDriver,
  PostgresIntrospector,
  type PostgresPool,
  type PostgresPoolClient,
  PostgresQueryCompiler,
  type PostgresQueryResult,
  type RawBuilder,
  sql,
} from 'kysely';
import pg from 'pg';
import {
  attachCapabilities,
  type Capabilities,
  insertOrSkip,
  insertOrUpdate,
  rank,
} from '#platform/db/capabilities.ts';
import { GuardedDriver } from '#platform/db/dialects/guarded-driver.ts';
import {
  hasPlanChanged,
  isPostgresqlDeadlock,
  isPostgresqlForeignKeyViolation,
  isPostgresqlRetryable,
  isPostgresqlUniqueViolation,
} from '#platform/db/dialects/postgresql-errors.ts';
import { foldText } from '#platform/db/fold-text.ts';

/** So many SQL texts are prepared by name; what comes later runs unnamed. */
const NAMED_STATEMENTS = 500;
const DEFAULT_CONNECTIONS = 10;

export interface PostgresqlOptions {
  readonly url: string;
  /** False behind a pooler that hands each transaction another connection: names would not be known there. */
  readonly named?: boolean;
}

export function postgresqlDialect(options: PostgresqlOptions): Dialect {
  const pool = openPool(options);
  const capabilities: Capabilities = {
    ...postgresqlCapabilities(),
    read: (query, parameters, how) => readWith(pool, query, parameters, how),
    pool: () => pool.counts(),
  };
  return {
    createAdapter: () => attachCapabilities(new PostgresAdapter(), capabilities),
    createDriver: () =>
      new GuardedDriver(new PostgresDriver({ pool }), {
        capabilities,
        undoesTransaction: isPostgresqlDeadlock,
        encode: encodePostgresqlValue,
      }),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

function postgresqlCapabilities(): Capabilities {
  return {
    name: 'postgresql',
    supportsReturning: true,
    isInProcess: false,
    keepsTransactionOrder: false,
    lockRow: (query) => query.forUpdate(),
    lockFreeRows: (query) => query.forUpdate().skipLocked(),
    containsInsensitive: (column, text) => sql`strpos(${folded(column)}, ${foldText(text)}) > 0`,
    folded,
    rank,
    insertIgnore: insertOrSkip,
    upsert: insertOrUpdate,
    isUniqueViolation: isPostgresqlUniqueViolation,
    isForeignKeyViolation: isPostgresqlForeignKeyViolation,
    isRetryable: isPostgresqlRetryable,
  };
}

/** The same folding as foldText(): lower-cased last, since a C locale only knows the letters of ASCII. */
function folded(column: string): RawBuilder<string> {
  return sql`lower(regexp_replace(normalize(${sql.ref(column)}, NFD), ${sql.lit('[\u0300-\u036f]')}, '', 'g'))`;
}

function encodePostgresqlValue(value: unknown): unknown {
  if (value === undefined) return null;
  // Columns are `timestamp(3)` in UTC: left to itself, pg writes dates in the zone of the machine.
  if (value instanceof Date) return value.toISOString();
  return value;
}

const INT8 = 20;
const NUMERIC = 1700;
const TIMESTAMP = 1114;

function typeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (format !== 'binary') {
    if (oid === INT8 || oid === NUMERIC) return Number;
    if (oid === TIMESTAMP) return parseTimestamp;
  }
  return pg.types.getTypeParser(oid, format);
}

function parseTimestamp(text: string): Date {
  return new Date(`${text.replace(' ', 'T')}Z`);
}

/** `2026-11-21 14:32:00.5` is RFC 3339 but for three letters and its last zeros. */
function parseTimestampAsText(text: string): string {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,3})?$/.test(text)) return parseTimestamp(text).toISOString();
  const fraction = text.length === 19 ? '.000' : text.slice(19).padEnd(4, '0');
  return `${text.slice(0, 10)}T${text.slice(11, 19)}${fraction}Z`;
}

const TYPES = typesWith(typeParser);
const TYPES_FOR_SENDING = typesWith((oid, format) =>
  oid === TIMESTAMP && format !== 'binary' ? parseTimestampAsText : typeParser(oid, format),
);

function typesWith(getTypeParser: typeof typeParser): pg.CustomTypesConfig {
  return { getTypeParser: getTypeParser as typeof pg.types.getTypeParser }; // pg's own overloads say the same
}

async function readWith<Row>(
  pool: NamingPool,
  query: string,
  parameters: readonly unknown[],
  { isoDates }: { isoDates: boolean },
): Promise<Row[]> {
  const client = await pool.connect();
  try {
    const types = isoDates ? TYPES_FOR_SENDING : TYPES;
    return (await client.run(query, parameters.map(encodePostgresqlValue), types)).rows;
  } finally {
    client.release();
  }
}

interface NamingPool extends PostgresPool {
  connect(): Promise<NamingClient>;
  counts(): ReturnType<NonNullable<Capabilities['pool']>>;
}

function openPool(options: PostgresqlOptions): NamingPool {
  const url = new URL(options.url);
  const schema = take(url, 'schema');
  const limit = take(url, 'connection_limit');
  take(url, 'pgbouncer');
  const pool = new pg.Pool({
    connectionString: url.href,
    max: limit ? Number(limit) : DEFAULT_CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'staka',
    types: TYPES,
    ...(schema && { options: `-c search_path="${schema.replaceAll(/["\\]/g, '')}"` }),
  });
  // A connection that breaks while idle is replaced; unheard, its error would end the process.
  pool.on('error', () => {});
  return named(pool, options.named === false ? undefined : new StatementNames());
}

/** The pool as Kysely wants it, its statements named by their text. */
function named(pool: pg.Pool, names: StatementNames | undefined): NamingPool {
  const clients = new WeakMap<pg.PoolClient, NamingClient>();
  return {
    options: pool.options,
    connect: async (): Promise<NamingClient> => {
      const client = await pool.connect();
      const known = clients.get(client) ?? new NamingClient(client, names);
      clients.set(client, known);
      return known;
    },
    counts: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    end: () => pool.end(),
  };
}

class NamingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  readonly #names: StatementNames | undefined;

  constructor(client: pg.PoolClient, names: StatementNames | undefined) {
    this.#client = client;
    this.#names = names;
  }

  query<R>(sql: string, parameters: ReadonlyArray<unknown>): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(query: string | PostgresCursor<R>, parameters: ReadonlyArray<unknown> = []): unknown {
    if (typeof query !== 'string') throw new Error('Cursors are not used here.');
    return this.run(query, [...parameters], TYPES);
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy);
  }

  async run(text: string, values: unknown[], types: pg.CustomTypesConfig): Promise<pg.QueryResult> {
    const name = values.length > 0 ? this.#names?.of(text) : undefined;
    try {
      return await this.#client.query(name ? { name, text, values, types } : { text, values, types });
    } catch (error) {
      if (!name || !hasPlanChanged(error)) throw error;
      this.#names?.forget(text);
      if (this.#client.getTransactionStatus() !== 'I') throw error;
      return this.#client.query({ text, values, types });
    }
  }
}

/** One name a text, given the second time it comes: what comes once, such as a list of ids, is not worth one. */
class StatementNames {
  readonly #names = new Map<string, string>();
  readonly #seen = new Set<string>();
  #count = 0;

  of(text: string): string | undefined {
    const name = this.#names.get(text);
    if (name || this.#names.size >= NAMED_STATEMENTS) return name;
    if (this.#seen.delete(text)) return this.#give(text);
    if (this.#seen.size >= NAMED_STATEMENTS) this.#seen.clear();
    this.#seen.add(text);
    return undefined;
  }

  forget(text: string): void {
    this.#names.delete(text);
  }

  #give(text: string): string {
    this.#count += 1;
    const name = `staka_${this.#count}`;
    this.#names.set(text, name);
    return name;
  }
}

function take(url: URL, parameter: string): string | null {
  const value = url.searchParams.get(parameter);
  url.searchParams.delete(parameter);
  return value;
}
