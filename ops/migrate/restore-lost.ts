import { backupErrors } from '#ops/backup/errors.ts';
import type { ColumnShape, Manifest, PortableRow, TableShape } from '#ops/backup/format.ts';
import { insertRows } from '#ops/backup/insert-rows.ts';
import { fromPortable, placeholder } from '#ops/backup/portable-values.ts';
import { type ArchiveSource, readArchive } from '#ops/backup/read-archive.ts';
import { suspendForeignKeys } from '#ops/backup/suspend-foreign-keys.ts';
import { tableShapes } from '#ops/backup/table-shapes.ts';
import { verifyBackup } from '#ops/backup/verify-backup.ts';
import { danglingRows } from '#ops/doctor/checks/dangling.ts';
import { introspect } from '#ops/drift/introspect.ts';
import type { Structure } from '#ops/drift/structure.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import type { MigrationDatabase } from './databases/migration-database.ts';
import type { FinishRollback } from './rollback.ts';

/** What a rollback has given back, of one table. */
export interface RestoredTable {
  readonly table: string;
  /** The columns that are filled again; null where the whole table is. */
  readonly columns: readonly string[] | null;
  readonly rows: number;
}

/**
 * Fills what the scripts of a rollback make again (tables, columns of tables) from backups that were made before the
 * migrations had dropped it: of each the values of the newest backup that has it. Everything else stays as it is. A row
 * whose parents are gone by now is left out, and a column that names one is left empty. The backups are read whole
 * before anything is changed.
 *
 * @param backups the newest first
 * @throws BACKUP_FILE_UNKNOWN, BACKUP_DAMAGED, BACKUP_KEY_MISSING, BACKUP_KEY_WRONG
 */
export async function restoringFrom(
  backups: readonly ArchiveSource[],
): Promise<{ finish: FinishRollback; restored: RestoredTable[] }> {
  const manifests: Manifest[] = [];
  for (const source of backups) manifests.push(await verifyBackup(source));
  const restored: RestoredTable[] = [];
  const finish: FinishRollback = async (db, before) => {
    const again = madeAgain(await tableShapes(db), before);
    const keys = await introspect(db);
    await inTransaction(db, async () => {
      const putKeysBack = await suspendForeignKeys(db);
      for (const [index, source] of backups.entries())
        restored.push(...(await fillFrom(db, source, manifests[index], again)));
      await leaveOutOrphans(db, keys, restored);
      await putKeysBack();
    });
  };
  return { finish, restored };
}

/** By the name of a table: the columns that were not there before, of a new table all of them. */
type MadeAgain = Map<string, { table: TableShape; isNew: boolean; columns: ColumnShape[] }>;

function madeAgain(shapes: readonly TableShape[], before: Structure): MadeAgain {
  const columns = new Set(before.filter(({ kind }) => kind === 'column').map(({ table, name }) => `${table} ${name}`));
  const tables = new Set(before.filter(({ kind }) => kind === 'table').map(({ name }) => name));
  return new Map(
    shapes.map((table) => {
      const isNew = !tables.has(table.name);
      return [
        table.name,
        { table, isNew, columns: table.columns.filter(({ name }) => !columns.has(`${table.name} ${name}`)) },
      ];
    }),
  );
}

/** Takes from `again` what this backup has, so that an older one does not fill it once more. */
async function fillFrom(
  db: MigrationDatabase,
  source: ArchiveSource,
  manifest: Manifest | undefined,
  again: MadeAgain,
): Promise<RestoredTable[]> {
  const wanted = new Map<string, { table: TableShape; isNew: boolean; columns: ColumnShape[] }>();
  for (const { name, columns } of manifest?.tables ?? []) {
    const made = again.get(name);
    const there = made?.columns.filter((column) => columns.some((other) => other.name === column.name)) ?? [];
    if (!made || there.length === 0) continue;
    wanted.set(name, { ...made, columns: there });
    made.columns = made.isNew ? [] : made.columns.filter((column) => !there.includes(column));
  }
  const counts = new Map([...wanted.keys()].map((name) => [name, 0]));
  for (const { table, isNew } of wanted.values())
    if (isNew) await db.script(`DELETE FROM ${quoted(db.provider, table.name)}`);
  for await (const part of readArchive(source)) {
    const into = part.what === 'rows' ? wanted.get(part.table.name) : undefined;
    if (part.what !== 'rows' || !into) continue;
    if (into.isNew) await insertRows(db, into.table, into.columns, part.rows);
    else for (const row of part.rows) await fillColumns(db, into.table, into.columns, row);
    counts.set(part.table.name, (counts.get(part.table.name) ?? 0) + part.rows.length);
  }
  return [...wanted.values()].map(({ table, isNew, columns }) => ({
    table: table.name,
    columns: isNew ? null : columns.map(({ name }) => name),
    rows: counts.get(table.name) ?? 0,
  }));
}

/** @throws RESTORE_COLUMN_UNKNOWN where the rows cannot be found again */
async function fillColumns(
  { provider, query }: MigrationDatabase,
  table: TableShape,
  columns: readonly ColumnShape[],
  row: PortableRow,
): Promise<void> {
  const key = table.columns.filter(({ name }) => table.primaryKey.includes(name));
  const missing = key.length === 0 ? '?' : key.find(({ name }) => row[name] === undefined)?.name;
  if (missing !== undefined) throw backupErrors.RESTORE_COLUMN_UNKNOWN({ table: table.name, column: missing });
  const value = ({ name, kind }: ColumnShape) => fromPortable(provider, kind, row[name] ?? null);
  const set = columns.map(({ name, kind }) => `${quoted(provider, name)} = ${placeholder(provider, kind)}`);
  const where = key.map(({ name, kind }) => `${quoted(provider, name)} = ${placeholder(provider, kind)}`);
  await query(`UPDATE ${quoted(provider, table.name)} SET ${set.join(', ')} WHERE ${where.join(' AND ')}`, [
    ...columns.map(value),
    ...key.map(value),
  ]);
}

/** Until none is left: a row that goes may be the parent of another. */
async function leaveOutOrphans(
  db: MigrationDatabase,
  keys: Structure,
  restored: readonly RestoredTable[],
): Promise<void> {
  for (let found = true; found; ) {
    found = false;
    for (const { table, columns, where } of danglingRows(keys, db.provider)) {
      const part = restored.find((candidate) => candidate.table === table);
      const isOurs = part && (part.columns === null || columns.some((column) => part.columns?.includes(column)));
      if (
        !isOurs ||
        (await db.query(`SELECT 1 FROM ${quoted(db.provider, table)} c WHERE ${where} LIMIT 1`)).length === 0
      )
        continue;
      const alias = db.provider === 'mysql' ? 'c' : 'AS c';
      const name = quoted(db.provider, table);
      const nothing = columns.map((column) => `${quoted(db.provider, column)} = NULL`).join(', ');
      if (part.columns === null)
        await db.script(`DELETE ${db.provider === 'mysql' ? 'c ' : ''}FROM ${name} ${alias} WHERE ${where}`);
      else await db.script(`UPDATE ${name} ${alias} SET ${nothing} WHERE ${where}`);
      found = true;
    }
  }
}

/** On MySQL a transaction of its own; elsewhere one is open. */
async function inTransaction(db: MigrationDatabase, work: () => Promise<void>): Promise<void> {
  if (db.provider !== 'mysql') return work();
  await db.script('START TRANSACTION');
  try {
    await work();
    await db.script('COMMIT');
  } catch (error) {
    await db.script('ROLLBACK');
    throw error;
  }
}
