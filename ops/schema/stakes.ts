import { readDefinition, valuesIn } from '#ops/drift/definitions.ts';
import { type Change, lossOfColumn, ofKind, partsOf } from '#ops/drift/sql/change.ts';
import type { Part } from '#ops/drift/structure.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import type { Bilingual } from '#platform/terminal.ts';

/** What a change means for the rows that are there now. */
export interface Stakes {
  /** What is lost, counted; nothing where tables and columns are empty. */
  losses: Bilingual[];
  /** Why it cannot be done, or MySQL would make up values. */
  obstacles: Bilingual[];
}

/** Counts the rows and values that a change loses, and those that stand in its way. Reads only. */
export async function stakesOf(db: MigrationDatabase, change: Change): Promise<Stakes> {
  const tables = new Set(ofKind(change.from, 'table').map(({ name }) => name));
  const count = async (table: string, what: string, where = '1 = 1') => {
    const [row] = await db.query(`SELECT count(${what}) AS n FROM ${quoted(db.provider, table)} WHERE ${where}`);
    return Number(row?.n);
  };
  const measure: Measure = { db, change, count, column: (part) => quoted(db.provider, part.name) };
  const added = ofKind(change.added, 'column').filter(({ table }) => tables.has(table));
  return {
    losses: await gathered([
      ...ofKind(change.removed, 'table').map((part) => () => lostTable(measure, part)),
      ...ofKind(change.removed, 'column').map((part) => () => lostColumn(measure, part)),
      ...change.changed.map((pair) => () => turnedColumn(measure, pair)),
    ]),
    obstacles: await gathered([
      ...added.map((part) => () => requiredColumn(measure, part)),
      ...change.changed.map((pair) => () => missingValues(measure, pair)),
      ...change.changed.map((pair) => () => valuesTooLong(measure, pair)),
      ...change.changed.map((pair) => () => valuesTakenAway(measure, pair)),
      ...newIndexes(change, tables).map((part) => () => repeatedValues(measure, part)),
    ]),
  };
}

interface Measure {
  db: MigrationDatabase;
  change: Change;
  /** The rows of a table, or the values of a column. */
  count: (table: string, what: string, where?: string) => Promise<number>;
  column: (part: Part) => string;
}

interface Pair {
  before: Part;
  after: Part;
}

/** One after the other: a connection answers one question at a time. */
async function gathered(questions: (() => Promise<Bilingual | null>)[]): Promise<Bilingual[]> {
  const findings: Bilingual[] = [];
  for (const ask of questions) {
    const found = await ask();
    if (found) findings.push(found);
  }
  return findings;
}

async function lostTable({ count }: Measure, { name }: Part): Promise<Bilingual | null> {
  const rows = await count(name, '*');
  if (rows === 0) return null;
  return { fr: `la table ${name} et ses lignes (${rows})`, en: `table ${name} and its rows (${rows})` };
}

async function lostColumn({ count, column }: Measure, part: Part): Promise<Bilingual | null> {
  const values = await count(part.table, column(part));
  if (values === 0) return null;
  const place = `${part.table}.${part.name}`;
  return { fr: `la colonne ${place} et ses valeurs (${values})`, en: `column ${place} and its values (${values})` };
}

async function turnedColumn({ count, column }: Measure, { before, after }: Pair): Promise<Bilingual | null> {
  const loss = before.kind === 'column' ? lossOfColumn(before, after) : null;
  return loss && (await count(before.table, column(before))) > 0 ? loss : null;
}

async function requiredColumn({ count }: Measure, { table, name, is }: Part): Promise<Bilingual | null> {
  if (is.nullable === 'yes' || is.default !== undefined) return null;
  const rows = await count(table, '*');
  if (rows === 0) return null;
  return {
    fr: `la colonne ${table}.${name} est obligatoire, n’a pas de valeur par défaut, et la table a des lignes (${rows})`,
    en: `column ${table}.${name} is required and has no default, and the table has rows (${rows})`,
  };
}

/** SQLite copies the default into them; the others refuse. */
async function missingValues({ db, count, column }: Measure, { before, after }: Pair): Promise<Bilingual | null> {
  if (before.kind !== 'column' || before.is.nullable !== 'yes' || after.is.nullable !== 'no') return null;
  if (db.provider === 'sqlite' && after.is.default !== undefined) return null;
  const rows = await count(before.table, '*', `${column(before)} IS NULL`);
  if (rows === 0) return null;
  const place = `${before.table}.${before.name}`;
  return {
    fr: `la colonne ${place} devient obligatoire, et des lignes (${rows}) n’y ont pas de valeur`,
    en: `column ${place} becomes required, and rows (${rows}) have no value there`,
  };
}

