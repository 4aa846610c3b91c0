import { withoutUnknown } from '#ops/drift/compare.ts';
import { introspect } from '#ops/drift/introspect.ts';
import { keptParts, listKeptColumns } from '#ops/drift/kept-columns.ts';
import { mysqlStatements } from '#ops/drift/sql/mysql.ts';
import type { Part } from '#ops/drift/structure.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { createHistory, readHistory } from '#ops/migrate/history.ts';
import type { MigrationSession } from '#ops/migrate/session.ts';
import { METADATA } from '#platform/db/metadata.gen.ts';
import { copyTables } from '../copy.ts';
import { adoptionErrors } from '../errors.ts';
import { keptColumnsOf, type Prepared } from '../prepare.ts';
import { recordApplied } from '../record-applied.ts';
import { readSwap, STAGING, STATE_TABLE, type Swap, writeSwap } from '../scaffold.ts';
import { structureOnMysql } from '../target.ts';

const quote = (name: string) => quoted('mysql', name);

/**
 * MySQL commits every change of a table at once. So our tables are made and filled beside theirs, under other names, and
 * read back; until then theirs are only read, and whatever stops leaves them as they were. Then one statement exchanges
 * the names, and what is left to do is written down before: a process killed anywhere after is taken up there.
 * @throws ADOPTION_NOT_VERIFIED, ADOPTION_INTERRUPTED
 */
export async function adoptResumably(session: MigrationSession, prepared: Prepared): Promise<void> {
  const { db } = session;
  await dropStaging(db);
  try {
    const structure = await structureOnMysql(session.migrations);
    for (const { sql } of mysqlStatements([], staged(structure))) await db.script(sql);
    await copyTables(session, prepared, { source: (table) => table, target: (table) => `${STAGING}${table}` });
  } catch (error) {
    await dropStaging(db);
    throw error;
  }
  const { setAside } = prepared.plan;
  const archives = setAside.map(({ table, archive }) => ({ table, archive }));
  await writeSwap(db, { archives, kept: keptColumnsOf(prepared) });
  session.log('Copies vérifiées / Copies verified');
  await finishSwap(session);
}

/**
 * Puts verified copies in place, from wherever an earlier attempt stopped.
 * @throws ADOPTION_INTERRUPTED
 */
export async function finishSwap(session: MigrationSession): Promise<void> {
  const { db } = session;
  try {
    const swap = await readSwap(db);
    await exchangeNames(db, swap);
    session.log('Noms échangés / Names exchanged');
    await dropForeignKeysOf(db, swap);
    await listKeptColumns(db, swap.kept);
    await completeTables(session);
    await recordHistory(session);
    await db.script(`DROP TABLE ${STATE_TABLE}`);
  } catch (error) {
    throw adoptionErrors.ADOPTION_INTERRUPTED({ reason: String(error) }, { cause: error });
  }
}

/** Without what has a name in the whole database: foreign keys and triggers come when the names are free. */
function staged(structure: readonly Part[]): Part[] {
  return structure
    .filter(({ kind }) => kind !== 'foreign-key' && kind !== 'trigger')
    .toSorted((one, other) => placeOf(one) - placeOf(other))
    .map((part) => ({
      ...part,
      table: `${STAGING}${part.table}`,
      name: part.kind === 'table' ? `${STAGING}${part.name}` : part.name,
    }));
}

/** Columns in the order of the model, as the migrations make them. */
function placeOf({ kind, table, name }: Part): number {
  const columns = Object.entries(METADATA).find(([candidate]) => candidate === table)?.[1].columns ?? [];
  return kind === 'column' ? columns.indexOf(name) : columns.length;
}

/** What an earlier attempt left that had not come so far as to exchange names. */
async function dropStaging(db: MigrationDatabase): Promise<void> {
  const tables = (await db.tables()).filter((name) => name.startsWith(STAGING));
  for (const table of tables) await db.script(`DROP TABLE ${quote(table)}`);
  await db.script(`DROP TABLE IF EXISTS ${STATE_TABLE}, ${STATE_TABLE}_new`);
}

/** One statement: all names change, or none. */
async function exchangeNames(db: MigrationDatabase, { archives }: Swap): Promise<void> {
  const there = new Set(await db.tables());
  const aside = archives.filter(({ table, archive }) => there.has(table) && !there.has(archive));
  const waiting = [...there].filter((name) => name.startsWith(STAGING));
  const renames = [
    ...aside.map(({ table, archive }) => [table, archive]),
    ...waiting.map((name) => [name, name.slice(STAGING.length)]),
  ];
  if (renames.length === 0) return;
  const list = renames.map(([from = '', to = '']) => `${quote(from)} TO ${quote(to)}`);
  await db.script(`RENAME TABLE ${list.join(', ')}`);
}

/** Their names are the database's, and ours are called the same. */
async function dropForeignKeysOf(db: MigrationDatabase, { archives }: Swap): Promise<void> {
  const names = new Set(archives.map(({ archive }) => archive));
  const keys = (await introspect(db)).filter(({ kind, table }) => kind === 'foreign-key' && names.has(table));
  for (const [table, own] of Map.groupBy(keys, (key) => key.table)) {
    const dropped = own.map(({ name, sql }) => `DROP FOREIGN KEY ${quote(sql ?? name)}`);
    await db.script(`ALTER TABLE ${quote(table)} ${dropped.join(', ')}`);
  }
}

async function completeTables(session: MigrationSession): Promise<void> {
  const { db } = session;
  const live = await introspect(db);
  const structure = [...(await structureOnMysql(session.migrations)), ...(await keptParts(db, live))];
  for (const sql of gathered(mysqlStatements(withoutUnknown(structure, live), structure))) await db.script(sql);
}

/** The foreign keys of a table in one statement: each by itself would copy the table once more. */
function gathered(statements: readonly { readonly sql: string }[]): string[] {
  const keys = new Map<string, string[]>();
  const others = [];
  for (const { sql } of statements) {
    const [, table, added] = /^ALTER TABLE (`[^`]+`) (ADD CONSTRAINT `[^`]+` FOREIGN KEY .*)$/s.exec(sql) ?? [];
    if (table === undefined || added === undefined) others.push(sql);
    else keys.set(table, [...(keys.get(table) ?? []), added]);
  }
  return [...others, ...[...keys].map(([table, added]) => `ALTER TABLE ${table} ${added.join(', ')}`)];
}

async function recordHistory({ db, migrations }: MigrationSession): Promise<void> {
  await createHistory(db);
  const recorded = new Set((await readHistory(db)).map(({ name }) => name));
  for (const migration of migrations.filter(({ name }) => !recorded.has(name)))
    await recordApplied(db, migration, new Date());
}
