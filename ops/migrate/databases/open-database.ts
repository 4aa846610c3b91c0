import type { Provider } from '#prisma/generate/providers.ts';
import { migrationErrors } from '../errors.ts';
import type { MigrationDatabase } from './migration-database.ts';

/**
 * The provider that an address names.
 * @throws MIGRATION_URL_UNKNOWN
 */
export function providerOf(url: string): Provider {
  if (url.startsWith('file:')) return 'sqlite';
  if (/^postgres(ql)?:/.test(url)) return 'postgresql';
  if (/^(mysql|mariadb):/.test(url)) return 'mysql';
  throw migrationErrors.MIGRATION_URL_UNKNOWN();
}

/** Opens a connection for migrating; only the driver that is needed is loaded. */
export async function openDatabase(url: string): Promise<MigrationDatabase> {
  switch (providerOf(url)) {
    case 'sqlite':
      return (await import('./sqlite.ts')).openSqlite(url);
    case 'postgresql':
      return (await import('./postgresql.ts')).openPostgresql(url);
    case 'mysql':
      return (await import('./mysql.ts')).openMysql(url);
  }
}
