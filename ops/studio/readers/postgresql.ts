import pg from 'pg';
import { studioErrors } from '../errors.ts';
import { HIDDEN_COLUMNS } from '../hidden.ts';
import { LIMITS, plain, type ReadResult, type ReadStatement, type StudioReader, weight } from '../reader.ts';
import type { ReaderAccount } from './account.ts';
import type { Readable } from './open-reader.ts';

const BATCH = 100;
const CANCELLED = '57014';

interface Place {
  readonly connection: string;
  readonly schema: string;
  readonly database: string;
}

/** What makes the account that reads, to be run by one that may. */
export function postgresqlStatements(account: ReaderAccount, url: string, readable: Readable): string[] {
  const { schema, database } = placeOf(url);
  const role = pg.escapeIdentifier(account.name);
  const within = `SCHEMA ${pg.escapeIdentifier(schema)}`;
  return [
    `CREATE ROLE ${role}`,
    `ALTER ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 10 PASSWORD ${pg.escapeLiteral(account.password)}`,
    `GRANT CONNECT ON DATABASE ${pg.escapeIdentifier(database)} TO ${role}`,
    `GRANT USAGE ON ${within} TO ${role}`,
    `REVOKE ALL ON ALL TABLES IN ${within} FROM ${role}`,
    ...Object.entries(readable).map(
      ([table, columns]) =>
        `GRANT SELECT (${columns.map(pg.escapeIdentifier).join(', ')}) ON ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)} TO ${role}`,
    ),
  ];
}

/** Makes the account, or brings it up to date. Throws where ours may not. */
export async function makePostgresqlAccount(account: ReaderAccount, url: string, readable: Readable): Promise<void> {
  const client = new pg.Client({ connectionString: placeOf(url).connection });
  await client.connect();
  try {
    await client.query('BEGIN');
    // Several processes may begin at once, and PostgreSQL lets only one change a role at a time.
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('staka studio'))`);
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [account.name]);
    const statements = postgresqlStatements(account, url, readable);
    for (const statement of rowCount === 0 ? statements : statements.slice(1)) await client.query(statement);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/**
 * Each statement has a connection of its own, as the account that reads, and a transaction that only reads: whatever it
 * changes of its session goes with it.
 * @throws when the account cannot sign in, or could read what is hidden
 */
export async function openPostgresqlReader(
  account: ReaderAccount,
  url: string,
  milliseconds: number,
): Promise<StudioReader> {
  const { connection, schema } = placeOf(url, account);
  const use = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({
      connectionString: connection,
      types: { getTypeParser },
      options: `-c search_path=${pg.escapeIdentifier(schema).replaceAll(' ', '\\ ')} -c statement_timeout=${milliseconds} -c default_transaction_read_only=on -c timezone=UTC`,
    });
    // Heard here, or a connection that the server closes ends the process.
    client.on('error', () => {});
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => {});
    }
  };
  await use((client) => assertHeld(client, schema));
  return { run: (statement) => use((client) => run(client, statement, milliseconds)), close: async () => {} };
}

/** It is nobody's member, no superuser, and may read nothing that is hidden. */
async function assertHeld(client: pg.Client, schema: string): Promise<void> {
  const { rows } = await client.query(`SELECT rolsuper OR rolbypassrls OR rolcreaterole AS mighty,
    EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid) AS member FROM pg_roles WHERE rolname = session_user`);
  if (rows[0]?.mighty !== false || rows[0].member !== false) throw new Error('The account may do too much.');
  const hidden = Object.entries(HIDDEN_COLUMNS).flatMap(([table, columns]) => columns.map((column) => [table, column]));
  const { rowCount } = await client.query(
    `SELECT FROM pg_attribute a JOIN unnest($2::text[], $3::text[]) AS h(tab, col) ON h.col = a.attname
     WHERE a.attrelid = to_regclass(quote_ident($1) || '.' || quote_ident(h.tab)) AND has_column_privilege(a.attrelid, a.attnum, 'SELECT')`,
    [schema, hidden.map(([table]) => table), hidden.map(([, column]) => column)],
  );
  if (rowCount !== 0) throw new Error('The account may read what is hidden.');
}

async function run(
  client: pg.Client,
  { sql, parameters = [] }: ReadStatement,
  milliseconds: number,
): Promise<ReadResult> {
  try {
    await client.query('BEGIN READ ONLY');
    const extended = { values: [...parameters], queryMode: 'extended' };
    if (/^EXPLAIN\b/i.test(sql)) return collect([await client.query({ text: sql, ...extended })]);
    await client.query({ text: `DECLARE studio NO SCROLL CURSOR FOR ${sql}`, ...extended });
    const batches: pg.QueryResult<Record<string, unknown>>[] = [];
    let bytes = 0;
    for (let rows = 0; rows <= LIMITS.rows && bytes <= LIMITS.bytes; rows += BATCH) {
      const batch = await client.query<Record<string, unknown>>(`FETCH ${BATCH} FROM studio`);
      batches.push(batch);
      for (const row of batch.rows) bytes += weight(row);
      if (batch.rows.length < BATCH) break;
    }
    return collect(batches);
  } catch (error) {
    throw failed(error, milliseconds);
  }
}

function collect(batches: readonly pg.QueryResult<Record<string, unknown>>[]): ReadResult {
  const columns = batches[0]?.fields.map(({ name }) => name) ?? [];
  const found = batches.flatMap(({ rows }) => rows);
  const isCut = found.length > LIMITS.rows || (batches.at(-1)?.rows.length ?? 0) === BATCH;
  const rows = found.slice(0, LIMITS.rows);
  return {
    columns,
    rows: rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]))),
    truncated: isCut,
  };
}

function failed(error: unknown, milliseconds: number): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if ('code' in error && error.code === CANCELLED)
    return studioErrors.STUDIO_QUERY_TOO_LONG({ seconds: milliseconds / 1000 });
  return studioErrors.STUDIO_QUERY_FAILED({ why: error.message }, { cause: error });
}

const BOOLEAN = 16;
const NUMBERS = new Set([20, 21, 23, 700, 701]);
const JSON_TYPES = new Set([114, 3802]);

/** Dates and the like as PostgreSQL writes them. */
function getTypeParser(type: number): (text: string) => unknown {
  if (type === BOOLEAN) return (text) => text === 't';
  if (NUMBERS.has(type))
    return (text) => (Number.isSafeInteger(Number(text)) || !/^-?\d+$/.test(text) ? Number(text) : text);
  if (JSON_TYPES.has(type)) return (text) => JSON.parse(text);
  return (text) => text;
}

function placeOf(url: string, account?: ReaderAccount): Place {
  const address = new URL(url);
  const schema = address.searchParams.get('schema') ?? 'public';
  for (const own of ['schema', 'connection_limit', 'pool_timeout', 'pgbouncer']) address.searchParams.delete(own);
  if (account) {
    address.username = account.name;
    address.password = account.password;
  }
  return { connection: address.href, schema, database: decodeURIComponent(address.pathname.slice(1)) };
}
