import type { Provider } from '#prisma/generate/providers.ts';

export type SqlValue = string | number | Date | null;

/** A connection of its own to the database that migrates; nothing of Prisma or Kysely is in it. */
export interface MigrationDatabase {
  readonly provider: Provider;
  /** Whether changes of the schema are undone with their transaction. MySQL commits each at once. */
  readonly transactional: boolean;
  /** One statement, with `?` where its values go. */
  query(sql: string, values?: readonly SqlValue[]): Promise<Record<string, unknown>[]>;
  /** Several statements; on MySQL exactly one. */
  script(sql: string): Promise<void>;
  /** The tables there are, `_prisma_migrations` among them. */
  tables(): Promise<string[]>;
  /**
   * Takes the lock that only one process may hold, runs the work and lets go; where the database can, in one
   * transaction. The lock belongs to the connection: the database frees it when the process dies.
   *
   * @param acquire tries until `attempt` says true; see `wait-for-lock.ts`.
   */
  exclusively<T>(acquire: AcquireLock, work: () => Promise<T>): Promise<T>;
  /** Holds the same lock while the work runs, and opens no transaction: each statement is one by itself. */
  alone<T>(acquire: AcquireLock, work: () => Promise<T>): Promise<T>;
  /** A second connection to the same place; whoever asks for it closes it. */
  another(): Promise<MigrationDatabase>;
  close(): Promise<void>;
}

export type AcquireLock = (attempt: () => Promise<boolean>) => Promise<void>;
