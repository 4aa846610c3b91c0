import type { SqlValue } from '#ops/migrate/databases/migration-database.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Kind, PortableValue } from './format.ts';

/** The column as text that says all of the value, whatever the driver would make of it; `double` stays a number. */
export function selectAsText(provider: Provider, kind: Kind, column: string): string {
  if (kind === 'double') return column;
  if (kind === 'bytes') return HEXADECIMAL[provider](column);
  return AS_TEXT[provider](column);
}

/** Where a value of an INSERT goes. */
export function placeholder(provider: Provider, kind: Kind): string {
  if (kind !== 'bytes') return '?';
  return provider === 'postgresql' ? `decode(?, 'hex')` : 'unhex(?)';
}

/** From what `selectAsText` gave. */
export function toPortable(kind: Kind, raw: unknown): PortableValue {
  if (raw === null || raw === undefined) return null;
  const text = String(raw);
  switch (kind) {
    case 'integer':
      return Number.isSafeInteger(Number(text)) ? Number(text) : text;
    case 'double':
      return Number(raw);
    case 'boolean':
      return text === '1' || text === 'true';
    case 'date':
      return toRfc3339(text);
    case 'json':
      return canonicalOrAsItIs(text);
    case 'bytes':
      return Buffer.from(text, 'hex').toString('base64');
    case 'text':
    case 'decimal':
      return text;
  }
}

/** For `placeholder`. */
export function fromPortable(provider: Provider, kind: Kind, value: PortableValue): SqlValue {
  if (value === null) return null;
  switch (kind) {
    case 'double':
      return Number(value);
    case 'boolean':
      return provider === 'postgresql' ? String(value) : Number(value);
    case 'date':
      return RFC_3339.test(String(value)) ? DATE[provider](String(value)) : String(value);
    case 'bytes':
      return Buffer.from(String(value), 'base64').toString('hex');
    case 'integer':
    case 'text':
    case 'decimal':
    case 'json':
      return String(value);
  }
}

type Write = (text: string) => string;

const AS_TEXT: Record<Provider, Write> = {
  sqlite: (column) => `CAST(${column} AS TEXT)`,
  postgresql: (column) => `${column}::text`,
  mysql: (column) => `CAST(${column} AS CHAR)`,
};

const HEXADECIMAL: Record<Provider, Write> = {
  // hex(NULL) is '' here.
  sqlite: (column) => `CASE WHEN ${column} IS NOT NULL THEN hex(${column}) END`,
  postgresql: (column) => `encode(${column}, 'hex')`,
  // Of a BIT, HEX alone gives the number: 1, and not 01.
  mysql: (column) => `HEX(CAST(${column} AS BINARY))`,
};

const DATE: Record<Provider, Write> = {
  // As Prisma's adapter and our codec write them.
  sqlite: (iso) => iso.replace('Z', '+00:00'),
  postgresql: (iso) => iso,
  mysql: (iso) => iso.replace('T', ' ').replace('Z', ''),
};

const DATE_AND_TIME = /^(\d{4,}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d+))?(?:Z|\+00(?::?00)?)?$/;

const RFC_3339 = /^\d{4,}-\d\d-\d\dT[\d:.]+Z$/;

/**
 * With three decimals, or more where they say something. SQLite may also hold milliseconds, of an old engine of Prisma's.
 * What is no date (a word in a table that Staka did not make, `infinity`) stays as it is.
 */
function toRfc3339(text: string): string {
  const [, day, time, fraction = ''] = DATE_AND_TIME.exec(text) ?? [];
  if (day !== undefined) return `${day}T${time}.${fraction.replace(/0+$/, '').padEnd(3, '0')}Z`;
  const date = new Date(/^-?\d+$/.test(text) ? Number(text) : text);
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}

/** SQLite takes any text for JSON. */
function canonicalOrAsItIs(text: string): string {
  try {
    return canonicalJson(text);
  } catch {
    return text;
  }
}
