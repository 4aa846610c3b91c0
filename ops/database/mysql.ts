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
  type Row,
  type SlowQueries,
  text,
  textOrNull,
} from './inspector.ts';

type Query = MigrationDatabase['query'];

export function mysqlInspector(query: Query): Inspector {
  return {
    size: () => size(query),
    stats: () => stats(query),
    slowestQueries: (limit) => slowestQueries(query, limit),
    processes: () => processes(query),
    describe: (table) => describeTable({ provider: 'mysql', query }, table),
    optimizing: async () => optimizing(query),
  };
}

async function size(query: Query): Promise<number> {
  const [row] = await query(
    'SELECT sum(data_length + index_length + data_free) AS bytes FROM information_schema.tables WHERE table_schema = DATABASE()',
  );
  return Number(row?.bytes);
}

async function stats(query: Query): Promise<DatabaseStats> {
  const tables = await query(
    `SELECT table_name AS name, table_rows AS estimate, data_length AS bytes, index_length AS index_bytes FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name`,
  );
  const indexes = groupBy(
    await query(
      `SELECT DISTINCT table_name AS of_table, index_name AS name FROM information_schema.statistics WHERE table_schema = DATABASE() ORDER BY index_name`,
    ),
    'of_table',
  );
  const sizes = await indexSizes(query);
  const counted = [];
  for (const { name, estimate, bytes, index_bytes: indexBytes } of tables) {
    const exact = Number(estimate) < COUNTED_BELOW;
    const own = indexes.get(text(name)) ?? [];
    counted.push({
      name: text(name),
      rows: exact ? await count(query, text(name)) : Number(estimate),
      exact,
      bytes: Number(bytes),
      indexBytes: Number(indexBytes),
      indexes: own.map((index) => ({
        name: text(index.name),
        bytes: sizes?.get(`${text(name)}.${text(index.name)}`) ?? null,
        uses: null,
      })),
    });
  }
  return { bytes: await size(query), tables: counted };
}

/** By `table.index`; null where this account may not read the statistics of InnoDB. */
async function indexSizes(query: Query): Promise<Map<string, number> | null> {
  const rows = await query(
    `SELECT table_name AS of_table, index_name AS name, stat_value * @@innodb_page_size AS bytes FROM mysql.innodb_index_stats WHERE database_name = DATABASE() AND stat_name = 'size'`,
  ).catch(() => null);
  return rows && new Map(rows.map((row) => [`${text(row.of_table)}.${text(row.name)}`, Number(row.bytes)]));
}

async function count(query: Query, table: string): Promise<number> {
  const [row] = await query(`SELECT count(*) AS n FROM ${quoted('mysql', table)}`);
  return Number(row?.n);
}

async function slowestQueries(query: Query, limit: number): Promise<SlowQueries> {
  const [schema] = await query('SELECT @@performance_schema AS is_on');
  if (Number(schema?.is_on) !== 1) return { known: false, reason: NO_SCHEMA };
  try {
    // Picoseconds.
    const rows = await query(
      `SELECT digest_text AS statement, count_star AS calls, avg_timer_wait / 1e9 AS mean, max_timer_wait / 1e9 AS longest, sum_timer_wait / 1e9 AS total
       FROM performance_schema.events_statements_summary_by_digest WHERE schema_name = DATABASE() ORDER BY sum_timer_wait DESC LIMIT ${limit}`,
    );
    return {
      known: true,
      queries: rows.map(({ statement, calls, mean, longest, total }) => ({
        sql: text(statement),
        calls: Number(calls),
        meanMs: Number(mean),
        maxMs: Number(longest),
        totalMs: Number(total),
      })),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { known: false, reason: { fr: `MySQL répond : ${reason}`, en: `MySQL answers: ${reason}` } };
  }
}

const NO_SCHEMA = {
  fr: 'MySQL les compte dans performance_schema, qui est coupé ici : écrivez performance_schema=ON dans sa configuration et redémarrez-le.',
  en: 'MySQL counts them in performance_schema, which is off here: write performance_schema=ON in its configuration and restart it.',
};

async function processes(query: Query): Promise<DatabaseProcesses> {
  // First: who waits then has its statement in the list afterwards.
  const waits = await lockWaits(query);
  const rows = await query(
    `SELECT id, user, host, command, state, time AS seconds, info FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID() ORDER BY time DESC`,
  );
  const of = groupBy(waits ?? [], 'waiting');
  return {
    processes: rows.map(({ id, user, host, command, state, seconds, info }) => ({
      id: Number(id),
      who: `${text(user)}@${text(host)}`,
      state: [text(command), text(state)].filter(Boolean).join(', '),
      ms: Number(seconds) * 1000,
      waitsFor: [...new Set((of.get(text(id)) ?? []).map(({ blocking }) => Number(blocking)))],
      sql: textOrNull(info),
    })),
    note: waits === null ? NO_WAITS : null,
  };
}

const NO_WAITS = {
  fr: 'Qui attend qui ne peut pas se lire avec ce compte : il lui faut le droit PROCESS.',
  en: 'Who waits for whom cannot be read with this account: it needs the PROCESS privilege.',
};

/** MariaDB has it in its schema of InnoDB, MySQL 8 in performance_schema. */
async function lockWaits(query: Query): Promise<Row[] | null> {
  const mariadb = `SELECT r.trx_mysql_thread_id AS waiting, b.trx_mysql_thread_id AS blocking FROM information_schema.innodb_lock_waits w
    JOIN information_schema.innodb_trx r ON r.trx_id = w.requesting_trx_id JOIN information_schema.innodb_trx b ON b.trx_id = w.blocking_trx_id`;
  const mysql = `SELECT r.trx_mysql_thread_id AS waiting, b.trx_mysql_thread_id AS blocking FROM performance_schema.data_lock_waits w
    JOIN information_schema.innodb_trx r ON r.trx_id = w.requesting_engine_transaction_id JOIN information_schema.innodb_trx b ON b.trx_id = w.blocking_engine_transaction_id`;
  return query(mariadb)
    .catch(() => query(mysql))
    .catch(() => null);
}

function optimizing(query: Query): OptimizeStep[] {
  return [
    { name: 'CHECK TABLE', locks: READERS, run: () => overTables(query, 'CHECK') },
    {
      name: 'OPTIMIZE TABLE',
      locks: {
        fr: 'chaque table est réécrite sans arrêter ni lectures ni écritures, qui n’attendent qu’un instant au début et à la fin. Demande la place d’une copie de la plus grande',
        en: 'each table is rewritten without stopping reads or writes, which wait only for a moment when it begins and ends. Needs room for a copy of the largest',
      },
      run: () => overTables(query, 'OPTIMIZE'),
    },
    { name: 'ANALYZE TABLE', locks: READERS, run: () => overTables(query, 'ANALYZE') },
  ];
}

const READERS = { fr: 'personne n’attend plus d’un instant', en: 'nobody waits for more than a moment' };

/** Every table apart, so that no list of locks is held. What is said but “ok” is returned. */
async function overTables(query: Query, verb: 'CHECK' | 'OPTIMIZE' | 'ANALYZE'): Promise<string[]> {
  const tables = await query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await query(`${verb} TABLE ${quoted('mysql', text(name))}`);
    const wrong = rows.filter(({ Msg_type: type }) => /^(error|warning)$/i.test(text(type)));
    found.push(...wrong.map(({ Msg_text: said }) => `${name}: ${said}`));
  }
  return found;
}