/** SQLite keeps texts of any length in any column. */
async function valuesTooLong({ db, count, column }: Measure, { before, after }: Pair): Promise<Bilingual | null> {
  const length = /^(?:var)?char(?:acter)?(?: varying)?\((\d+)\)$/.exec(after.is.type ?? '')?.[1];
  if (before.kind !== 'column' || length === undefined || db.provider === 'sqlite') return null;
  if (before.is.type === after.is.type || lossOfColumn(before, after)) return null;
  const rows = await count(before.table, '*', `char_length(${column(before)}) > ${length}`);
  if (rows === 0) return null;
  const place = `${before.table}.${before.name}`;
  return {
    fr: `la colonne ${place} ne prend plus que ${length} caractères, et des lignes (${rows}) en ont davantage`,
    en: `column ${place} takes no more than ${length} characters, and rows (${rows}) have more`,
  };
}

/** An enumeration is a type on PostgreSQL, the type of a column on MySQL, and a check on SQLite. */
async function valuesTakenAway(measure: Measure, { before, after }: Pair): Promise<Bilingual | null> {
  const listed = before.is.values ?? (before.kind === 'check' ? before.is.definition : enumOf(before));
  const now = after.is.values ?? (after.kind === 'check' ? after.is.definition : enumOf(after));
  if (listed === undefined || now === undefined) return null;
  const kept = valuesIn(now);
  const gone = valuesIn(listed).filter((value) => !kept.includes(value));
  if (gone.length === 0) return null;
  for (const column of columnsOf(measure, before)) {
    const text = measure.db.provider === 'postgresql' ? `${measure.column(column)}::text` : measure.column(column);
    const list = gone.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ');
    const rows = await measure.count(column.table, '*', `${text} IN (${list})`);
    if (rows > 0) return takenAway(`${column.table}.${column.name}`, gone, rows);
  }
  return null;
}

function takenAway(place: string, gone: readonly string[], rows: number): Bilingual {
  return {
    fr: `la colonne ${place} ne prend plus ${gone.join(', ')}, que des lignes (${rows}) ont`,
    en: `column ${place} no longer takes ${gone.join(', ')}, which rows (${rows}) have`,
  };
}

function enumOf({ kind, is }: Part): string | undefined {
  return kind === 'column' && is.type?.startsWith('enum(') ? is.type : undefined;
}

function columnsOf({ change }: Measure, { kind, table, name }: Part): Part[] {
  const columns = ofKind(change.from, 'column');
  if (kind === 'enumeration') return columns.filter(({ is }) => [name, `"${name}"`].includes(is.type ?? ''));
  const own = kind === 'column' ? name : undefined;
  return columns.filter(
    (part) => part.table === table && (part.name === own || name === `${table}_${part.name}_check`),
  );
}

function newIndexes({ added, changed, from }: Change, tables: ReadonlySet<string>): Part[] {
  const parts = [
    ...ofKind(added, 'index'),
    ...changed.map(({ after }) => after).filter(({ kind }) => kind === 'index'),
  ];
  return parts.filter((part) => {
    const there = new Set(partsOf(from, part.table, 'column').map(({ name }) => name));
    const { unique, columns } = readDefinition(part.is.definition ?? '');
    return unique && tables.has(part.table) && columns.length > 0 && columns.every((name) => there.has(name));
  });
}

async function repeatedValues({ db }: Measure, { table, is }: Part): Promise<Bilingual | null> {
  const { columns } = readDefinition(is.definition ?? '');
  const names = columns.map((name) => quoted(db.provider, name));
  const [row] = await db.query(`SELECT count(*) AS n FROM ${quoted(db.provider, table)}
    WHERE ${names.map((name) => `${name} IS NOT NULL`).join(' AND ')} GROUP BY ${names.join(', ')} HAVING count(*) > 1 LIMIT 1`);
  if (!row) return null;
  const list = columns.join(', ');
  return {
    fr: `${table} (${list}) devient unique, et des lignes (${Number(row.n)}) y ont la même valeur`,
    en: `${table} (${list}) becomes unique, and rows (${Number(row.n)}) have the same value there`,
  };
}
