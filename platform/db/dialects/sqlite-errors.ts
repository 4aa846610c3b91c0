/** SQLite's primary and extended result codes that the application tells apart: https://sqlite.org/rescode.html */
const BUSY = 5;
const UNAVAILABLE = new Set([
  BUSY,
  6 /* LOCKED */,
  8 /* READONLY */,
  10 /* IOERR */,
  11 /* CORRUPT */,
  13 /* FULL */,
  14 /* CANTOPEN */,
  26 /* NOTADB */,
]);
const UNIQUE = new Set([1555 /* CONSTRAINT_PRIMARYKEY */, 2067 /* CONSTRAINT_UNIQUE */]);
const FOREIGN_KEY = 787;

export function isSqliteBusy(error: unknown): boolean {
  return primaryCode(error) === BUSY;
}

export function isSqliteUnavailable(error: unknown): boolean {
  const code = primaryCode(error);
  return code !== undefined && UNAVAILABLE.has(code);
}

export function isSqliteUniqueViolation(error: unknown): boolean {
  const code = resultCode(error);
  return code !== undefined && UNIQUE.has(code);
}

export function isSqliteForeignKeyViolation(error: unknown): boolean {
  return resultCode(error) === FOREIGN_KEY;
}

/** The table that a statement names and the database does not have. */
export function sqliteMissingTable(error: unknown): string | undefined {
  if (resultCode(error) !== 1 || !(error instanceof Error)) return undefined;
  return /no such table: (?:\w+\.)?(\w+)/.exec(error.message)?.[1];
}

function primaryCode(error: unknown): number | undefined {
  const code = resultCode(error);
  return code === undefined ? undefined : code & 0xff;
}

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}
