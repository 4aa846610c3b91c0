import { findDangling } from '#ops/doctor/checks/dangling.ts';
import { readParts } from '#ops/drift/introspect.ts';
import type { Part } from '#ops/drift/structure.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { backupErrors } from './errors.ts';

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
  const keys = await readParts(db, ['foreign-key']);
  const alter = ({ table }: Part) => `ALTER TABLE ${quoted('postgresql', table)}`;
  const named = ({ name, sql }: Part) => quoted('postgresql', sql ?? name);
  for (const key of keys) await db.script(`${alter(key)} DROP CONSTRAINT ${named(key)}`);
  return async () => {
    for (const key of keys) await db.script(`${alter(key)} ADD CONSTRAINT ${named(key)} ${key.is.definition}`);
  };
}

/** @throws RESTORE_DANGLING */
async function assertNothingDangles(db: MigrationDatabase): Promise<void> {
  const [dangling] = await findDangling(db, true);
  if (dangling) throw backupErrors.RESTORE_DANGLING({ table: dangling.table, parent: dangling.parent });
}
