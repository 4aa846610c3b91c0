import { setTimeout as wait } from 'node:timers/promises';
import { type Dialect, Kysely, sql } from 'kysely';
import { capabilities } from '#platform/db/capabilities.ts';
import { CodecPlugin } from '#platform/db/codec.ts';
import type { Database } from '#platform/db/database.gen.ts';
import { DatabaseUnreachableError } from '#platform/db/errors.ts';
import { assertOutsideTransaction, type TransactionScope, transactionScope } from '#platform/db/transaction-scope.ts';

export { type Capabilities, capabilities } from '#platform/db/capabilities.ts';
export { DatabaseUnreachableError, isUnavailable, missingTable } from '#platform/db/errors.ts';
export { OutsideTransactionError } from '#platform/db/transaction-scope.ts';

/** A database, or a transaction on it: whoever is handed one need not know which. */
export type Db = Kysely<Database>;

export interface DatabaseOptions {
  /** `file:`, `postgresql:` or `mysql:`. `?schema=` sets PostgreSQL's search path, `?connection_limit=` the pool. */
  readonly url: string;
  /** Give PostgreSQL's statements names. False behind a pooler, that is when DIRECT_URL is set. */
  readonly named?: boolean;
  /** Let SQLite's waiting transactions share a COMMIT. */
  readonly grouped?: boolean;
}

/** Opens the database and asks it something. Throws a `DatabaseUnreachableError` when it does not answer. */
export async function openDatabase(options: DatabaseOptions): Promise<Db> {
  const db = new Kysely<Database>({ dialect: await dialectFor(options), plugins: [new CodecPlugin()] });
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    await db.destroy().catch(() => {});
    throw new DatabaseUnreachableError(options.url, error);
  }
  return db;
}

/** Whether the database answers: resolves when it does. */
export async function ping(db: Db): Promise<void> {
  await sql`select 1`.execute(db);
}

export interface TransactionOptions {
  /** For what is known to take long: a COMMIT of its own and, on SQLite, no limit to how long others wait. */
  readonly alone?: boolean;
}

/**
 * Runs `work` in a transaction: all of it is durable when the promise resolves, nothing of it is left when it
 * rejects. Given a transaction, `work` joins it. It may run several times (a deadlock, a serialization failure, a
 * group that could wait no longer), so that whatever it does elsewhere belongs into `onCommit` or an outbox effect.
 * Inside, everything is written through `tx`; a write through `db` throws an `OutsideTransactionError`.
 */
export async function inTransaction<T>(
  db: Db,
  work: (tx: Db) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  if (db.isTransaction) return work(db);
  const database = capabilities(db);
  assertOutsideTransaction(database);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptTransaction(db, work, options.alone === true || attempt > 1);
    } catch (error) {
      if (attempt === TRANSACTION_ATTEMPTS || !database.isRetryable(error)) throw error;
      await wait(RETRY_MS * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

const TRANSACTION_ATTEMPTS = 6;
const RETRY_MS = 5;

/** Runs `then` once the transaction is durable, in the order of registration; never when it is rolled back. */
export function onCommit(tx: Db, then: () => void): void {
  const hooks = commitHooks.get(tx);
  if (!hooks) throw new Error('onCommit() wants the `tx` that inTransaction() gave.');
  hooks.push(then);
}

const commitHooks = new WeakMap<Db, (() => void)[]>();

async function attemptTransaction<T>(db: Db, work: (tx: Db) => Promise<T>, alone: boolean): Promise<T> {
  const scope: TransactionScope = { database: capabilities(db), alone, state: 'starting' };
  const hooks: (() => void)[] = [];
  const result = await transactionScope.run(scope, async () => {
    try {
      return await db.transaction().execute((tx) => {
        scope.state = 'running';
        commitHooks.set(tx, hooks);
        return work(tx);
      });
    } finally {
      scope.state = 'ended';
    }
  });
  for (const hook of hooks) runHook(hook);
  return result;
}

/** The transaction is durable: a hook that fails must not make it look as if it were not. */
function runHook(hook: () => void): void {
  try {
    hook();
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
  }
}

async function dialectFor({ url, named = true, grouped = true }: DatabaseOptions): Promise<Dialect> {
  const protocol = url.slice(0, url.indexOf(':'));
  switch (protocol) {
    case 'file': {
      const { sqliteDialect } = await import('#platform/db/dialects/sqlite.ts');
      return sqliteDialect({ path: sqlitePath(url), grouped });
    }
    case 'postgres':
    case 'postgresql': {
      const { postgresqlDialect } = await import('#platform/db/dialects/postgresql.ts');
      return postgresqlDialect({ url, named });
    }
    case 'mysql':
    case 'mariadb': {
      const { mysqlDialect } = await import('#platform/db/dialects/mysql.ts');
      return mysqlDialect({ url });
    }
    default:
      throw new Error(`DATABASE_URL begins with "${protocol}:"; it should be file:, postgresql: or mysql:.`);
  }
}

/** `file:data/staka.db`, `file:./data/staka.db`, `file:/var/lib/staka.db` or `file:///var/lib/staka.db`. */
function sqlitePath(url: string): string {
  const path = url.slice('file:'.length).replace(/\?.*$/, '');
  return path.startsWith('//') ? path.slice(2) : path;
}
