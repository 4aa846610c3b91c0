import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { withSession } from '#ops/migrate/session.ts';
import { clearDatabase } from '../clear-database.ts';
import { connected } from '../connected.ts';
import { dropMark } from '../restore-mark.ts';
import type { Stage, SwapMoment } from './stage.ts';

const SUFFIX = '_staka_restoring';
/** PostgreSQL cuts names after so many bytes. */
const NAME_BYTES = 63;
/** Whoever holds a table longer than this is in the way. */
const LOCK_TIMEOUT = '30s';

/** A schema of the same database: a transaction can move tables from one to the other. */
export async function openPostgresqlStage(url: string): Promise<Stage | null> {
  const address = new URL(url);
  const living = address.searchParams.get('schema') ?? 'public';
  const name =
    Buffer.from(living)
      .subarray(0, NAME_BYTES - SUFFIX.length)
      .toString() + SUFFIX;
  address.searchParams.set('schema', name);
  const remove = () => connected(url, (db) => db.script(`DROP SCHEMA IF EXISTS ${quote(name)} CASCADE`));
  await remove();
  if (!(await mayCreateSchema(url))) return null;
  await connected(url, (db) => db.script(`CREATE SCHEMA ${quote(name)}`));
  return {
    url: address.href,
    takePlace: (tables, reached) =>
      withSession({ url }, async (session) => {
        await session.exclusively(() => swap(session.db, { living, name }, { tables, reached }));
        reached('swapped');
      }),
    remove,
  };
}

async function mayCreateSchema(url: string): Promise<boolean> {
  const [row] = await connected(url, (db) =>
    db.query(`SELECT has_database_privilege(current_database(), 'CREATE') AS may`),
  );
  return row?.may === true;
}

interface Moving {
  readonly tables: readonly string[];
  readonly reached: (moment: SwapMoment) => void;
}

/** Within one transaction. */
async function swap(
  db: MigrationDatabase,
  { living, name }: { living: string; name: string },
  { tables, reached }: Moving,
): Promise<void> {
  reached('swapping');
  await db.script(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
  const grants = await db.query(GRANTS, [living]);
  await clearDatabase(db, tables);
  await dropMark(db);
  reached('cleared');
  for (const { kind, object } of await db.query(OBJECTS, [name, name, name]))
    await db.script(`ALTER ${kind} ${quote(name)}.${object} SET SCHEMA ${quote(living)}`);
  reached('moved');
  const found = new Set(await db.tables());
  for (const { table, privilege, grantee, option } of grants.filter((grant) => found.has(String(grant.table))))
    await db.script(`GRANT ${privilege} ON ${quote(living)}.${quote(String(table))} TO ${grantee}${option}`);
}

/** Indexes, constraints, triggers and sequences move with their tables. */
const OBJECTS = `
  SELECT 'TABLE' AS kind, quote_ident(tablename) AS object FROM pg_tables WHERE schemaname = ?
  UNION ALL
  SELECT 'TYPE', quote_ident(typname) FROM pg_type
    WHERE typnamespace = (SELECT oid FROM pg_namespace WHERE nspname = ?) AND typtype IN ('e', 'd')
  UNION ALL
  SELECT 'ROUTINE', quote_ident(proname) || '(' || pg_get_function_identity_arguments(oid) || ')' FROM pg_proc
    WHERE pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = ?)`;

/** What others may do with the tables: whoever reads reports still reads them after a restore. */
const GRANTS = `
  SELECT c.relname AS table, a.privilege_type AS privilege,
    CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee,
    CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END AS option
  FROM pg_class c, aclexplode(c.relacl) a
  WHERE c.relkind = 'r' AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = ?)
    AND a.grantee <> c.relowner`;

function quote(name: string): string {
  return quoted('postgresql', name);
}
