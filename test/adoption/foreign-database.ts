import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Adoption, adopt } from '#ops/adopt/adopt.ts';
import { type Answers, NO_ANSWERS } from '#ops/adopt/answers.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { openDatabase } from '#ops/migrate/databases/open-database.ts';

type Row = Record<string, unknown>;

/** Makes a database of another system. */
export async function build(url: string, statements: readonly string[]): Promise<void> {
  await connected(url, async (db) => {
    for (const statement of statements) await db.script(statement);
  });
}

/** One question to it, on a connection of its own. */
export function ask(url: string, sql: string): Promise<Row[]> {
  return connected(url, async (db) => (await db.query(sql)).map((row) => ({ ...row })));
}

/** Adopts it with these answers; the backup goes to a folder of its own unless told. */
export async function adoptWith(url: string, answers: Partial<Answers> = {}, backups?: string): Promise<Adoption> {
  const folder = backups ?? (await mkdtemp(join(tmpdir(), 'staka-adoption-')));
  return adopt({ url, backups: folder, keys: [], force: true, answers: { ...NO_ANSWERS, ...answers } });
}

/** All rows of all tables that are not ours, by table and in an order of their own. */
export function contents(url: string, tables: readonly string[]): Promise<Record<string, string[]>> {
  return connected(url, async (db) => {
    const quote = db.provider === 'mysql' ? '`' : '"';
    const found: Record<string, string[]> = {};
    for (const table of tables) {
      const rows = await db.query(`SELECT * FROM ${quote}${table}${quote}`);
      found[table] = rows.map((row) => JSON.stringify(row)).sort();
    }
    return found;
  });
}

export async function tablesOf(url: string): Promise<string[]> {
  return connected(url, (db) => db.tables());
}

async function connected<T>(url: string, work: (db: MigrationDatabase) => Promise<T>): Promise<T> {
  const db = await openDatabase(url);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}
