import { introspect } from '#ops/drift/introspect.ts';
import type { Part, Structure } from '#ops/drift/structure.ts';
import { openDatabase, providerOf } from '#ops/migrate/databases/open-database.ts';
import type { Context } from '#platform/context.ts';
import { METADATA, type TableMetadata } from '#platform/db/metadata.gen.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import { studioErrors } from './errors.ts';
import { isHidden, READ_ONLY_TABLES } from './hidden.ts';
import type { Readable } from './readers/open-reader.ts';

export const GROUPS = ['string', 'numeric', 'boolean', 'datetime', 'json', 'enum'] as const;
export type Group = (typeof GROUPS)[number];

export interface Column {
  readonly name: string;
  /** As the database calls it. */
  readonly type: string;
  readonly group: Group;
  readonly nullable: boolean;
  readonly defaultValue: string | null;
  /** Of an enumeration. */
  readonly options: readonly string[];
  /** 1, 2…; null outside of the key. */
  readonly keyPosition: number | null;
  readonly reference: { readonly table: string; readonly column: string } | null;
  /** Filled by Staka: ids, and all of a table that is only read. */
  readonly readOnly: boolean;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly readOnly: boolean;
}

/** What is shown: the tables of Staka that this database has, without what is hidden. */
export interface Catalogue {
  readonly provider: Provider;
  readonly tables: ReadonlyMap<string, Table>;
}

/** As the database is at this moment. */
export async function readCatalogue({ secrets }: Pick<Context, 'secrets'>): Promise<Catalogue> {
  const url = secrets.directUrl ?? secrets.databaseUrl;
  const db = await openDatabase(url);
  try {
    const structure = await introspect(db);
    const known: Readonly<Record<string, TableMetadata>> = METADATA;
    const tables = Object.entries(known).flatMap(([name, metadata]) => {
      const columns = columnsOf(structure, name, metadata);
      return columns.length === 0 ? [] : [[name, { name, columns, readOnly: READ_ONLY_TABLES.has(name) }] as const];
    });
    return { provider: providerOf(url), tables: new Map(tables) };
  } finally {
    await db.close();
  }
}

/** @throws STUDIO_TABLE_UNKNOWN */
export function tableOf({ tables }: Catalogue, name: string): Table {
  const table = tables.get(name);
  if (!table) throw studioErrors.STUDIO_TABLE_UNKNOWN({ table: name });
  return table;
}

/** @throws STUDIO_COLUMN_REFUSED */
export function columnOf(table: Table, name: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (!column) throw studioErrors.STUDIO_COLUMN_REFUSED({ table: table.name, column: name });
  return column;
}

export function keyOf({ columns }: Table): Column[] {
  return columns
    .filter(({ keyPosition }) => keyPosition !== null)
    .sort((one, other) => Number(one.keyPosition) - Number(other.keyPosition));
}

export function readableOf({ tables }: Catalogue): Readable {
  return Object.fromEntries([...tables].map(([name, { columns }]) => [name, columns.map((column) => column.name)]));
}

function columnsOf(structure: Structure, table: string, metadata: TableMetadata): Column[] {
  const parts = new Map(
    structure.filter((part) => part.table === table && part.kind === 'column').map((part) => [part.name, part]),
  );
  const references = referencesOf(structure, table);
  return metadata.columns.flatMap((name) => {
    const part = parts.get(name);
    if (!part || isHidden(table, name)) return [];
    const position = metadata.primaryKey.indexOf(name);
    return {
      name,
      type: part.is.type ?? '',
      group: groupOf(name, part, metadata),
      nullable: part.is.nullable === 'yes',
      defaultValue: defaultOf(name, part, metadata),
      options: metadata.enums[name] ?? [],
      keyPosition: position === -1 ? null : position + 1,
      reference: references.get(name) ?? null,
      readOnly: metadata.ids.includes(name) || READ_ONLY_TABLES.has(table),
    };
  });
}

function groupOf(name: string, { is }: Part, metadata: TableMetadata): Group {
  if (metadata.boolean.includes(name)) return 'boolean';
  if (metadata.date.includes(name)) return 'datetime';
  if (metadata.json.includes(name)) return 'json';
  if (metadata.enums[name]) return 'enum';
  return /^(big|small)?int|^integer|^double|^real|^numeric|^decimal/i.test(is.type ?? '') ? 'numeric' : 'string';
}

/** Staka fills these in where nothing is given. */
function defaultOf(name: string, { is }: Part, metadata: TableMetadata): string | null {
  if (is.default !== undefined) return is.default;
  return [...metadata.ids, ...metadata.now, ...metadata.updatedAt].includes(name) ? 'staka' : null;
}

const NAME = '["`]?(\\w+)["`]?';
const REFERENCE = new RegExp(`^FOREIGN KEY \\(${NAME}\\) REFERENCES ${NAME} ?\\(${NAME}\\)`);

function referencesOf(structure: Structure, table: string): Map<string, { table: string; column: string }> {
  const keys = structure.filter((part) => part.kind === 'foreign-key' && part.table === table);
  return new Map(
    keys.flatMap(({ is }) => {
      const [, own, other, column] = REFERENCE.exec(is.definition ?? '') ?? [];
      return own && other && column ? [[own, { table: other, column }] as const] : [];
    }),
  );
}
