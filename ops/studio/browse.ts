import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import type { Db } from '#platform/db/db.ts';
import { type Catalogue, type Column, columnOf, keyOf, type Table, tableOf } from './catalogue.ts';
import { studioErrors } from './errors.ts';
import type { StudioReader } from './reader.ts';
import type { Filter, FilterGroup, Search } from './schema.ts';
import { compared, shown } from './values.ts';

/** Tables and columns that come by name, each looked up in the catalogue before. */
export type NamedTables = Record<string, Record<string, unknown>>;
type Builder = ExpressionBuilder<NamedTables, string>;

export interface Found {
  readonly rows: readonly Record<string, unknown>[];
  readonly count: number;
}

const DEPTH = 5;

/**
 * Rows of one table. The statement is made here, of columns that are shown, and values go as parameters; it is run by
 * the reader where there is one, so that the database keeps back what is hidden as well.
 * @throws STUDIO_TABLE_UNKNOWN, STUDIO_COLUMN_REFUSED, STUDIO_FILTER_REFUSED, STUDIO_VALUE_REFUSED
 */
export async function browse(
  db: Db,
  reader: StudioReader | null,
  catalogue: Catalogue,
  search: Search,
): Promise<Found> {
  const table = tableOf(catalogue, search.table);
  const matching = matches(from(db, table), catalogue, table, search);
  const page = ordered(matching.select(table.columns.map(({ name }) => name)), table, search)
    .limit(search.limit ?? 100)
    .offset(search.offset ?? 0);
  const counted = matching.select((eb: Builder) => eb.fn.countAll().as('count'));
  const [rows, [count]] = [await run(db, reader, page), await run(db, reader, counted)];
  return { rows: rows.map((row) => present(table, row)), count: Number(count?.count ?? 0) };
}

export function present({ columns }: Table, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(columns.map((column) => [column.name, shown(column, row[column.name])]));
}

/** The types of the model, forgotten: what is named here was looked up in the catalogue. */
export function named(db: Db): Kysely<NamedTables> {
  return db as unknown as Kysely<NamedTables>;
}

function from(db: Db, { name }: Table): Rows {
  return named(db).selectFrom(name) as unknown as Rows; // of nothing yet selected
}

type Rows = SelectQueryBuilder<NamedTables, string, Record<string, unknown>>;

function matches(query: Rows, catalogue: Catalogue, table: Table, { filter, text }: Search): Rows {
  const conditions = [
    ...(filter ? [(eb: Builder) => groupCondition(eb, catalogue, table, filter, 0)] : []),
    ...(text ? [(eb: Builder) => eb.or(table.columns.map((column) => contains(catalogue, column, text)))] : []),
  ];
  return conditions.reduce((narrowed, condition) => narrowed.where(condition), query);
}

function ordered(query: Rows, table: Table, { sort = [] }: Search): Rows {
  const given = sort.map(({ column, direction }) => ({ name: columnOf(table, column).name, direction }));
  const rest = keyOf(table).filter(({ name }) => !given.some((one) => one.name === name));
  const all = [...given, ...rest.map(({ name }) => ({ name, direction: 'asc' as const }))];
  return all.reduce((sorted, { name, direction }) => sorted.orderBy(sql.ref(name), direction), query);
}

/** Each filter says how the next one is joined to it, from left to right. */
function groupCondition(
  eb: Builder,
  catalogue: Catalogue,
  table: Table,
  group: FilterGroup,
  depth: number,
): Expression<SqlBool> {
  if (depth > DEPTH) throw studioErrors.STUDIO_FILTER_REFUSED();
  const [first, ...others] = group.filters;
  if (!first) return eb.and([]);
  let joined = condition(eb, catalogue, table, first, depth);
  let how = first.after;
  for (const filter of others) {
    const next = condition(eb, catalogue, table, filter, depth);
    joined = how === 'or' ? eb.or([joined, next]) : eb.and([joined, next]);
    how = filter.after;
  }
  return joined;
}

function condition(
  eb: Builder,
  catalogue: Catalogue,
  table: Table,
  filter: Filter,
  depth: number,
): Expression<SqlBool> {
  if (filter.kind === 'FilterGroup') return groupCondition(eb, catalogue, table, filter, depth + 1);
  const column = columnOf(table, filter.column);
  const { operator, value } = filter;
  if (value === null || operator === 'is' || operator === 'is not')
    return eb(sql.ref(column.name), operator === 'is not' || operator === '!=' ? 'is not' : 'is', null);
  if (/like$/.test(operator)) return eb(asText(catalogue, column), operator, String(value));
  return eb(sql.ref(column.name), operator, compared(catalogue.provider, column, value));
}

function contains(catalogue: Catalogue, column: Column, text: string): Expression<SqlBool> {
  const found = catalogue.provider === 'postgresql' ? sql`strpos` : sql`instr`;
  return sql<SqlBool>`${found}(lower(${asText(catalogue, column)}), lower(${text})) > 0`;
}

function asText({ provider }: Catalogue, { name }: Column) {
  return sql<string>`cast(${sql.ref(name)} as ${provider === 'mysql' ? sql`char` : sql`text`})`;
}

async function run(
  db: Db,
  reader: StudioReader | null,
  query: Pick<Rows, 'compile'>,
): Promise<readonly Record<string, unknown>[]> {
  const compiled = query.compile();
  if (reader) return (await reader.run(compiled)).rows;
  const { rows } = await db.executeQuery<Record<string, unknown>>(compiled as never); // by its own builder
  return rows;
}
