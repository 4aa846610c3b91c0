import { type Static, Type } from 'typebox';
import { contract } from '#platform/http/contract.ts';
import { DateTime, Enum, Nullable } from '#platform/http/types.ts';
import { GROUPS } from './catalogue.ts';
import { LIMITS } from './reader.ts';

const TableName = Type.String({
  minLength: 1,
  maxLength: 64,
  description: 'As the database calls it',
  examples: ['users'],
});
const ColumnName = Type.String({ minLength: 1, maxLength: 64 });
const Row = Type.Record(Type.String(), Type.Unknown(), {
  description:
    'By column. Times are `2026-11-21 10:00:00.000` in UTC, JSON as it is meant; hidden columns are left out.',
});
const Key = Type.Record(Type.String(), Type.Unknown(), { description: 'The columns of the primary key' });

const Column = Type.Object(
  {
    name: Type.String(),
    type: Type.String({ description: 'As the database calls it' }),
    group: Enum(GROUPS),
    nullable: Type.Boolean(),
    defaultValue: Nullable(Type.String({ description: '`staka` where Staka fills it in' })),
    options: Type.Array(Type.String(), { description: 'Of an enumeration' }),
    keyPosition: Nullable(Type.Integer({ description: 'Within the primary key, from 1' })),
    reference: Type.Unsafe<{ table: string; column: string } | null>({
      anyOf: [Type.Object({ table: Type.String(), column: Type.String() }), { type: 'null' }],
    }),
    readOnly: Type.Boolean(),
  },
  { title: 'StudioColumn' },
);

const UNLOCKED = {
  unlockedUntil: Nullable({ ...DateTime, description: 'Until when this session may write; null while it only reads' }),
};

export const openStudioContract = contract({
  summary: 'Open the data browser',
  description:
    'For administrators who have proved who they are within a quarter of an hour. What the tables are made of; hidden columns are left out. That it was opened is recorded.',
  tags: ['administration'],
  response: Type.Object({
    ...UNLOCKED,
    provider: Enum(['sqlite', 'postgresql', 'mysql'] as const),
    queries: Type.Boolean({ description: 'Whether SQL queries are open: the database keeps back what is hidden' }),
    tables: Type.Array(
      Type.Object(
        { name: Type.String(), readOnly: Type.Boolean(), columns: Type.Array(Column) },
        { title: 'StudioTable' },
      ),
    ),
  }),
  errors: ['FORBIDDEN', 'FRESH_AUTHENTICATION_REQUIRED'],
  rateLimit: { max: 60, windowSeconds: 60 },
});

export const unlockContract = contract({
  summary: 'Unlock writing in the data browser',
  description:
    'For ten minutes, for this session alone, and right after having proved who one is (within two minutes). Recorded.',
  tags: ['administration'],
  response: Type.Object(UNLOCKED),
  errors: ['FORBIDDEN', 'FRESH_AUTHENTICATION_REQUIRED', 'STUDIO_READ_ONLY'],
  rateLimit: { max: 20, windowSeconds: 60 },
});

export const lockContract = contract({
  summary: 'Lock writing in the data browser',
  tags: ['administration'],
  response: Type.Object(UNLOCKED),
  errors: ['FORBIDDEN'],
});

const OPERATORS = ['=', '!=', '>', '>=', '<', '<=', 'is', 'is not', 'like', 'not like', 'ilike', 'not ilike'] as const;
const After = Type.Optional(Enum(['and', 'or'] as const));

export interface ColumnFilter {
  kind: 'ColumnFilter';
  column: string;
  operator: (typeof OPERATORS)[number];
  value?: unknown;
  after?: 'and' | 'or';
}
export interface FilterGroup {
  kind: 'FilterGroup';
  filters: Filter[];
  after?: 'and' | 'or';
}
export type Filter = ColumnFilter | FilterGroup;

const FilterColumn = Type.Object({
  kind: Type.Literal('ColumnFilter'),
  column: ColumnName,
  operator: Enum(OPERATORS),
  value: Type.Optional(Type.Unknown()),
  after: After,
});
/** Groups within groups, three deep: as far as anybody goes by hand. */
const group = (within: object) =>
  Type.Object({
    kind: Type.Literal('FilterGroup'),
    filters: Type.Array(within as never, { maxItems: 50 }),
    after: After,
  });
const FilterGroup = Type.Unsafe<FilterGroup>(
  group(Type.Union([FilterColumn, group(Type.Union([FilterColumn, group(FilterColumn)]))])),
);

