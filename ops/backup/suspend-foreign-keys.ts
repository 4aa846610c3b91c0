import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { backupErrors } from './errors.ts';
import { quoted } from './table-shapes.ts';

/**
 * Rows come table by table, some before those they refer to. Takes the foreign keys out of the way and returns what
 * puts them back, and finds every row that refers to none. Within the transaction that loads.
 */
export async function suspendForeignKeys(db: MigrationDatabase): Promise<() => Promise<void>> {
  switch (db.provider) {
    case 'postgresql':
      return dropForeignKeys(db);
    case 'mysql':
      await db.script('SET SESSION foreign_key_checks = 0, unique_checks = 0');
      return async () => {
        await assertNothingDangles(db);
        await db.script('SET SESSION foreign_key_checks = 1, unique_checks = 1');
      };
    case 'sqlite':
      // `exclusively` has switched them off, and looks before it commits.
      return async () => {};
  }
}

/** To switch them off would take a superuser; to drop them and to make them again is part of the transaction. */
async function dropForeignKeys(db: MigrationDatabase): Promise<() => Promise<void>> {
  const keys = await db.query(`SELECT conrelid::regclass::text AS child, conname AS name,
    pg_get_constraintdef(oid) AS definition FROM pg_constraint
    WHERE contype = 'f' AND connamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())`);
  for (const { child, name } of keys)
    await db.script(`ALTER TABLE ${child} DROP CONSTRAINT ${quoted('postgresql', String(name))}`);
  return async () => {
    for (const { child, name, definition } of keys)
      await db.script(`ALTER TABLE ${child} ADD CONSTRAINT ${quoted('postgresql', String(name))} ${definition}`);
  };
}

/** @throws RESTORE_DANGLING */
async function assertNothingDangles(db: MigrationDatabase): Promise<void> {
  const columns = await db.query(`SELECT constraint_name AS name, table_name AS child, column_name AS own,
    referenced_table_name AS parent, referenced_column_name AS referred FROM information_schema.key_column_usage
    WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL ORDER BY ordinal_position`);
  for (const key of Map.groupBy(columns, ({ name, child }) => `${child}.${name}`).values()) {
    const [{ child, parent } = { child: '', parent: '' }] = key;
    const column = (side: 'c' | 'p', name: unknown) => `${side}.${quoted('mysql', String(name))}`;
    const [rows] = await db.query(`SELECT 1 AS one FROM ${quoted('mysql', String(child))} c
      LEFT JOIN ${quoted('mysql', String(parent))} p
      ON ${key.map(({ own, referred }) => `${column('c', own)} = ${column('p', referred)}`).join(' AND ')}
      WHERE ${key.map(({ own }) => `${column('c', own)} IS NOT NULL`).join(' AND ')}
      AND ${column('p', key[0]?.referred)} IS NULL LIMIT 1`);
    if (rows) throw backupErrors.RESTORE_DANGLING({ table: String(child), parent: String(parent) });
  }
}
