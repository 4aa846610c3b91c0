import type { Provider } from '#prisma/generate/providers.ts';

/** A type of Prisma's, with its native type where that is not the usual one: `String`, `@db.VarChar(100)`. */
export interface PrismaType {
  name: string;
  native: string;
}

/** @param type as `ops/drift` words it; what Prisma has no word for is `Unsupported("…")` */
export function prismaType(provider: Provider, type: string): PrismaType {
  const found = READERS[provider](type.trim());
  return found ?? { name: `Unsupported(${JSON.stringify(type)})`, native: '' };
}

/** `[type of Prisma, native type]`; `$1` is what stands in the brackets of the database's own. */
type Rule = readonly [pattern: RegExp, name: string, native?: string];

const MYSQL: readonly Rule[] = [
  [/^varchar\(191\)$/, 'String'],
  [/^varchar\((\d+)\)$/, 'String', 'VarChar($1)'],
  [/^char\((\d+)\)$/, 'String', 'Char($1)'],
  [/^tinytext$/, 'String', 'TinyText'],
  [/^text$/, 'String', 'Text'],
  [/^mediumtext$/, 'String', 'MediumText'],
  [/^longtext$/, 'String', 'LongText'],
  [/^tinyint\(1\)( unsigned)?$/, 'Boolean'],
  [/^bit\(1\)$/, 'Boolean', 'Bit(1)'],
  [/^tinyint(?:\(\d+\))?$/, 'Int', 'TinyInt'],
  [/^tinyint(?:\(\d+\))? unsigned$/, 'Int', 'UnsignedTinyInt'],
  [/^smallint$/, 'Int', 'SmallInt'],
  [/^smallint(?:\(\d+\))? unsigned$/, 'Int', 'UnsignedSmallInt'],
  [/^mediumint$/, 'Int', 'MediumInt'],
  [/^mediumint(?:\(\d+\))? unsigned$/, 'Int', 'UnsignedMediumInt'],
  [/^int$/, 'Int'],
  [/^int(?:\(\d+\))? unsigned$/, 'Int', 'UnsignedInt'],
  [/^bigint$/, 'BigInt'],
  [/^bigint(?:\(\d+\))? unsigned$/, 'BigInt', 'UnsignedBigInt'],
  [/^year(?:\(4\))?$/, 'Int', 'Year'],
  [/^double$/, 'Float'],
  [/^float$/, 'Float', 'Float'],
  [/^decimal\((\d+,\d+)\)$/, 'Decimal', 'Decimal($1)'],
  [/^datetime\(3\)$/, 'DateTime'],
  [/^datetime\((\d)\)$/, 'DateTime', 'DateTime($1)'],
  [/^datetime$/, 'DateTime', 'DateTime(0)'],
  [/^timestamp\((\d)\)$/, 'DateTime', 'Timestamp($1)'],
  [/^timestamp$/, 'DateTime', 'Timestamp(0)'],
  [/^date$/, 'DateTime', 'Date'],
  [/^time$/, 'DateTime', 'Time(0)'],
  [/^time\((\d)\)$/, 'DateTime', 'Time($1)'],
  [/^json$/, 'Json'],
  [/^longblob$/, 'Bytes'],
  [/^tinyblob$/, 'Bytes', 'TinyBlob'],
  [/^blob$/, 'Bytes', 'Blob'],
  [/^mediumblob$/, 'Bytes', 'MediumBlob'],
  [/^varbinary\((\d+)\)$/, 'Bytes', 'VarBinary($1)'],
  [/^binary\((\d+)\)$/, 'Bytes', 'Binary($1)'],
];