export interface Search {
  table: string;
  limit?: number;
  offset?: number;
  text?: string;
  sort?: { column: string; direction: 'asc' | 'desc' }[];
  filter?: FilterGroup;
}

export const searchContract = contract({
  summary: 'Search rows of a table',
  description: 'For administrators who have proved who they are within a quarter of an hour.',
  tags: ['administration'],
  body: Type.Unsafe<Search>(
    Type.Object({
      table: TableName,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
      offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000, default: 0 })),
      text: Type.Optional(Type.String({ maxLength: 200, description: 'Found in any column, whatever its case' })),
      sort: Type.Optional(
        Type.Array(Type.Object({ column: ColumnName, direction: Enum(['asc', 'desc'] as const) }), { maxItems: 10 }),
      ),
      filter: Type.Optional(FilterGroup),
    }),
  ),
  response: Type.Object({ rows: Type.Array(Row), count: Type.Integer({ description: 'Of all rows that match' }) }),
  errors: [
    'FORBIDDEN',
    'FRESH_AUTHENTICATION_REQUIRED',
    'STUDIO_TABLE_UNKNOWN',
    'STUDIO_COLUMN_REFUSED',
    'STUDIO_FILTER_REFUSED',
    'STUDIO_VALUE_REFUSED',
    'STUDIO_QUERY_FAILED',
    'STUDIO_QUERY_TOO_LONG',
  ],
  rateLimit: { max: 600, windowSeconds: 60 },
});

export const queryContract = contract({
  summary: 'Run a query',
  description: `For administrators who have proved who they are within a quarter of an hour. One statement that reads, run as an account of the database that may read what is shown here and nothing else; ${LIMITS.rows} rows and ${LIMITS.milliseconds / 1000} s at most. Each is recorded.`,
  tags: ['administration'],
  body: Type.Object({ sql: Type.String({ minLength: 1, maxLength: 20_000 }) }),
  response: Type.Object({
    columns: Type.Array(Type.String()),
    rows: Type.Array(Type.Record(Type.String(), Type.Unknown())),
    truncated: Type.Boolean({ description: 'There would be more' }),
  }),
  errors: [
    'FORBIDDEN',
    'FRESH_AUTHENTICATION_REQUIRED',
    'STUDIO_STATEMENT_REFUSED',
    'STUDIO_QUERY_FAILED',
    'STUDIO_QUERY_TOO_LONG',
    'STUDIO_QUERIES_UNAVAILABLE',
  ],
  rateLimit: { max: 120, windowSeconds: 60 },
});

const OfTable = Type.Object({ table: TableName });
const WRITES = [
  'FORBIDDEN',
  'FRESH_AUTHENTICATION_REQUIRED',
  'STUDIO_LOCKED',
  'STUDIO_READ_ONLY',
  'STUDIO_TABLE_UNKNOWN',
  'STUDIO_TABLE_READ_ONLY',
  'STUDIO_COLUMN_REFUSED',
  'STUDIO_VALUE_REFUSED',
  'STUDIO_FROZEN',
  'STUDIO_WRITE_REFUSED',
];
const WRITTEN = 'Recorded in the audit log with before and after; all of it is done, or nothing.';

export const insertContract = contract({
  summary: 'Create rows',
  description: `Once writing is unlocked. ${WRITTEN}`,
  tags: ['administration'],
  params: OfTable,
  body: Type.Object({ rows: Type.Array(Row, { minItems: 1, maxItems: 100 }) }),
  response: Type.Object({ rows: Type.Array(Row) }),
  status: 201,
  errors: WRITES,
});

export const updateContract = contract({
  summary: 'Change rows',
  description: `Once writing is unlocked. ${WRITTEN}`,
  tags: ['administration'],
  params: OfTable,
  body: Type.Object({
    updates: Type.Array(Type.Object({ key: Key, changes: Row }), { minItems: 1, maxItems: 100 }),
  }),
  response: Type.Object({ rows: Type.Array(Row) }),
  errors: [...WRITES, 'STUDIO_ROW_NOT_FOUND'],
});

export const removeContract = contract({
  summary: 'Delete rows',
  description: `Once writing is unlocked. What belongs to them goes with them, as the model says. ${WRITTEN}`,
  tags: ['administration'],
  params: OfTable,
  body: Type.Object({ keys: Type.Array(Key, { minItems: 1, maxItems: 100 }) }),
  errors: [...WRITES, 'STUDIO_ROW_NOT_FOUND'],
});

export type Update = Static<typeof updateContract.body>['updates'][number];
