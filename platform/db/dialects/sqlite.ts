import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type LimitNode,
  type QueryResult,
  type RawBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import {
  attachCapabilities,
  type Capabilities,
  insertOrSkip,
  insertOrUpdate,
  rank,
} from '#platform/db/capabilities.ts';
import { readsOnly } from '#platform/db/dialects/guarded-driver.ts';
import { type Member, SqliteCommitGroups, TakenBackError } from '#platform/db/dialects/sqlite-commit-groups.ts';
import { SqliteConnection } from '#platform/db/dialects/sqlite-connection.ts';
import { isSqliteForeignKeyViolation, isSqliteUniqueViolation } from '#platform/db/dialects/sqlite-errors.ts';
import { foldText } from '#platform/db/fold-text.ts';
import { assertOutsideTransaction, transactionScope } from '#platform/db/transaction-scope.ts';

export interface SqliteOptions {
  readonly path: string;
  /** Whether transactions that wait share one COMMIT. Off only in the benchmark that shows what it is worth. */
  readonly grouped?: boolean;
}

/** SQLite by `node:sqlite`: one connection that writes, one that reads beside it. */
export function sqliteDialect(options: SqliteOptions): Dialect {
  const capabilities: Capabilities = {
    ...sqliteCapabilities(),
    read: async (query, parameters, how) => driver.reader.select(query, parameters, how),
  };
  const driver = new NodeSqliteDriver(options, capabilities);
  return {
    createAdapter: () => attachCapabilities(new TwoConnectionsAdapter(), capabilities),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new LimitingCompiler(),
  };
}

function sqliteCapabilities(): Capabilities {
  return {
    name: 'sqlite',
    supportsReturning: true,
    isInProcess: true,
    keepsTransactionOrder: true,
    lockRow: (query) => query,
    lockFreeRows: (query) => query,
    containsInsensitive: (column, text) => sql`instr(${folded(column)}, ${foldText(text)}) > 0`,
    folded,
    rank,
    insertIgnore: insertOrSkip,
    upsert: insertOrUpdate,
    isUniqueViolation: isSqliteUniqueViolation,
    isForeignKeyViolation: isSqliteForeignKeyViolation,
    isRetryable: (error) => error instanceof TakenBackError,
  };
}

function folded(column: string): RawBuilder<string> {
  return sql`staka_fold(${sql.ref(column)})`;
}

class NodeSqliteDriver implements Driver {
  readonly #options: SqliteOptions;
  readonly #capabilities: Capabilities;
  #files: SqliteFiles | undefined;

  constructor(options: SqliteOptions, capabilities: Capabilities) {
    this.#options = options;
    this.#capabilities = capabilities;
  }

  get reader(): SqliteConnection {
    if (!this.#files) throw new Error('The database is not open.');
    return this.#files.reader;
  }

  async init(): Promise<void> {
    const { path, grouped = true } = this.#options;
    // Waiting for another process blocks this one: the writer asks again from its queue instead.
    const writer = new SqliteConnection(path, { readOnly: false, busyTimeoutMs: 5_000 });
    writer.database.exec('PRAGMA busy_timeout = 0');
    const reader = new SqliteConnection(path, { readOnly: true, busyTimeoutMs: 5_000 });
    this.#files = { writer, reader, groups: new SqliteCommitGroups(writer, { grouped }) };
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (!this.#files) throw new Error('The database is not open.');
    return new Session(this.#files, this.#capabilities);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    assertOutsideTransaction(this.#capabilities);
    const alone = transactionScope.getStore()?.alone ?? false;
    const session = own(connection);
    session.member = await session.files.groups.begin(alone ? 'alone' : 'transaction');
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const session = own(connection);
    await session.files.groups.commit(session.currentMember);
    session.member = undefined;
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    const session = own(connection);
    session.files.groups.rollback(session.currentMember);
    session.member = undefined;
  }

  async savepoint(connection: DatabaseConnection, name: string): Promise<void> {
    own(connection).control('savepoint', name);
  }

  async rollbackToSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    own(connection).control('rollback to', name);
  }

  async releaseSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    own(connection).control('release', name);
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    await this.#files?.groups.close();
    this.#files?.reader.close();
    this.#files?.writer.close();
  }
}

interface SqliteFiles {
  readonly writer: SqliteConnection;
  readonly reader: SqliteConnection;
  readonly groups: SqliteCommitGroups;
}

class Session implements DatabaseConnection {
  readonly files: SqliteFiles;
  readonly #capabilities: Capabilities;
  member: Member | undefined;

  constructor(files: SqliteFiles, capabilities: Capabilities) {
    this.files = files;
    this.#capabilities = capabilities;
  }

  get currentMember(): Member {
    if (!this.member) throw new Error('No transaction is running on this connection.');
    return this.member;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { groups, reader, writer } = this.files;
    if (this.member) return groups.run(this.member, () => writer.run<R>(query));
    if (readsOnly(query)) return reader.run<R>(query);
    assertOutsideTransaction(this.#capabilities);
    return groups.write(() => writer.run<R>(query));
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    const connection = this.member ? this.files.writer : this.files.reader;
    for (const row of connection.iterate<R>(query)) yield { rows: [row] };
  }

  control(verb: string, name: string): void {
    this.files.groups.run(this.currentMember, () =>
      this.files.writer.execute(`${verb} "${name.replaceAll('"', '""')}"`),
    );
  }
}

class LimitingCompiler extends SqliteQueryCompiler {
  /**
   * SQLite plans with the value of a LIMIT that is a parameter alone, and so compiles the statement anew whenever one
   * is bound (`sqlite3ExprIsInteger`); of a sum it knows nothing before it runs.
   */
  protected override visitLimit(node: LimitNode): void {
    super.visitLimit(node);
    this.append(' + 0');
  }
}

class TwoConnectionsAdapter extends SqliteAdapter {
  // Kysely would otherwise let nobody read while somebody writes.
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

function own(connection: DatabaseConnection): Session {
  if (connection instanceof Session) return connection;
  throw new Error('This connection comes from another driver.');
}
