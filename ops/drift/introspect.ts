import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { HISTORY_TABLE } from '#ops/migrate/history.ts';
import { introspectMysql } from './databases/mysql.ts';
import { introspectPostgresql } from './databases/postgresql.ts';
import { introspectSqlite } from './databases/sqlite.ts';
import { keyOf, PART_KINDS, type Structure } from './structure.ts';

/** What the database itself says it is made of, in an order that does not depend on how it was made. Reads only. */
export async function introspect(db: MigrationDatabase): Promise<Structure> {
  const parts = await introspectAsMade(db);
  return parts.toSorted((one, other) => compareText(sortingKey(one), sortingKey(other)));
}

/** The same, the columns of a table in the order they stand in. */
export async function introspectAsMade(db: MigrationDatabase): Promise<Structure> {
  return (await READERS[db.provider](db)).filter(({ table }) => table !== HISTORY_TABLE);
}

const READERS = { sqlite: introspectSqlite, postgresql: introspectPostgresql, mysql: introspectMysql };

/** Table by table, and in each the kinds in their order. */
function sortingKey(part: Structure[number]): string {
  return `${part.table} ${PART_KINDS.indexOf(part.kind)} ${keyOf(part)}`;
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
