import type { PortableValue, TableShape } from '#ops/backup/format.ts';
import { readRows } from '#ops/backup/read-rows.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { plainKind } from '../source.ts';

const AT_ONCE = 100;

/**
 * The rows of a table as INSERT statements of its own database, every value as text that it reads as what it was.
 * @param words between the columns and the values: `OVERRIDING SYSTEM VALUE`
 */
export async function* insertStatements(db: MigrationDatabase, table: TableShape, words = ''): AsyncGenerator<string> {
  const columns = table.columns.map(({ name, kind }) => ({ name, kind: plainKind(kind) }));
  const names = columns.map(({ name }) => quoted(db.provider, name)).join(', ');
  const literal = db.provider === 'mysql' ? mysqlLiteral : postgresqlLiteral;
  for await (const rows of readRows(db, { ...table, columns })) {
    for (let start = 0; start < rows.length; start += AT_ONCE) {
      const tuples = rows.slice(start, start + AT_ONCE).map((row) => {
        const values = columns.map(({ name, kind }) => literal(row[name] ?? null, kind === 'bytes'));
        return `(${values.join(', ')})`;
      });
      yield `INSERT INTO ${quoted(db.provider, table.name)} (${names}) ${words}VALUES\n${tuples.join(',\n')};\n`;
    }
  }
}

function postgresqlLiteral(value: PortableValue, isBytes: boolean): string {
  if (value === null) return 'NULL';
  if (isBytes) return `'\\x${Buffer.from(String(value), 'base64').toString('hex')}'`;
  return `'${String(value).replaceAll("'", "''")}'`;
}

const ESCAPED: Readonly<Record<string, string>> = { '\0': '\\0', '\n': '\\n', '\r': '\\r', '\u001a': '\\Z' };

function mysqlLiteral(value: PortableValue, isBytes: boolean): string {
  if (value === null) return 'NULL';
  if (isBytes) return `X'${Buffer.from(String(value), 'base64').toString('hex')}'`;
  const text = String(value).replaceAll(/['\\]/g, '\\$&');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what MySQL's text literals escape
  return `'${text.replaceAll(/[\0\n\r\u001a]/g, (character) => ESCAPED[character] ?? character)}'`;
}
