import { errorCode } from '#platform/db/error-code.ts';

// https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html
const UNIQUE = 'ER_DUP_ENTRY';
const NO_SUCH_TABLE = 'ER_NO_SUCH_TABLE';
const DEADLOCK = 'ER_LOCK_DEADLOCK';
const RETRYABLE: ReadonlySet<string> = new Set([DEADLOCK, 'ER_LOCK_WAIT_TIMEOUT']);
const FOREIGN_KEY: ReadonlySet<string> = new Set([
  'ER_NO_REFERENCED_ROW',
  'ER_NO_REFERENCED_ROW_2',
  'ER_ROW_IS_REFERENCED',
  'ER_ROW_IS_REFERENCED_2',
]);
const UNAVAILABLE: ReadonlySet<string> = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ER_CON_COUNT_ERROR',
  'ER_SERVER_SHUTDOWN',
  'ER_DISK_FULL',
  'ER_RECORD_FILE_FULL',
  'ER_OPTION_PREVENTS_STATEMENT',
]);

export function isMysqlUniqueViolation(error: unknown): boolean {
  return errorCode(error) === UNIQUE;
}

export function isMysqlForeignKeyViolation(error: unknown): boolean {
  return FOREIGN_KEY.has(errorCode(error) ?? '');
}

/** InnoDB has undone the whole transaction, and would take what follows for transactions of its own. */
export function isMysqlDeadlock(error: unknown): boolean {
  return errorCode(error) === DEADLOCK;
}

export function isMysqlRetryable(error: unknown): boolean {
  return RETRYABLE.has(errorCode(error) ?? '');
}

/** The table that a statement names and the database does not have. */
export function mysqlMissingTable(error: unknown): string | undefined {
  if (errorCode(error) !== NO_SUCH_TABLE || !(error instanceof Error)) return undefined;
  return /Table '(?:[^'.]+\.)?([^'.]+)'/.exec(error.message)?.[1] ?? '?';
}

export function isMysqlUnavailable(error: unknown): boolean {
  return UNAVAILABLE.has(errorCode(error) ?? '');
}
