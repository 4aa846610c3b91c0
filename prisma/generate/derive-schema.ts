import type { Provider } from './providers.ts';

/**
 * The schema of one provider, made from `prisma/schema.prisma`, line by line, so that comments and order stay.
 * The source is written for MySQL: its native types are translated for PostgreSQL and dropped for SQLite, which has none.
 *
 * @throws when the source uses a native type of which we do not know the counterpart.
 */
export function deriveSchema(source: string, provider: Provider): string {
  const derived = source
    .split('\n')
    .map((line) => (isComment(line) ? line : deriveLine(line, provider)))
    .join('\n');
  return `${HEADER}\n\n${derived}`;
}

const HEADER = '// Made from prisma/schema.prisma by `npm run db:generate`: change that file and not this one.';

/** MySQL's native types as PostgreSQL has them; null where the default of PostgreSQL is already right. */
const POSTGRESQL_TYPES: Record<string, string | null> = {
  VarChar: 'VarChar',
  Char: 'Char',
  Text: 'Text',
  MediumText: 'Text',
  LongText: 'Text',
  DateTime: 'Timestamp',
  SmallInt: 'SmallInt',
  Int: 'Integer',
  BigInt: 'BigInt',
  Double: 'DoublePrecision',
  LongBlob: 'ByteA',
  Json: null,
};

function isComment(line: string): boolean {
  return line.trimStart().startsWith('//');
}

function deriveLine(line: string, provider: Provider): string {
  return line
    .replace(/^(\s*provider\s*=\s*)"mysql"/, `$1"${provider}"`)
    .replace('"../generated/prisma"', `"../../../generated/prisma/${provider}"`)
    .replace(/\s*@db\.(\w+)(\([^)]*\))?/g, (attribute, type: string, size = '') => {
      if (provider === 'mysql') return attribute;
      return provider === 'sqlite' ? '' : postgresqlType(type, size);
    });
}

function postgresqlType(type: string, size: string): string {
  const counterpart = POSTGRESQL_TYPES[type];
  if (counterpart === undefined) throw new Error(`prisma/generate: no PostgreSQL type is known for @db.${type}`);
  if (counterpart === null) return '';
  return ` @db.${counterpart}${counterpart === 'Text' || counterpart === 'ByteA' ? '' : size}`;
}
