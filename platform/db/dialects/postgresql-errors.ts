import { errorCode } from '#platform/db/error-code.ts';

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const UNIQUE = '23505';
const FOREIGN_KEY = '23503';
const UNDEFINED_TABLE = '42P01';
/** A named statement whose table was altered since ("cached plan must not change result type"). */
const PLAN_CHANGED = '0A000';
const DEADLOCK = '40P01';
const RETRYABLE: ReadonlySet<string> = new Set([
  '40001' /* serialization_failure */,
  DEADLOCK,
  '55P03' /* lock_not_available */,
  PLAN_CHANGED,
]);

export function isPostgresqlUniqueViolation(error: unknown): boolean {
  return errorCode(error) === UNIQUE;
}

export function isPostgresqlForeignKeyViolation(error: unknown): boolean {
  return errorCode(error) === FOREIGN_KEY;
}

export function isPostgresqlRetryable(error: unknown): boolean {
  return RETRYABLE.has(errorCode(error) ?? '');
}

export function isPostgresqlDeadlock(error: unknown): boolean {
  return errorCode(error) === DEADLOCK;
}

export function hasPlanChanged(error: unknown): boolean {
  return errorCode(error) === PLAN_CHANGED;
}

/** The table that a statement names and the database does not have. */
export function postgresqlMissingTable(error: unknown): string | undefined {
  if (errorCode(error) !== UNDEFINED_TABLE || !(error instanceof Error)) return undefined;
  return /relation "(?:\w+\.)?(\w+)"/.exec(error.message)?.[1] ?? '?';
}

export function isPostgresqlUnavailable(error: unknown): boolean {
  const code = errorCode(error);
  // 08: connection, 53: resources, 57P: shutting down, 58: disk.
  if (code !== undefined) return /^(08|53|57P|58)...?$/.test(code);
  // pg's own, without a code.
  return (
    error instanceof Error && /^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message)
  );
}
