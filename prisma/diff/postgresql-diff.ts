import { diffSchemas } from './schema-engine.ts';
import type { SchemaVersion } from './schema-version.ts';

/**
 * The SQL that takes a PostgreSQL database from one version of the schema to another: the engine's, less the
 * transaction it opens to shrink an enumeration (a migration already runs in one) and less `CREATE SCHEMA`
 * and the name of the schema in front of tables (which schema it is, the address says by `?schema=`).
 */
export async function diffPostgresql(from: SchemaVersion | undefined, to: SchemaVersion | undefined): Promise<string> {
  const script = await diffSchemas('postgresql', from?.schemas.postgresql, to?.schemas.postgresql);
  return script
    .replace(/^-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n\n/m, '')
    .replaceAll('"public".', '')
    .replace(/^(BEGIN|COMMIT);\n/gm, '');
}
