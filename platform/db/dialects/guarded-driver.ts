import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely';
import type { Capabilities } from '#platform/db/capabilities.ts';
import { assertOutsideTransaction } from '#platform/db/transaction-scope.ts';

export interface GuardedDriverOptions {
  readonly capabilities: Capabilities;
  /** True of an error after which the server has undone the whole transaction by itself. */
  readonly undoesTransaction: (error: unknown) => boolean;
  readonly encode?: (value: unknown) => unknown;
}

/**
 * A driver of Kysely's with our rules on top: no write past the running transaction, and nothing more in a
 * transaction that the server has already undone (MySQL would go on and commit the rest).
 */
export class GuardedDriver implements Driver {
  readonly #driver: Driver;
  readonly #options: GuardedDriverOptions;
  readonly #guarded = new WeakMap<DatabaseConnection, GuardedConnection>();

  constructor(driver: Driver, options: GuardedDriverOptions) {
    this.#driver = driver;
    this.#options = options;
  }

  init(): Promise<void> {
    return this.#driver.init();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await this.#driver.acquireConnection();
    const guarded = this.#guarded.get(connection) ?? new GuardedConnection(connection, this.#options);
    this.#guarded.set(connection, guarded);
    return guarded;
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    assertOutsideTransaction(this.#options.capabilities);
    const guarded = own(connection);
    await this.#driver.beginTransaction(guarded.inner, settings);
    guarded.begin();
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const guarded = own(connection);
    guarded.assertAlive();
    await this.#driver.commitTransaction(guarded.inner);
    guarded.end();
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    const guarded = own(connection);
    guarded.end();
    await this.#driver.rollbackTransaction(guarded.inner);
  }

  async savepoint(connection: DatabaseConnection, name: string, compile: Compile): Promise<void> {
    await this.#driver.savepoint?.(own(connection).inner, name, compile);
  }

  async rollbackToSavepoint(connection: DatabaseConnection, name: string, compile: Compile): Promise<void> {
    await this.#driver.rollbackToSavepoint?.(own(connection).inner, name, compile);
  }

  async releaseSavepoint(connection: DatabaseConnection, name: string, compile: Compile): Promise<void> {
    await this.#driver.releaseSavepoint?.(own(connection).inner, name, compile);
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    const guarded = own(connection);
    guarded.end();
    return this.#driver.releaseConnection(guarded.inner);
  }

  destroy(): Promise<void> {
    return this.#driver.destroy();
  }
}

const STATEMENT_ATTEMPTS = 5;

type Compile = Parameters<NonNullable<Driver['savepoint']>>[2];

class GuardedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  readonly #options: GuardedDriverOptions;
  #inTransaction = false;
  #lost: unknown;

  constructor(inner: DatabaseConnection, options: GuardedDriverOptions) {
    this.inner = inner;
    this.#options = options;
  }

  begin(): void {
    this.#inTransaction = true;
    this.#lost = undefined;
  }

  end(): void {
    this.#inTransaction = false;
    this.#lost = undefined;
  }

  assertAlive(): void {
    if (this.#lost) throw this.#lost;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    this.assertAlive();
    if (!this.#inTransaction && !readsOnly(query)) assertOutsideTransaction(this.#options.capabilities);
    const { encode } = this.#options;
    const encoded = encode ? { ...query, parameters: query.parameters.map(encode) } : query;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.inner.executeQuery<R>(encoded);
      } catch (error) {
        if (!this.#options.undoesTransaction(error)) throw error;
        if (this.#inTransaction) this.#lost = error;
        // A statement on its own is its whole transaction: undone, it may be sent again.
        if (this.#inTransaction || attempt === STATEMENT_ATTEMPTS) throw error;
      }
    }
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery<R>(query, chunkSize);
  }
}

/** A SELECT, built or written by hand. */
export function readsOnly(query: CompiledQuery): boolean {
  if (query.query.kind === 'SelectQueryNode') return true;
  return query.query.kind === 'RawNode' && /^\s*select\b/i.test(query.sql);
}

function own(connection: DatabaseConnection): GuardedConnection {
  if (connection instanceof GuardedConnection) return connection;
  throw new Error('This connection comes from another driver.');
}
