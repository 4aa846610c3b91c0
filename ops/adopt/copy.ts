import type { ColumnShape, TableShape, TableSummary } from '#ops/backup/format.ts';
import { insertRows } from '#ops/backup/insert-rows.ts';
import { readRows } from '#ops/backup/read-rows.ts';
import { RowsDigest } from '#ops/backup/rows-digest.ts';
import { introspect } from '#ops/drift/introspect.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import type { MigrationSession } from '#ops/migrate/session.ts';
import { rowConverter } from './convert/convert-row.ts';
import { adoptionErrors } from './errors.ts';
import { type Ground, VISITOR_ID } from './ground.ts';
import type { Prepared } from './prepare.ts';
import type { TablePlan } from './recognise.ts';
import { plainKind, readingShape } from './source.ts';
import type { DraftRow } from './vocabulary/vocabulary.ts';

/** What tables are called while an adoption runs. */
export interface Places {
  /** Where the rows of a table of theirs are. */
  readonly source: (table: string) => string;
  /** Where those of a table of ours go. */
  readonly target: (table: string) => string;
}

/**
 * Fills our tables and reads them back: each must hold exactly what its rows were turned into. Where nothing keeps
 * others from writing meanwhile (MySQL), the rows are turned again at the end and compared.
 * @throws ADOPTION_NOT_VERIFIED
 */
export async function copyTables(
  { db, log }: Pick<MigrationSession, 'db' | 'log'>,
  prepared: Prepared,
  places: Places,
): Promise<void> {
  const written: { table: TablePlan; copy: Copy; digest: TableSummary }[] = [];
  for (const table of prepared.tables) {
    await keepColumns(db, table, places);
    const copy = copyOf(table, prepared, places);
    const digest = await passRows(db, copy, (rows) => insertRows(db, copy.shape, copy.shape.columns, rows));
    compare(table, digest, await readBack(db, copy.shape));
    written.push({ table, copy, digest });
    log(`${table.source.name} → ${table.target.name} : ${digest.rows}`);
  }
  if (db.transactional) return;
  for (const { table, copy, digest } of written) compare(table, digest, await passRows(db, copy, async () => {}));
}

interface Copy {
  readonly table: TablePlan;
  readonly ground: Ground;
  /** How the rows are read. */
  readonly reading: TableShape;
  /** How they are written. */
  readonly shape: TableShape;
  /** Rows that nobody had. */
  readonly extra: readonly DraftRow[];
}

function copyOf(table: TablePlan, { ground, plan }: Prepared, places: Places): Copy {
  const isWithVisitor = table.target.name === 'users' && plan.findings.some(({ kind }) => kind === 'visitor');
  return {
    table,
    ground,
    reading: { ...readingShape(table.source), name: places.source(table.source.name) },
    shape: writingShape(table, places),
    extra: isWithVisitor ? [visitor(table, ground)] : [],
  };
}

/** Turns every row of a table, page by page, and hashes what they become. */
async function passRows(
  db: MigrationDatabase,
  { table, ground, reading, shape, extra }: Copy,
  write: (rows: readonly DraftRow[]) => Promise<void>,
): Promise<TableSummary> {
  const convert = rowConverter(table, ground, { found: () => {}, unknown: () => {} });
  const digest = new RowsDigest();
  const pass = async (rows: readonly DraftRow[]) => {
    for (const row of rows) digest.add(lineOf(shape, row));
    if (rows.length > 0) await write(rows);
  };
  for await (const rows of readRows(db, reading))
    await pass(rows.map(convert).flatMap((outcome) => (outcome && 'row' in outcome ? [outcome.row] : [])));
  await pass(extra);
  return digest.summary(shape.name);
}

async function readBack(db: MigrationDatabase, shape: TableShape): Promise<TableSummary> {
  const found = new RowsDigest();
  for await (const rows of readRows(db, shape)) for (const row of rows) found.add(lineOf(shape, row));
  return found.summary(shape.name);
}

/** @throws ADOPTION_NOT_VERIFIED */
function compare({ source, target }: TablePlan, expected: TableSummary, found: TableSummary): void {
  if (expected.rows === found.rows && expected.digest === found.digest) return;
  throw adoptionErrors.ADOPTION_NOT_VERIFIED({
    source: source.name,
    table: target.name,
    expected: expected.rows,
    found: found.rows,
  });
}

function lineOf({ columns }: TableShape, row: Readonly<DraftRow>): string {
  return JSON.stringify(columns.map(({ name }) => row[name] ?? null));
}

function writingShape({ target, kept }: TablePlan, places: Places): TableShape {
  const columns: ColumnShape[] = [
    ...target.columns.map(({ name, kind }) => ({ name, kind })),
    ...kept.map(({ source, name }) => ({ name, kind: plainKind(source.kind) })),
  ];
  return { name: places.target(target.name), columns, primaryKey: target.primaryKey };
}

/** Columns that Staka does not know come along as they were, and may be empty: Staka writes nothing into them. */
async function keepColumns(db: MigrationDatabase, { source, target, kept }: TablePlan, places: Places): Promise<void> {
  if (kept.length === 0) return;
  const from = places.source(source.name);
  const parts = (await introspect(db)).filter(({ kind, table }) => kind === 'column' && table === from);
  const nullable = db.provider === 'mysql' ? ' NULL' : '';
  const added = kept.map(({ source: column, name }) => {
    const is = parts.find((part) => part.name === column.name)?.is ?? {};
    const collation = is.collation === undefined ? '' : collationClause(db, is.collation);
    return `ADD COLUMN ${quoted(db.provider, name)} ${is.type}${collation}${nullable}`;
  });
  const alter = `ALTER TABLE ${quoted(db.provider, places.target(target.name))}`;
  // SQLite adds one at a time.
  const statements = db.provider === 'sqlite' ? added : [added.join(', ')];
  for (const columns of statements) await db.script(`${alter} ${columns}`);
}

function collationClause({ provider }: MigrationDatabase, collation: string): string {
  if (provider !== 'mysql') return ` COLLATE ${collation}`;
  return ` CHARACTER SET ${collation.split('_')[0]} COLLATE ${collation}`;
}

/** Whoever wrote without an account: nobody signs in as them, and no letter reaches them. */
function visitor({ target }: TablePlan, { at }: Ground): DraftRow {
  const row: DraftRow = Object.fromEntries(target.columns.map(({ name, fallback }) => [name, fallback ?? null]));
  return {
    ...row,
    id: VISITOR_ID,
    prenom: 'Visiteur',
    nom: '',
    email: 'visiteur@adoption.invalid',
    isActive: false,
    createdAt: at,
    updatedAt: at,
    deactivatedAt: at,
    deactivationReason: 'Tient lieu de qui a écrit sans compte',
    onboardedAt: at,
  };
}
