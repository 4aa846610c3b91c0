import { introspect } from '#ops/drift/introspect.ts';
import type { Part, Structure } from '#ops/drift/structure.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { openDatabase } from '#ops/migrate/databases/open-database.ts';
import type { SchemaVersion } from '#prisma/diff/schema-version.ts';
import { mysqlStructure } from './mysql-structure.ts';
import { prismaTools } from './prisma-tools.ts';

/**
 * What a database made from the schema alone would be made of, in the words of that database: SQLite tells it of one in
 * memory, PostgreSQL of temporary tables in a transaction that is taken back. On MySQL, which can do neither, it is
 * reckoned from the SQL. Nothing is changed, and nobody waits.
 *
 * @param db of the provider; on PostgreSQL not within a transaction
 */
export async function schemaStructure(db: MigrationDatabase, schema: SchemaVersion): Promise<Structure> {
  const { diffSqlite, diffPostgresql } = await prismaTools();
  switch (db.provider) {
    case 'sqlite':
      return sqliteInMemory(await diffSqlite(undefined, schema));
    case 'postgresql':
      return postgresqlTakenBack(db, await diffPostgresql(undefined, schema));
    case 'mysql':
      return mysqlStructure(schema.model);
  }
}

async function sqliteInMemory(script: string): Promise<Structure> {
  const memory = await openDatabase('file::memory:');
  try {
    await memory.script(script);
    return await introspect(memory);
  } finally {
    await memory.close();
  }
}

async function postgresqlTakenBack(db: MigrationDatabase, script: string): Promise<Structure> {
  await db.script('BEGIN; SET LOCAL search_path = pg_temp');
  try {
    await db.script(script);
    return (await introspect(db)).map(withoutTemporarySchema);
  } finally {
    await db.script('ROLLBACK');
  }
}

function withoutTemporarySchema(part: Part): Part {
  const is = Object.entries(part.is).map(([name, value]) => [name, value.replaceAll('pg_temp.', '')] as const);
  return { ...part, is: Object.fromEntries(is) };
}
