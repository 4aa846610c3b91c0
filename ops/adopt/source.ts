import type { Kind, TableShape } from '#ops/backup/format.ts';
import { tableShapes } from '#ops/backup/table-shapes.ts';
import { introspect } from '#ops/drift/introspect.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { isScaffold } from './scaffold.ts';

export interface SourceColumn {
  readonly name: string;
  /** What the database declares. */
  readonly kind: Kind;
  /** In the database's own words: `bigint unsigned`, `"Role"`. */
  readonly type: string;
}

export interface SourceTable {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly SourceColumn[];
  readonly primaryKey: readonly string[];
}

/** The tables of a database as it is, the history of Prisma's migrations aside. Reads only. */
export async function readSource(db: MigrationDatabase): Promise<SourceTable[]> {
  const types = new Map(
    (await introspect(db)).flatMap(({ kind, table, name, is }) =>
      kind === 'column' ? [[`${table} ${name}`, is.type ?? ''] as const] : [],
    ),
  );
  const tables: SourceTable[] = [];
  for (const { name, columns, primaryKey } of await tableShapes(db)) {
    if (isScaffold(name)) continue;
    const described = columns.map((column) => ({ ...column, type: types.get(`${name} ${column.name}`) ?? '' }));
    tables.push({ name, rows: await countRows(db, name), columns: described, primaryKey });
  }
  return tables;
}

async function countRows(db: MigrationDatabase, table: string): Promise<number> {
  const [row] = await db.query(`SELECT count(*) AS n FROM ${quoted(db.provider, table)}`);
  return Number(row?.n);
}

/**
 * How the table is read: every value as the text that says all of it, so that what no driver understands (`0000-00-00`,
 * a word in a column of dates) arrives, too.
 */
export function readingShape({ name, columns, primaryKey }: SourceTable): TableShape {
  return { name, primaryKey, columns: columns.map((column) => ({ name: column.name, kind: plainKind(column.kind) })) };
}

/** Bytes and floating numbers are as they are; everything else is text. */
export function plainKind(kind: Kind): Kind {
  return kind === 'bytes' || kind === 'double' ? kind : 'text';
}
