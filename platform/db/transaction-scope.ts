import { AsyncLocalStorage } from 'node:async_hooks';
import type { Capabilities } from '#platform/db/capabilities.ts';

/** The transaction that the running code was called from. */
export interface TransactionScope {
  /** The capabilities object is made once a database, and so stands for it. */
  readonly database: Capabilities;
  /** Commit with nobody else, and hold the write lock as long as it takes. */
  readonly alone: boolean;
  state: 'starting' | 'running' | 'ended';
}

export const transactionScope = new AsyncLocalStorage<TransactionScope>();

/** Writing past the running transaction: it would wait for itself on SQLite, and escape the rollback elsewhere. */
export class OutsideTransactionError extends Error {
  readonly code = 'DATABASE_OUTSIDE_TRANSACTION';

  constructor() {
    super(
      'This write goes through `db` while a transaction on the same database is running: on SQLite it would wait for ' +
        'itself for ever, and elsewhere it would not be undone with the transaction. Pass `tx` on to whatever writes here.',
    );
    this.name = 'OutsideTransactionError';
  }
}

/** Throws when the code that calls it runs inside a transaction on this database. */
export function assertOutsideTransaction(database: Capabilities): void {
  const scope = transactionScope.getStore();
  if (scope?.database === database && scope.state === 'running') throw new OutsideTransactionError();
}
