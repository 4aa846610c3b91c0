import { connected } from '../connected.ts';
import { nativeErrors } from './errors.ts';
import { type DumpProgram, versionOf } from './program.ts';

const PROGRAM = 'pg_dump';

/**
 * `pg_dump` in its own format, of the schema that the address names.
 * @throws NATIVE_CLIENT_MISSING, NATIVE_CLIENT_OLD: it refuses servers that are newer than itself
 */
export async function dumpPostgresql(url: string): Promise<DumpProgram> {
  const [, client = '0'] = /\s(\d+(?:\.\d+)*)/.exec(await versionOf(PROGRAM)) ?? [];
  const [row] = await connected(url, (db) => db.query('SHOW server_version'));
  const server = String(row?.server_version);
  if (Number.parseInt(client, 10) < Number.parseInt(server, 10))
    throw nativeErrors.NATIVE_CLIENT_OLD({ program: PROGRAM, client, server });
  const address = new URL(url);
  const schema = address.searchParams.get('schema') ?? 'public';
  const sslMode = address.searchParams.get('sslmode');
  return {
    program: PROGRAM,
    args: ['--format=custom', `--schema="${schema.replaceAll('"', '""')}"`, '--no-password'],
    environment: {
      PGHOST: address.hostname,
      PGPORT: address.port || '5432',
      PGUSER: decodeURIComponent(address.username),
      PGPASSWORD: decodeURIComponent(address.password),
      PGDATABASE: decodeURIComponent(address.pathname.slice(1)),
      ...(sslMode && { PGSSLMODE: sslMode }),
    },
  };
}
