import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { openDatabase } from '#ops/migrate/databases/open-database.ts';
import { splitStatements } from '#ops/migrate/split-statements.ts';
import { diffMysql } from '#prisma/diff/mysql-diff.ts';
import { openSchemaEngine } from '#prisma/diff/schema-engine.ts';
import type { SchemaVersion } from '#prisma/diff/schema-version.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import { withEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { liveAdapter } from '#test/migrations/live-adapter.ts';

/**
 * What would have to change in the database for it to be as the schema says; '' when it is so already.
 * SQLite and PostgreSQL are read by Prisma's engine; MySQL is compared with a database made from the schema alone.
 */
export function schemaDifference(provider: Provider, url: string, expected: SchemaVersion): Promise<string> {
  return provider === 'mysql' ? differenceOnMysql(url, expected) : differenceByEngine(provider, url, expected);
}

async function differenceByEngine(provider: 'sqlite' | 'postgresql', url: string, expected: SchemaVersion) {
  const content = expected.schemas[provider];
  const files = [{ path: 'schema.prisma', content }];
  const engine = await openSchemaEngine(content, liveAdapter(provider, url));
  const { exitCode, stdout } = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: '.' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  return exitCode === 0 ? '' : (stdout ?? 'different');
}

async function differenceOnMysql(url: string, expected: SchemaVersion): Promise<string> {
  const [found, wanted] = [await describeMysql(url), await describeSchema(expected)];
  const missing = wanted.filter((line) => !found.includes(line)).map((line) => `missing ${line}`);
  return [...missing, ...found.filter((line) => !wanted.includes(line)).map((line) => `too much ${line}`)].join('\n');
}

const described = new WeakMap<SchemaVersion, Promise<string[]>>();

/** What MySQL says of a database made from the schema alone, without any migration. */
function describeSchema(schema: SchemaVersion): Promise<string[]> {
  const known = described.get(schema);
  if (known) return known;
  const lines = withEmptyDatabase('mysql', async (shadow) => {
    const db = await openDatabase(shadow);
    for (const statement of splitStatements(diffMysql(undefined, schema))) await db.script(statement);
    await db.close();
    return describeMysql(shadow);
  });
  described.set(schema, lines);
  return lines;
}

const CATALOGUE = [
  'SELECT table_name, column_name, column_type, is_nullable, column_default, extra, collation_name FROM information_schema.columns WHERE table_schema = DATABASE()',
  'SELECT table_name, index_name, seq_in_index, column_name, non_unique, collation, sub_part FROM information_schema.statistics WHERE table_schema = DATABASE()',
  'SELECT k.table_name, k.constraint_name, k.column_name, k.referenced_table_name, k.referenced_column_name, r.update_rule, r.delete_rule FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r ON r.constraint_schema = k.table_schema AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name WHERE k.table_schema = DATABASE()',
  'SELECT table_name, table_collation, engine FROM information_schema.tables WHERE table_schema = DATABASE()',
];

/** All that a MySQL database says of its structure, one line a column, index column, foreign key and table. */
async function describeMysql(url: string): Promise<string[]> {
  const connection = await createConnection(url);
  try {
    const lines: string[] = [];
    for (const sql of CATALOGUE) {
      const [rows] = await connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true });
      lines.push(...rows.map((row) => JSON.stringify(row)));
    }
    return lines.filter((line) => !line.startsWith('["_prisma_migrations"'));
  } finally {
    await connection.end();
  }
}
