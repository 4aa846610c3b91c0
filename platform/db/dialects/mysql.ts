import {
  CompiledQuery,
  type Dialect,
  type InsertQueryBuilder,
  type InsertResult,
  MysqlAdapter,
  MysqlDriver,
  MysqlIntrospector,
  type MysqlPool,
  MysqlQueryCompiler,
  type RawBuilder,
  sql,
} from 'kysely';
import { createPool, type Pool, type PoolOptions, type TypeCastField, type TypeCastNext } from 'mysql2';
import { attachCapabilities, type Capabilities, rank } from '#platform/db/capabilities.ts';
import type { Database } from '#platform/db/database.gen.ts';
import { GuardedDriver } from '#platform/db/dialects/guarded-driver.ts';
import {
  isMysqlDeadlock,
  isMysqlForeignKeyViolation,
  isMysqlRetryable,
  isMysqlUniqueViolation,
} from '#platform/db/dialects/mysql-errors.ts';

const DEFAULT_CONNECTIONS = 10;

/**
 * What every connection starts with. The mode leaves out NO_BACKSLASH_ESCAPES and ANSI_QUOTES, on which the
 * escaping of parameters depends.
 */
const SESSION = [
  `set session time_zone = '+00:00', innodb_lock_wait_timeout = 10, sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`,
  'set session transaction isolation level read committed',
];

/**
 * MySQL and MariaDB by `mysql2`. Statements go as text, their parameters escaped by the driver: as prepared
 * statements MySQL 8 refuses numbers in LIMIT, which the driver sends as floating point.
 */
export function mysqlDialect(options: { readonly url: string }): Dialect {
  let opened: Pool | undefined;
  const capabilities: Capabilities = { ...mysqlCapabilities(), pool: () => countsOf(opened) };
  const open = async () => {
    opened = createPool(poolOptions(options.url));
    return opened as unknown as MysqlPool; // Kysely describes the same pool more narrowly
  };
  return {
    createAdapter: () => attachCapabilities(new MysqlAdapter(), capabilities),
    createDriver: () =>
      new GuardedDriver(
        new MysqlDriver({
          pool: open,
          onCreateConnection: async (connection) => {
            for (const statement of SESSION) await connection.executeQuery(CompiledQuery.raw(statement));
          },
        }),
        { capabilities, undoesTransaction: isMysqlDeadlock, encode: encodeMysqlValue },
      ),
    createIntrospector: (db) => new MysqlIntrospector(db),
    createQueryCompiler: () => new MysqlQueryCompiler(),
  };
}

function mysqlCapabilities(): Capabilities {
  return {
    name: 'mysql',
    supportsReturning: false,
    isInProcess: false,
    keepsTransactionOrder: false,
    lockRow: (query) => query.forUpdate(),
    lockFreeRows: (query) => query.forUpdate().skipLocked(),
    // The collation folds accents and capitals in LIKE, though not in LOCATE.
    containsInsensitive: (column, text) =>
      sql`${folded(column)} like ${`%${text.replaceAll(/[|%_]/g, '|$&')}%`} escape '|'`,
    folded,
    rank,
    insertIgnore,
    upsert: async (query, _key, updates) => {
      await query.onDuplicateKeyUpdate(updates).execute();
    },
    isUniqueViolation: isMysqlUniqueViolation,
    isForeignKeyViolation: isMysqlForeignKeyViolation,
    isRetryable: isMysqlRetryable,
  };
}

/** The driver counts them, and has no name for it of its own. */
function countsOf(pool: Pool | undefined): ReturnType<NonNullable<Capabilities['pool']>> {
  const lengthOf = (name: string) => {
    const queue: unknown = pool && Reflect.get(pool, name);
    return typeof queue === 'object' && queue !== null ? Number(Reflect.get(queue, 'length')) : 0;
  };
  return {
    open: lengthOf('_allConnections'),
    idle: lengthOf('_freeConnections'),
    waiting: lengthOf('_connectionQueue'),
  };
}

function folded(column: string): RawBuilder<string> {
  return sql`${sql.ref(column)} collate utf8mb4_unicode_ci`;
}

/** `insert ignore` would hide wrong values and missing references, too; here a failed insert leaves its transaction whole. */
async function insertIgnore<T extends keyof Database>(
  query: InsertQueryBuilder<Database, T, InsertResult>,
): Promise<boolean> {
  try {
    await query.execute();
    return true;
  } catch (error) {
    if (isMysqlUniqueViolation(error)) return false;
    throw error;
  }
}

/** Everything becomes a string, a number or bytes here: the driver would spread out arrays and objects as SQL. */
function encodeMysqlValue(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value.toISOString().replace('T', ' ').slice(0, -1);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (typeof value === 'object') return JSON.stringify(value);
  return value;
}

function poolOptions(address: string): PoolOptions {
  const url = new URL(address);
  const certificate = url.searchParams.get('sslaccept');
  return {
    host: url.hostname,
    port: url.port ? Number(url.port) : 3306,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    connectionLimit: Number(url.searchParams.get('connection_limit') ?? DEFAULT_CONNECTIONS),
    connectTimeout: 5_000,
    charset: 'UTF8MB4_UNICODE_CI',
    timezone: 'Z',
    typeCast: decodeField,
    ...(certificate && { ssl: { rejectUnauthorized: certificate !== 'accept_invalid_certs' } }),
  };
}

function decodeField(field: TypeCastField, next: TypeCastNext): unknown {
  if (field.type === 'TINY' && field.length === 1) return decodeText(field, (text) => text !== '0');
  // Sums of whole numbers are decimals here.
  if (field.type === 'NEWDECIMAL') return decodeText(field, Number);
  return next();
}

function decodeText<T>(field: TypeCastField, decode: (text: string) => T): T | null {
  const text = field.string();
  return text === null ? null : decode(text);
}
