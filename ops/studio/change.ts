import { type AuditFact, record } from '#modules/audit/module.ts';
import type { Context } from '#platform/context.ts';
import { capabilities, type Db, inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { newId } from '#platform/ids.ts';
import { named, present } from './browse.ts';
import { type Catalogue, type Column, columnOf, keyOf, type Table, tableOf } from './catalogue.ts';
import { studioErrors } from './errors.ts';
import { explained } from './explain-refusal.ts';
import { HIDDEN_COLUMNS } from './hidden.ts';
import type { StudioVisitor } from './policy.ts';
import type { Update } from './schema.ts';
import { written } from './values.ts';

type Row = Record<string, unknown>;
type Writer = Allowed<'studio.write', StudioVisitor>;
interface Writing {
  readonly context: Pick<Context, 'db'>;
  readonly catalogue: Catalogue;
  readonly table: string;
  readonly writer: Writer;
}

/** All of them, or none. What is not given Staka fills in, as everywhere. */
export function insertRows(writing: Writing, rows: readonly Row[]): Promise<Row[]> {
  return write(writing, async (tx, table) => {
    const inserted: Row[] = [];
    for (const given of rows) {
      const values = { ...idOf(table), ...valuesOf(table, given, { isNew: true }) };
      await named(tx).insertInto(table.name).values(values).execute();
      const after = await findRow(tx, table, values);
      await recordWrite(tx, writing, { action: 'studio.row-created', row: after, after: masked(table, after) });
      inserted.push(after);
    }
    return inserted;
  });
}

/** The columns that are named, and nothing else of the rows. */
export function updateRows(writing: Writing, updates: readonly Update[]): Promise<Row[]> {
  return write(writing, async (tx, table) => {
    const updated: Row[] = [];
    for (const { key, changes } of updates) {
      const before = await findRow(tx, table, key, { lock: true });
      const values = valuesOf(table, changes, { isNew: false });
      await byKey(named(tx).updateTable(table.name).set(values), table, key).execute();
      const after = await findRow(tx, table, key);
      const changed = Object.keys(after).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]));
      const of = (row: Row) => shortened(Object.fromEntries(changed.map((name) => [name, row[name]])));
      await recordWrite(tx, writing, {
        action: 'studio.row-changed',
        row: after,
        before: of(before),
        after: of(after),
      });
      updated.push(after);
    }
    return updated;
  });
}

export function deleteRows(writing: Writing, keys: readonly Row[]): Promise<void> {
  return write(writing, async (tx, table) => {
    for (const key of keys) {
      const before = await findRow(tx, table, key, { lock: true });
      await byKey(named(tx).deleteFrom(table.name), table, key).execute();
      await recordWrite(tx, writing, { action: 'studio.row-deleted', row: before, before: masked(table, before) });
    }
  });
}

async function write<Result>(
  { context, catalogue, table: name }: Writing,
  work: (tx: Db, table: Table) => Promise<Result>,
): Promise<Result> {
  const table = tableOf(catalogue, name);
  if (table.readOnly) throw studioErrors.STUDIO_TABLE_READ_ONLY({ table: name });
  try {
    return await inTransaction(context.db, (tx) => work(tx, table));
  } catch (error) {
    throw explained(error);
  }
}

/** @throws STUDIO_COLUMN_REFUSED where one is hidden or Staka's to fill, and a key that would move */
function valuesOf(table: Table, given: Row, { isNew }: { isNew: boolean }): Row {
  const entries = Object.entries(given).flatMap(([name, value]) => {
    const column = columnOf(table, name);
    if (isNew && leavesToStaka(column, value)) return [];
    if (column.readOnly || (!isNew && column.keyPosition !== null))
      throw studioErrors.STUDIO_COLUMN_REFUSED({ table: table.name, column: name });
    return [[name, written(column, value)] as const];
  });
  return Object.fromEntries(entries);
}

/** A new row comes with every column, those that nobody filled in among them. */
function leavesToStaka({ readOnly, defaultValue }: Column, value: unknown): boolean {
  const isEmpty = value === null || value === undefined || value === '';
  return isEmpty && (readOnly || defaultValue !== null);
}

/** Made here, so that the row is found again where nothing is returned. */
function idOf(table: Table): Row {
  return Object.fromEntries(
    keyOf(table)
      .filter(({ readOnly }) => readOnly)
      .map(({ name }) => [name, newId()]),
  );
}

interface Keyed<Self> {
  where(column: string, operator: '=', value: unknown): Self;
}

/** @throws STUDIO_COLUMN_REFUSED when the key is not whole */
function byKey<Query extends Keyed<Query>>(query: Query, table: Table, key: Row): Query {
  return keyOf(table).reduce((narrowed, column) => {
    if (key[column.name] === undefined)
      throw studioErrors.STUDIO_COLUMN_REFUSED({ table: table.name, column: column.name });
    return narrowed.where(column.name, '=', written(column, key[column.name]));
  }, query);
}

/** @throws STUDIO_ROW_NOT_FOUND */
async function findRow(tx: Db, table: Table, key: Row, { lock = false } = {}): Promise<Row> {
  const columns = table.columns.map(({ name }) => name);
  const query = byKey(named(tx).selectFrom(table.name).select(columns) as never, table, key) as never;
  const [row] = (await (lock
    ? capabilities(tx).lockRow(query)
    : (query as { execute(): Promise<Row[]> })
  ).execute()) as Row[];
  if (!row) throw studioErrors.STUDIO_ROW_NOT_FOUND();
  return present(table, row);
}

interface Write {
  readonly action: `studio.row-${'created' | 'changed' | 'deleted'}`;
  readonly row: Row;
  readonly before?: Row;
  readonly after?: Row;
}

const TARGETS: Readonly<Record<string, string>> = { users: 'user', commandes: 'commande', files: 'file' };

/** In the transaction of the write: there is none without its entry. */
async function recordWrite(
  tx: Db,
  { catalogue, table, writer }: Writing,
  { action, row, ...data }: Write,
): Promise<void> {
  const key = keyOf(tableOf(catalogue, table)).map(({ name }) => String(row[name]));
  const fact: AuditFact = {
    action,
    targetType: TARGETS[table] ?? 'row',
    targetId: key.join(' ').slice(0, 191),
    data: { table, ...data, ...(writer.by === null ? {} : { by: writer.by }) },
  };
  await record(tx, fact, writer.origin ?? undefined);
}

/** What is hidden is named, and never told. */
function masked({ name }: Table, row: Row): Row {
  const hidden = (HIDDEN_COLUMNS[name] ?? []).map((column) => [column, '[secret]']);
  return { ...shortened(row), ...Object.fromEntries(hidden) };
}

const LONGEST = 2_000;

/** A log is no second copy of a book. */
function shortened(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (typeof value !== 'string' || value.length <= LONGEST) return [name, value];
      return [name, `${value.slice(0, LONGEST)}… (${value.length})`];
    }),
  );
}
