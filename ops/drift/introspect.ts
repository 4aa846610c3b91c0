import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { HISTORY_TABLE } from '#ops/migrate/history.ts';
import { introspectMysql } from './databases/mysql.ts';
import { introspectPostgresql } from './databases/postgresql.ts';
import { introspectSqlite } from './databases/sqlite.ts';
import { keyOf, PART_KINDS, type PartKind, type Structure } from './structure.ts';

/** Where a catalogue is asked. */
export type Catalogue = Pick<MigrationDatabase, 'provider' | 'query'>;

/**
 * What the database itself says it is made of, in an order that does not depend on how it was made. Reads only.
 * @param kinds those that are asked for: the fewer, the sooner the answer
 */
export async function introspect(db: Catalogue, kinds: readonly PartKind[] = PART_KINDS): Promise<Structure> {
  const parts = await introspectAsMade(db, kinds);
  return parts.toSorted((one, other) => compareText(sortingKey(one), sortingKey(other)));
}

/** The same, the columns of a table in the order they stand in. */
export async function introspectAsMade(db: Catalogue, kinds: readonly PartKind[] = PART_KINDS): Promise<Structure> {
  return (await readParts(db, kinds)).filter(({ table }) => table !== HISTORY_TABLE);
}

/** The same with the history of migrations, which is no part of what is compared. */
export async function readParts(db: Catalogue, kinds: readonly PartKind[] = PART_KINDS): Promise<Structure> {
  return READERS[db.provider](db.query, new Set(kinds));
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
