import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { describeTable } from './describe.ts';
import {
  COUNTED_BELOW,
  type DatabaseProcesses,
  type DatabaseStats,
  groupBy,
  type Inspector,
  type OptimizeStep,
  type SlowQueries,
  text,
  textOrNull,
} from './inspector.ts';

type Query = MigrationDatabase['query'];

export function postgresqlInspector(query: Query): Inspector {
  return {
    size: () => size(query),
    stats: () => stats(query),
    slowestQueries: (limit) => slowestQueries(query, limit),
    processes: () => processes(query),
    describe: (table) => describeTable({ provider: 'postgresql', query }, table),
    optimizing: () => optimizing(query),
  };
}

async function size(query: Query): Promise<number> {
  const [row] = await query('SELECT pg_database_size(current_database())::float8 AS bytes');
  return Number(row?.bytes);
}

async function stats(query: Query): Promise<DatabaseStats> {
  const tables = await query(
    `SELECT c.relname AS name, c.reltuples::float8 AS rows, pg_table_size(c.oid)::float8 AS bytes, pg_indexes_size(c.oid)::float8 AS index_bytes
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = current_schema() AND c.relkind = 'r' ORDER BY c.relname`,
  );
  const indexes = groupBy(
    await query(
      `SELECT t.relname AS "table", i.relname AS name, pg_relation_size(i.oid)::float8 AS bytes, s.idx_scan::float8 AS uses
       FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
       JOIN pg_namespace n ON n.oid = t.relnamespace LEFT JOIN pg_stat_user_indexes s ON s.indexrelid = i.oid
       WHERE n.nspname = current_schema() ORDER BY i.relname`,
    ),
    'table',
  );
  const counted = [];
  for (const { name, rows, bytes, index_bytes: indexBytes } of tables) {
    // -1 where nobody has ever looked.
    const exact = Number(rows) < COUNTED_BELOW && Number(bytes) < COUNTED_BELOW * 1000;
    counted.push({
      name: text(name),
      rows: exact ? await count(query, text(name)) : Number(rows),
      exact,
      bytes: Number(bytes),
      indexBytes: Number(indexBytes),
      indexes: (indexes.get(text(name)) ?? []).map((index) => ({
        name: text(index.name),
        bytes: Number(index.bytes),
        uses: index.uses === null ? null : Number(index.uses),
      })),
    });
  }
  return { bytes: await size(query), tables: counted };
}

async function count(query: Query, table: string): Promise<number> {
  const [row] = await query(`SELECT count(*)::float8 AS n FROM ${quoted('postgresql', table)}`);
  return Number(row?.n);
}

async function slowestQueries(query: Query, limit: number): Promise<SlowQueries> {
  const [extension] = await query(
    `SELECT n.nspname AS schema FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements'`,
  );
  if (!extension) return { known: false, reason: NO_STATEMENTS };
  try {
    const rows = await query(
      `SELECT s.query AS sql, s.calls::float8 AS calls, s.mean_exec_time AS mean, s.max_exec_time AS max, s.total_exec_time AS total
       FROM ${quoted('postgresql', text(extension.schema))}.pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
       WHERE d.datname = current_database() ORDER BY s.total_exec_time DESC LIMIT ${limit}`,
    );
    return {
      known: true,
      queries: rows.map(({ sql, calls, mean, max, total }) => ({
        sql: text(sql),
        calls: Number(calls),
        meanMs: Number(mean),
        maxMs: Number(max),
        totalMs: Number(total),
      })),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { known: false, reason: { fr: `PostgreSQL répond : ${reason}`, en: `PostgreSQL answers: ${reason}` } };
  }
}

const NO_STATEMENTS = {
  fr: 'PostgreSQL les compte avec pg_stat_statements, qui n’est pas installé ici : ajoutez-le à shared_preload_libraries, redémarrez, puis CREATE EXTENSION pg_stat_statements.',
  en: 'PostgreSQL counts them with pg_stat_statements, which is not installed here: add it to shared_preload_libraries, restart, then CREATE EXTENSION pg_stat_statements.',
};

async function processes(query: Query): Promise<DatabaseProcesses> {
  const rows = await query(
    `SELECT pid, concat_ws(' ', usename, application_name, host(client_addr)) AS who, coalesce(state, '') AS state, wait_event_type AS wait,
       extract(epoch FROM clock_timestamp() - CASE WHEN state = 'active' THEN query_start WHEN state LIKE 'idle in transaction%' THEN xact_start ELSE state_change END)::float8 * 1000 AS ms,
       pg_blocking_pids(pid) AS blockers, query AS sql
     FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
     ORDER BY ms DESC NULLS LAST`,
  );
  return {
    processes: rows.map(({ pid, who, state, wait, ms, blockers, sql }) => ({
      id: Number(pid),
      who: text(who),
      state: wait === 'Lock' ? `${state}, waits for a lock` : text(state),
      ms: ms === null ? null : Math.max(0, Math.round(Number(ms))),
      waitsFor: Array.isArray(blockers) ? [...new Set(blockers.map(Number))] : [],
      sql: textOrNull(sql) || null,
    })),
    note: null,
  };
}

async function optimizing(query: Query): Promise<OptimizeStep[]> {
  const [amcheck] = await query(
    `SELECT n.nspname AS schema FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'amcheck'`,
  );
  const vacuum: OptimizeStep = {
    name: 'VACUUM (ANALYZE)',
    locks: {
      fr: 'personne n’attend, sauf un changement de structure',
      en: 'nobody waits, but for a change of the structure',
    },
    run: async () => {
      await query('VACUUM (ANALYZE)');
      return [];
    },
  };
  if (!amcheck) return [{ name: 'indexes', locks: INDEXES_ONLY, run: () => invalidIndexes(query) }, vacuum];
  const run = async () => [
    ...(await invalidIndexes(query)),
    ...(await damagedIndexes(query, quoted('postgresql', text(amcheck.schema)))),
  ];
  return [{ name: 'amcheck', locks: vacuum.locks, run }, vacuum];
}

const INDEXES_ONLY = {
  fr: 'personne n’attend. Seule la validité des index est regardée ; CREATE EXTENSION amcheck ferait vérifier leur contenu',
  en: 'nobody waits. Only whether indexes are valid is looked at; CREATE EXTENSION amcheck would have their content checked',
};

const OWN_INDEXES = `FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = i.relnamespace WHERE n.nspname = current_schema()`;

async function invalidIndexes(query: Query): Promise<string[]> {
  const rows = await query(`SELECT i.relname AS name ${OWN_INDEXES} AND NOT x.indisvalid`);
  return rows.map(({ name }) => `${name}: REINDEX INDEX CONCURRENTLY ${quoted('postgresql', text(name))}`);
}

async function damagedIndexes(query: Query, schema: string): Promise<string[]> {
  const indexes = await query(
    `SELECT i.relname AS name, i.oid AS oid ${OWN_INDEXES} AND x.indisvalid AND i.relam = (SELECT oid FROM pg_am WHERE amname = 'btree')`,
  );
  const found: string[] = [];
  for (const { name, oid } of indexes) {
    await query(`SELECT ${schema}.bt_index_check(${Number(oid)}::oid::regclass)`).catch((error) => {
      found.push(`${name}: ${error instanceof Error ? error.message : error}`);
    });
  }
  return found;
}
