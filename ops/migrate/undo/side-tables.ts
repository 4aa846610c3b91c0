import type { MigrationDatabase } from '../databases/migration-database.ts';
import type { Capture } from './captures.ts';
import { afterTable, beforeTable, forgetKeptRows, type KeptRows, writeKeptRows } from './undo-log.ts';

/** Those that are written; none when the table is not there. */
export async function columnsOfTable(db: MigrationDatabase, table: string): Promise<string[]> {
  const rows = await db.query(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?
     AND COALESCE(generation_expression, '') = '' ORDER BY ordinal_position`,
    [table],
  );
  return rows.map(({ name }) => String(name));
}

/** Of what a statement may take away, what is there; nothing where the key is not: then the table is no longer that one. */
export function pickPresent({ key, columns }: Capture, present: readonly string[]): string[] {
  if (!key.every((column) => present.includes(column))) return [];
  return columns.filter((column) => present.includes(column));
}

/** An empty table with the columns of the other that are kept, as they are now. */
export async function createLike(db: MigrationDatabase, kept: KeptRows, which: 'before' | 'after'): Promise<void> {
  const table = which === 'before' ? beforeTable(kept) : afterTable(kept);
  const columns = pickPresent(kept, await columnsOfTable(db, kept.table));
  await db.script(`DROP TABLE IF EXISTS ${table}`);
  if (columns.length === 0 || (which === 'after' && isWhole(kept))) return;
  const primary = kept.key.length === 0 ? '' : `(PRIMARY KEY (${list(kept.key)}))`;
  await db.script(`CREATE TABLE ${table} ${primary} SELECT ${list(columns)} FROM ${quote(kept.table)} WHERE 1 = 0`);
}

/** Copies the values as they are, and enters them in the log. */
export async function fillBefore(db: MigrationDatabase, kept: KeptRows): Promise<void> {
  const columns = list(kept.columns);
  await db.script(`DELETE FROM ${beforeTable(kept)}`);
  await db.script(`INSERT INTO ${beforeTable(kept)} (${columns}) SELECT ${columns} FROM ${quote(kept.table)}`);
  await writeKeptRows(db, kept);
}

/** Once the statement has run: of the rows that it left as they were nothing is kept, of the others what they became. */
export async function keepChanged(db: MigrationDatabase, kept: KeptRows): Promise<void> {
  if (isWhole(kept)) return;
  const columns = pickPresent(kept, await columnsOfTable(db, kept.table));
  const values = columns.filter((column) => !kept.key.includes(column));
  const [own, before] = [quote(kept.table), beforeTable(kept)];
  const same = values.map((column) => equal('t', 'b', column)).join(' AND ') || 'TRUE';
  const added = kept.how === 'rows' ? `b.${quote(kept.key[0] ?? '')} IS NULL OR ` : '';
  const join = kept.how === 'rows' ? 'LEFT JOIN' : 'JOIN';
  const selected = columns.map((column) => `t.${quote(column)}`).join(', ');
  if (columns.length > 0)
    await db.script(`INSERT INTO ${afterTable(kept)} (${list(columns)}) SELECT ${selected} FROM ${own} t
      ${join} ${before} b ON ${onKey('t', 'b', kept)} WHERE ${added}NOT (${same})`);
  if (columns.length === kept.columns.length)
    await db.script(`DELETE b FROM ${before} b JOIN ${own} t ON ${onKey('t', 'b', kept)} WHERE ${same}`);
}

/**
 * Gives a table, which has its former columns again, the values back that one statement took: where nobody has changed
 * them since. Within one transaction with the entry of the log, so that it happens once.
 */
export async function putRowsBack(db: MigrationDatabase, kept: KeptRows): Promise<void> {
  const after = new Set(await columnsOfTable(db, afterTable(kept)));
  const texts = await textColumns(db, kept.table);
  await db.script('START TRANSACTION');
  try {
    for (const statement of statementsBack(kept, after, texts)) await db.script(statement);
    await forgetKeptRows(db, kept);
    await db.script('COMMIT');
  } catch (error) {
    await db.script('ROLLBACK');
    throw error;
  }
}

function statementsBack(kept: KeptRows, after: ReadonlySet<string>, texts: ReadonlySet<string>): string[] {
  const [own, before, columns] = [quote(kept.table), beforeTable(kept), list(kept.columns)];
  const copied = `INSERT INTO ${own} (${columns}) SELECT ${columns} FROM ${before} b`;
  if (kept.how === 'table') return [`DELETE FROM ${own}`, copied];
  if (kept.how === 'emptied')
    return [
      `${copied}${kept.key.length === 0 ? '' : ` WHERE NOT EXISTS (SELECT 1 FROM ${own} t WHERE ${onKey('t', 'b', kept)})`}`,
    ];
  const values = kept.columns.filter((column) => !kept.key.includes(column));
  const changed = values.filter((column) => after.has(column));
  const gone = values.filter((column) => !after.has(column));
  const joined = `${own} t JOIN ${before} b ON ${onKey('t', 'b', kept)}`;
  const restored = gone.map((column) => `t.${quote(column)} = b.${quote(column)}`);
  const asLeft = (column: string) => (texts.has(column) ? equal('t', 'a', column) : alike('t', 'a', column));
  const returned = changed.map(
    (column) => `t.${quote(column)} = IF(${asLeft(column)}, b.${quote(column)}, t.${quote(column)})`,
  );
  return [
    ...(restored.length === 0 ? [] : [`UPDATE ${joined} SET ${restored.join(', ')}`]),
    ...(returned.length === 0
      ? []
      : [`UPDATE ${joined} JOIN ${afterTable(kept)} a ON ${onKey('t', 'a', kept)} SET ${returned.join(', ')}`]),
    ...(kept.how === 'rows' ? rowsBack(kept, copied) : []),
  ];
}

/** What the statement added goes, what it deleted comes back. */
function rowsBack(kept: KeptRows, copied: string): string[] {
  const [own, before, after] = [quote(kept.table), beforeTable(kept), afterTable(kept)];
  return [
    `DELETE t FROM ${own} t JOIN ${after} a ON ${onKey('t', 'a', kept)}
      WHERE NOT EXISTS (SELECT 1 FROM ${before} b WHERE ${onKey('a', 'b', kept)})`,
    `${copied} WHERE NOT EXISTS (SELECT 1 FROM ${own} t WHERE ${onKey('t', 'b', kept)})
      AND NOT EXISTS (SELECT 1 FROM ${after} a WHERE ${onKey('a', 'b', kept)})`,
  ];
}

/** Then there is nothing to compare afterwards. */
function isWhole({ how }: KeptRows): boolean {
  return how === 'table' || how === 'emptied';
}

function onKey(one: string, other: string, { key }: KeptRows): string {
  return key.map((column) => `${one}.${quote(column)} = ${other}.${quote(column)}`).join(' AND ');
}

/** To the last byte: what only its collation takes for the same is another value. */
function equal(one: string, other: string, column: string): string {
  return `CAST(${one}.${quote(column)} AS BINARY) <=> CAST(${other}.${quote(column)} AS BINARY)`;
}

/** The same number or moment, though of another type: `05` and `05.000`. */
function alike(one: string, other: string, column: string): string {
  return `${one}.${quote(column)} <=> ${other}.${quote(column)}`;
}

async function textColumns(db: MigrationDatabase, table: string): Promise<ReadonlySet<string>> {
  const rows = await db.query(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?
     AND data_type NOT REGEXP 'int|decimal|float|double|date|time|year'`,
    [table],
  );
  return new Set(rows.map(({ name }) => String(name)));
}

function list(names: readonly string[]): string {
  return names.map(quote).join(', ');
}

function quote(name: string): string {
  return `\`${name}\``;
}
