import { isMysqlUnavailable, mysqlMissingTable } from '#platform/db/dialects/mysql-errors.ts';
import { isPostgresqlUnavailable, postgresqlMissingTable } from '#platform/db/dialects/postgresql-errors.ts';
import { isSqliteUnavailable, sqliteMissingTable } from '#platform/db/dialects/sqlite-errors.ts';
import { errorCode } from '#platform/db/error-code.ts';

/** The database does not answer. Says where it was looked for, without its password, and what the driver said. */
export class DatabaseUnreachableError extends Error {
  readonly code = 'DATABASE_UNREACHABLE';
  readonly address: string;
  readonly reason: string;

  constructor(url: string, cause: unknown) {
    const address = withoutPassword(url);
    const reason = reasonOf(cause);
    super(`The database ${address} cannot be reached: ${reason}`, { cause });
    this.name = 'DatabaseUnreachableError';
    this.address = address;
    this.reason = reason;
  }
}

/** The database cannot be reached, or cannot write: the same request may succeed later. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnreachableError || NETWORK_ERRORS.has(errorCode(error) ?? '')) return true;
  return isSqliteUnavailable(error) || isPostgresqlUnavailable(error) || isMysqlUnavailable(error);
}

/** The table without which this could not be done; undefined when that is not what is wrong. */
export function missingTable(error: unknown): string | undefined {
  return sqliteMissingTable(error) ?? postgresqlMissingTable(error) ?? mysqlMissingTable(error);
}

/** What the system answers when nobody is at the other end. */
const NETWORK_ERRORS: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);

function withoutPassword(url: string): string {
  if (url.startsWith('file:')) return url;
  try {
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname}`;
  } catch {
    return url.slice(0, url.indexOf(':') + 1);
  }
}

/** A refused connection is often several refusals, one an address, and says nothing itself. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0]);
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
