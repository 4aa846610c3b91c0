import type { StudioProps } from '@prisma/studio-core/ui';
import { ApiError } from '../../api/api-error.ts';
import {
  deleteRows,
  insertRows,
  type Row,
  runQuery,
  type Search,
  type StudioColumn,
  type StudioTable,
  search,
  updateRows,
} from './queries.ts';

type Adapter = StudioProps['adapter'];
type Introspection = NonNullable<Awaited<ReturnType<Adapter['introspect']>>[1]>;
type IntrospectedTable = Introspection['schemas'][string]['tables'][string];
type Failure = [Error & { query?: Statement }];
type Statement = Introspection['query'];
type Details = Parameters<Adapter['query']>[0];

export interface Database {
  readonly provider: 'sqlite' | 'postgresql' | 'mysql';
  readonly tables: readonly StudioTable[];
}

/** What Studio asks of a database, asked of Staka's API: it speaks of tables and rows and sends no SQL but what somebody typed. */
export function createAdapter(database: Database, onRefused: (refusal: ApiError) => void): Adapter {
  const schema = SCHEMAS[database.provider];
  const introspection = introspected(database, schema);
  const attempt = async <Result>(
    statement: Statement,
    work: () => Promise<Result>,
  ): Promise<Failure | [null, Result]> => {
    try {
      return [null, await work()];
    } catch (error) {
      if (error instanceof ApiError && error.status !== 0) onRefused(error);
      return [Object.assign(error instanceof Error ? error : new Error(String(error)), { query: statement })];
    }
  };
  return {
    defaultSchema: schema,
    capabilities: {
      fullTableSearch: true,
      sqlDialect: database.provider,
      sqlEditorAutocomplete: true,
      sqlEditorLint: false,
    },
    introspect: async () => [null, introspection],
    query: (details, { abortSignal }) => {
      const query = said('search', details.table.name);
      return attempt(query, async () => {
        const { rows, count } = await search(searchOf(details), abortSignal);
        return { rows, filteredRowCount: count, query };
      });
    },
    raw: ({ sql }, { abortSignal }) => {
      const query: Statement = { sql, parameters: [] };
      return attempt(query, async () => {
        const { rows } = await runQuery(sql, abortSignal);
        return { rows, rowCount: rows.length, query };
      });
    },
    ...writing(attempt),
    sqlSchema: async () => [null, autocomplete(database, schema)],
  };
}

const SCHEMAS = { sqlite: 'main', postgresql: 'public', mysql: 'staka' } as const;

type Attempt = <Result>(statement: Statement, work: () => Promise<Result>) => Promise<Failure | [null, Result]>;

function writing(attempt: Attempt): Pick<Adapter, 'insert' | 'update' | 'updateMany' | 'delete'> {
  return {
    insert: ({ table, rows }) => {
      const query = said('create', table.name);
      return attempt(query, async () => ({ rows: (await insertRows(table.name, rows)).rows, query }));
    },
    update: ({ table, row, changes }) => {
      const query = said('change', table.name);
      return attempt(query, async () => {
        const { rows } = await updateRows(table.name, [{ key: keyOf(table, row), changes }]);
        return { row: stamped(rows[0] ?? {}), query };
      });
    },
    updateMany: ({ table, updates }) => {
      const queries = [said('change', table.name)];
      return attempt(queries[0] as Statement, async () => {
        const { rows } = await updateRows(
          table.name,
          updates.map(({ row, changes }) => ({ key: keyOf(table, row), changes })),
        );
        return { rows: rows.map(stamped), queries };
      });
    },
    delete: ({ table, rows }) => {
      const query = said('delete', table.name);
      return attempt(query, async () => {
        await deleteRows(
          table.name,
          rows.map((row) => keyOf(table, row)),
        );
        return { table, rows, query };
      });
    },
  };
}

/** What the log of Studio shows of an act that is no SQL here. */
function said(act: string, table: string): Statement {
  return { sql: `-- ${act}: ${table}`, parameters: [] };
}

function stamped(row: Row): Row & { __ps_updated_at__: number } {
  return { ...row, __ps_updated_at__: Date.now() };
}

function keyOf({ columns }: Pick<IntrospectedTable, 'columns'>, row: Row): Row {
  const keys = Object.values(columns).filter(({ pkPosition }) => pkPosition !== null);
  return Object.fromEntries(keys.map(({ name }) => [name, row[name]]));
}

function searchOf({ table, pageIndex, pageSize, sortOrder, filter, fullTableSearchTerm }: Details): Search {
  const limit = Math.min(Math.max(pageSize, 1), 500);
  return {
    table: table.name,
    limit,
    offset: pageIndex * limit,
    sort: sortOrder.map(({ column, direction }) => ({ column, direction })),
    ...(filter && filter.filters.length > 0 ? { filter: filter as NonNullable<Search['filter']> } : {}), // validated there
    ...(fullTableSearchTerm ? { text: fullTableSearchTerm } : {}),
  };
}

function introspected({ provider, tables }: Database, schema: string): Introspection {
  const described = tables.map((table) => [table.name, describe(table, schema)] as const);
  return {
    schemas: { [schema]: { name: schema, tables: Object.fromEntries(described) } },
    timezone: 'UTC',
    filterOperators: [...OPERATORS, ...(provider === 'postgresql' ? (['ilike', 'not ilike'] as const) : [])],
    query: said('open', schema),
  };
}

const OPERATORS = ['=', '!=', '>', '>=', '<', '<=', 'is', 'is not', 'like', 'not like'] as const;

function describe({ name, columns }: StudioTable, schema: string): IntrospectedTable {
  return {
    name,
    schema,
    columns: Object.fromEntries(columns.map((column) => [column.name, describeColumn(column, name, schema)])),
  };
}

function describeColumn(column: StudioColumn, table: string, schema: string): IntrospectedTable['columns'][string] {
  const { name, type, group, nullable, defaultValue, options, keyPosition, reference, readOnly } = column;
  return {
    name,
    table,
    schema,
    datatype: {
      name: type.replace(/^enum\(.*/i, 'enum').toLowerCase(),
      group,
      schema,
      options,
      isArray: false,
      isNative: group !== 'enum',
      ...(group === 'datetime' ? { format: 'YYYY-MM-DD HH:mm:ss.SSS' } : {}),
    },
    nullable,
    defaultValue,
    fkColumn: reference?.column ?? null,
    fkSchema: reference ? schema : null,
    fkTable: reference?.table ?? null,
    isAutoincrement: false,
    // Studio lets nobody write into such a cell.
    isComputed: readOnly,
    isRequired: !nullable && defaultValue === null && !readOnly,
    pkPosition: keyPosition,
  };
}

function autocomplete({ provider, tables }: Database, schema: string) {
  const names = tables.map(({ name, columns }) => [name, columns.map((column) => column.name)] as const);
  return { defaultSchema: schema, dialect: provider, namespace: { [schema]: Object.fromEntries(names) }, version: '1' };
}
