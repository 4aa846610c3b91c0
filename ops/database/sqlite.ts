import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { sizeInWords } from '#platform/quantities.ts';
import { describeTable } from './describe.ts';
import { databaseErrors } from './errors.ts';
import { type DatabaseStats, groupBy, type Inspector, type OptimizeStep, text } from './inspector.ts';
import { sqliteProcesses } from './sqlite-locks.ts';

type Query = MigrationDatabase['query'];

export function sqliteInspector(query: Query, address: string): Inspector {
  const path = address.replace(/^file:(\/\/)?/, '').replace(/\?.*$/, '');
  return {
    size: () => size(query),
    stats: () => stats(query),
    slowestQueries: async () => ({
      known: false,
      reason: {
        fr: 'SQLite ne tient pas de statistiques de ses requêtes ; le journal de Staka dit la durée de chaque demande.',
        en: 'SQLite keeps no statistics of its queries; the log of Staka says how long each request took.',
      },
    }),
    processes: () => sqliteProcesses(path, () => isWriteLocked(query)),
    describe: (table) => describeTable({ provider: 'sqlite', query }, table),
    optimizing: async () => optimizing(query, path),
  };
}

async function stats(query: Query): Promise<DatabaseStats> {
  const objects = await query(
    `SELECT type, name, tbl_name FROM sqlite_master WHERE type = 'index' OR (type = 'table' AND name NOT LIKE 'sqlite_%') ORDER BY name`,
  );
  // Compiled into Node's SQLite; another one may lack it.
  const sizes = await query('SELECT name, pgsize AS bytes FROM dbstat WHERE aggregate = TRUE').catch(() => null);
  const bytesOf = new Map(sizes?.map(({ name, bytes }) => [text(name), Number(bytes)]));
  const sizeOf = (name: unknown) => (sizes === null ? null : (bytesOf.get(text(name)) ?? 0));
  const indexes = groupBy(
    objects.filter(({ type }) => type === 'index'),
    'tbl_name',
  );
  const tables = objects.filter(({ type }) => type === 'table');
  const counted = [];
  for (const { name } of tables) {
    const [row] = await query(`SELECT count(*) AS n FROM ${quoted('sqlite', text(name))}`);
    const own = (indexes.get(text(name)) ?? []).map((index) => ({
      name: text(index.name),
      bytes: sizeOf(index.name),
      uses: null,
    }));
    const indexBytes = sizes === null ? null : own.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
    counted.push({
      name: text(name),
      rows: Number(row?.n),
      exact: true,
      bytes: sizeOf(name),
      indexBytes,
      indexes: own,
    });
  }
  return { bytes: await size(query), tables: counted };
}

async function size(query: Query): Promise<number> {
  const [row] = await query('SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()');
  return Number(row?.bytes);
}

async function isWriteLocked(query: Query): Promise<boolean> {
  await query('PRAGMA busy_timeout = 0');
  try {
    await query('BEGIN IMMEDIATE');
    await query('ROLLBACK');
    return false;
  } catch {
    return true;
  } finally {
    await query('PRAGMA busy_timeout = 5000');
  }
}

function optimizing(query: Query, path: string): OptimizeStep[] {
  const done = async (sql: string) => {
    await query(sql);
    return [];
  };
  return [
    { name: 'PRAGMA integrity_check', locks: NOBODY, run: () => damage(query) },
    {
      name: 'ANALYZE',
      locks: { fr: 'les écritures attendent, un instant', en: 'writes wait, for a moment' },
      run: () => done('ANALYZE'),
    },
    {
      name: 'VACUUM',
      locks: {
        fr: 'les écritures attendent jusqu’au bout, et sont refusées au-delà de 5 s : mettez d’abord une grande base en maintenance. Demande la place d’une copie de la base',
        en: 'writes wait until it is done, and are refused after 5 s: turn maintenance on first where the database is large. Needs room for a copy of the database',
      },
      run: async () => {
        await requireRoom(path);
        return done('VACUUM');
      },
    },
    {
      name: 'PRAGMA wal_checkpoint(TRUNCATE)',
      locks: { fr: 'les écritures attendent, un instant', en: 'writes wait, for a moment' },
      run: () => done('PRAGMA wal_checkpoint(TRUNCATE)'),
    },
  ];
}

const NOBODY = { fr: 'personne n’attend', en: 'nobody waits' };

/** Where a page cannot even be read SQLite ends the check with an error: that is what it found. */
async function damage(query: Query): Promise<string[]> {
  try {
    return await damageSeen(query);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

async function damageSeen(query: Query): Promise<string[]> {
  const found = (await query('PRAGMA integrity_check(20)')).map((row) => text(row.integrity_check));
  const dangling = await query('PRAGMA foreign_key_check');
  return [
    ...found.filter((line) => line !== 'ok'),
    ...dangling.slice(0, 20).map(({ table, rowid, parent }) => `${table} ${rowid} → ${parent}`),
  ];
}

/** @throws DATABASE_NO_ROOM */
async function requireRoom(path: string): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(path));
  const [needed, free] = [statSync(path).size * 2, bavail * bsize];
  if (free < needed) throw databaseErrors.DATABASE_NO_ROOM({ needed: sizeInWords(needed), free: sizeInWords(free) });
}
