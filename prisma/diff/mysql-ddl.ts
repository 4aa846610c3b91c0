import type {
  ColumnModel,
  ForeignKeyModel,
  IndexModel,
  ReferentialAction,
  TableModel,
} from '../generate/data-model.ts';

/** A table in MySQL's words: each part by its name, so that two versions compare part by part. */
export interface MysqlTable {
  name: string;
  columns: Map<string, string>;
  primaryKey: string;
  indexes: Map<string, string>;
  foreignKeys: Map<string, string>;
}

/** Types, defaults and names are the ones Prisma gives on MySQL. */
export function mysqlTable(table: TableModel): MysqlTable {
  const indexes = [...table.indexes, ...table.foreignKeys.filter((key) => !isCovered(key, table)).map(indexOfKey)];
  return {
    name: table.name,
    columns: new Map(table.columns.map((column) => [column.name, columnDefinition(column)])),
    primaryKey: nameList(table.primaryKey),
    indexes: new Map(indexes.map((index) => [index.name, indexDefinition(index)])),
    foreignKeys: new Map(table.foreignKeys.map((key) => [key.name, foreignKeyDefinition(key)])),
  };
}

export function quoteName(name: string): string {
  return `\`${name}\``;
}

export function createTable(table: MysqlTable): string {
  const lines = [
    ...[...table.columns].map(([name, definition]) => `${quoteName(name)} ${definition}`),
    ...table.indexes.values(),
    `PRIMARY KEY (${table.primaryKey})`,
  ];
  const body = lines.map((line) => `    ${line}`).join(',\n');
  return `-- CreateTable\nCREATE TABLE ${quoteName(table.name)} (\n${body}\n) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;`;
}

/** MySQL makes an index for every foreign key by itself and drops it silently once another covers it: we name it. */
function indexOfKey(key: ForeignKeyModel): IndexModel {
  return { name: key.name, columns: key.columns, unique: false };
}

function isCovered(key: ForeignKeyModel, table: TableModel): boolean {
  const leading = [table.primaryKey, ...table.indexes.map(({ columns }) => columns)];
  return leading.some((columns) => key.columns.every((column, position) => columns[position] === column));
}

function columnDefinition(column: ColumnModel): string {
  const type = columnType(column);
  const collation = column.exact ? ' CHARACTER SET utf8mb4 COLLATE utf8mb4_bin' : '';
  return `${type}${collation} ${column.required ? 'NOT NULL' : 'NULL'}${defaultClause(column, type)}`;
}

function columnType(column: ColumnModel): string {
  if (column.enum) return `ENUM(${column.enum.values.map(quoteText).join(', ')})`;
  if (!column.nativeType) return TYPES[column.type];
  const [name = '', ...args] = column.nativeType;
  return name.toUpperCase() + (args.length > 0 ? `(${args.join(',')})` : '');
}

const TYPES: Record<ColumnModel['type'], string> = {
  String: 'VARCHAR(191)',
  Int: 'INTEGER',
  BigInt: 'BIGINT',
  Float: 'DOUBLE',
  Boolean: 'BOOLEAN',
  DateTime: 'DATETIME(3)',
  Json: 'JSON',
  Bytes: 'LONGBLOB',
  Enum: 'VARCHAR(191)',
};

function defaultClause(column: ColumnModel, type: string): string {
  switch (column.default?.kind) {
    case undefined:
    case 'uuid7': // made by the codec
      return '';
    case 'now':
      return ` DEFAULT CURRENT_TIMESTAMP${/\(\d\)/.exec(type)?.[0] ?? ''}`;
    case 'value':
      return ` DEFAULT ${defaultValue(column.default.value, type)}`;
  }
}

/** MySQL takes the default of a JSON, TEXT or BLOB column only as an expression, in brackets. */
function defaultValue(value: string | number | boolean, type: string): string {
  if (typeof value !== 'string') return String(value);
  return /JSON|TEXT|BLOB/.test(type) ? `(${quoteText(value)})` : quoteText(value);
}

function indexDefinition({ name, columns, unique }: IndexModel): string {
  return `${unique ? 'UNIQUE ' : ''}INDEX ${quoteName(name)}(${nameList(columns)})`;
}

const ACTIONS: Record<ReferentialAction, string> = {
  Cascade: 'CASCADE',
  Restrict: 'RESTRICT',
  NoAction: 'NO ACTION',
  SetNull: 'SET NULL',
  SetDefault: 'SET DEFAULT',
};

function foreignKeyDefinition({ columns, references, onDelete, onUpdate }: ForeignKeyModel): string {
  const target = `${quoteName(references.table)}(${nameList(references.columns)})`;
  const actions = `ON DELETE ${ACTIONS[onDelete]} ON UPDATE ${ACTIONS[onUpdate]}`;
  return `FOREIGN KEY (${nameList(columns)}) REFERENCES ${target} ${actions}`;
}

function nameList(names: string[]): string {
  return names.map(quoteName).join(', ');
}

function quoteText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
