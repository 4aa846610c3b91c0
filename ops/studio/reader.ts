/** A SELECT with its parameters, as the database's own driver takes them. */
export interface ReadStatement {
  readonly sql: string;
  readonly parameters?: readonly unknown[];
}

export interface ReadResult {
  readonly columns: readonly string[];
  /** Values as JSON can say them: bytes in hexadecimal, whole numbers beyond 2⁵³ as text. */
  readonly rows: readonly Record<string, unknown>[];
  /** There would be more. */
  readonly truncated: boolean;
}

/**
 * Reads as somebody who may read nothing else: the database itself keeps the hidden columns back, whatever the
 * statement, and changes nothing for it.
 */
export interface StudioReader {
  /** @throws STUDIO_QUERY_FAILED, STUDIO_QUERY_TOO_LONG */
  run(statement: ReadStatement): Promise<ReadResult>;
  close(): Promise<void>;
}

/** Why there is none, and what somebody with more rights may run so that there is. */
export interface NoReader {
  readonly statements: readonly string[];
}

/** What one statement may take. */
export const LIMITS = { rows: 1_000, bytes: 16 * 1024 * 1024, milliseconds: 10_000 } as const;

/** A value as JSON can say it. */
export function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`;
  if (value instanceof Date) return value.toISOString();
  return value;
}

/** How much a row takes, roughly. */
export function weight(row: Readonly<Record<string, unknown>>): number {
  let bytes = 0;
  for (const value of Object.values(row)) bytes += typeof value === 'string' ? value.length : 16;
  return bytes;
}