const POSTGRESQL: readonly Rule[] = [
  [/^text$/, 'String'],
  [/^character varying\((\d+)\)$/, 'String', 'VarChar($1)'],
  [/^character varying$/, 'String', 'VarChar'],
  [/^character\((\d+)\)$/, 'String', 'Char($1)'],
  [/^uuid$/, 'String', 'Uuid'],
  [/^citext$/, 'String', 'Citext'],
  [/^inet$/, 'String', 'Inet'],
  [/^xml$/, 'String', 'Xml'],
  [/^boolean$/, 'Boolean'],
  [/^smallint$/, 'Int', 'SmallInt'],
  [/^integer$/, 'Int'],
  [/^bigint$/, 'BigInt'],
  [/^real$/, 'Float', 'Real'],
  [/^double precision$/, 'Float'],
  [/^numeric\((\d+,\d+)\)$/, 'Decimal', 'Decimal($1)'],
  [/^numeric$/, 'Decimal', 'Decimal'],
  [/^money$/, 'Decimal', 'Money'],
  [/^timestamp\(3\) without time zone$/, 'DateTime'],
  [/^timestamp\((\d)\) without time zone$/, 'DateTime', 'Timestamp($1)'],
  [/^timestamp without time zone$/, 'DateTime', 'Timestamp(6)'],
  [/^timestamp\((\d)\) with time zone$/, 'DateTime', 'Timestamptz($1)'],
  [/^timestamp with time zone$/, 'DateTime', 'Timestamptz(6)'],
  [/^date$/, 'DateTime', 'Date'],
  [/^time without time zone$/, 'DateTime', 'Time(6)'],
  [/^time\((\d)\) without time zone$/, 'DateTime', 'Time($1)'],
  [/^jsonb$/, 'Json'],
  [/^json$/, 'Json', 'Json'],
  [/^bytea$/, 'Bytes'],
];

/** By the declared type, and then by SQLite's own rules of affinity (https://sqlite.org/datatype3.html#determination_of_column_affinity). */
const SQLITE: readonly Rule[] = [
  [/^(DATETIME|TIMESTAMP|DATE\b)/i, 'DateTime'],
  [/^BOOL/i, 'Boolean'],
  [/^JSON/i, 'Json'],
  [/^(BIGINT|INT8|UNSIGNED BIG INT)/i, 'BigInt'],
  [/INT/i, 'Int'],
  [/CHAR|CLOB|TEXT/i, 'String'],
  [/BLOB/i, 'Bytes'],
  [/REAL|FLOA|DOUB/i, 'Float'],
  [/^(DECIMAL|NUMERIC)/i, 'Decimal'],
];

const READERS: Record<Provider, (type: string) => PrismaType | undefined> = {
  mysql: (type) => firstOf(MYSQL, type),
  sqlite: (type) => firstOf(SQLITE, type),
  postgresql: (type) => {
    const element = /^(.*)\[\]$/.exec(type)?.[1];
    const found = firstOf(POSTGRESQL, element ?? type);
    return found && element !== undefined ? { ...found, name: `${found.name}[]` } : found;
  },
};

function firstOf(rules: readonly Rule[], type: string): PrismaType | undefined {
  for (const [pattern, name, native] of rules) {
    const found = pattern.exec(type);
    if (found) return { name, native: native ? `@db.${native.replace('$1', found[1]?.replace(',', ', ') ?? '')}` : '' };
  }
  return undefined;
}

/**
 * What stands in `@default(…)`; undefined where there is none.
 * @param type `String`, `Int`…; of an enumeration `Enum`
 */
export function prismaDefault(type: string, fallback: string | undefined): string | undefined {
  if (fallback === undefined || fallback.startsWith('generated ')) return undefined;
  if (fallback === 'auto_increment' || /^(identity |nextval\()/.test(fallback)) return 'autoincrement()';
  if (/^(current_timestamp(\(\d?\))?|now\(\))$/i.test(fallback) && type === 'DateTime') return 'now()';
  const [, text, bare] = /^(?:'((?:[^']|'')*)'|([^':()]+))(?:::[\w\s."]+(?:\(\d+\))?)?$/s.exec(fallback) ?? [];
  const value = text === undefined ? bare : text.replaceAll("''", "'");
  return (value === undefined ? undefined : literal(type, value)) ?? `dbgenerated(${JSON.stringify(fallback)})`;
}

function literal(type: string, value: string): string | undefined {
  switch (type) {
    case 'Boolean':
      return /^(true|1)$/i.test(value) ? 'true' : /^(false|0)$/i.test(value) ? 'false' : undefined;
    case 'Int':
    case 'BigInt':
    case 'Float':
    case 'Decimal':
      return /^-?\d+(\.\d+)?$/.test(value) ? value : undefined;
    case 'String':
    case 'Json':
      return JSON.stringify(value);
    case 'Enum':
      return value;
    default:
      return undefined;
  }
}
