import { readDefinition } from '#ops/drift/definitions.ts';
import { type Catalogue, readParts } from '#ops/drift/introspect.ts';
import { ofKind } from '#ops/drift/sql/change.ts';
import type { Part } from '#ops/drift/structure.ts';
import { isKeptAside } from '#ops/migrate/undo/undo-log.ts';
import type { Provider } from '#prisma/generate/providers.ts';
import { type Kind, TABLES_LEFT_OUT, type TableShape } from './format.ts';

/**
 * The tables of the database as they are, those that Staka did not make among them, with the columns that are stored and
 * not reckoned. Tables and columns come by name: migrations have added columns in another order in each database.
 */
export async function tableShapes(db: Catalogue): Promise<TableShape[]> {
  const parts = await readParts(db, ['table', 'column', 'primary-key']);
  return [...Map.groupBy(parts, ({ table }) => table)]
    .filter(([name]) => !TABLES_LEFT_OUT.has(name) && !isKeptAside(name))
    .map(([name, own]) => shapeOf(db.provider, name, own))
    .sort(byName);
}

function byName(one: { name: string }, other: { name: string }): number {
  return one.name < other.name ? -1 : 1;
}

function shapeOf(provider: Provider, name: string, parts: readonly Part[]): TableShape {
  const stored = ofKind(parts, 'column').filter(({ is }) => !is.default?.startsWith('generated '));
  const [key] = ofKind(parts, 'primary-key');
  return {
    name,
    columns: stored.map((part) => ({ name: part.name, kind: KINDS[provider](part.is.type ?? '') })).sort(byName),
    primaryKey: key ? readDefinition(key.is.definition ?? '').columns : [],
  };
}

const KINDS: Record<Provider, (type: string) => Kind> = {
  sqlite: kindOfSqlite,
  postgresql: kindOfPostgresql,
  mysql: kindOfMysql,
};

/** By the declared type, as the codec decodes. */
function kindOfSqlite(type: string): Kind {
  const name = type.toUpperCase();
  if (/^(DATETIME|TIMESTAMP)/.test(name)) return 'date';
  if (name.startsWith('BOOL')) return 'boolean';
  if (name.startsWith('JSON')) return 'json';
  if (name.includes('INT')) return 'integer';
  if (/REAL|FLOA|DOUB/.test(name)) return 'double';
  if (/DECIMAL|NUMERIC/.test(name)) return 'decimal';
  return name === '' || name.includes('BLOB') ? 'bytes' : 'text';
}

/** An array goes by its text. */
function kindOfPostgresql(type: string): Kind {
  if (type.endsWith('[]')) return 'text';
  if (type === 'boolean') return 'boolean';
  if (/^(smallint|integer|bigint)$/.test(type)) return 'integer';
  if (/^(real|double precision)$/.test(type)) return 'double';
  if (/^numeric\b/.test(type)) return 'decimal';
  if (/^timestamp\b/.test(type)) return 'date';
  if (/^jsonb?$/.test(type)) return 'json';
  return type === 'bytea' ? 'bytes' : 'text';
}

function kindOfMysql(type: string): Kind {
  if (type === 'tinyint(1)') return 'boolean';
  const [name = ''] = /^\w+/.exec(type) ?? [];
  if (/^(datetime|timestamp)$/.test(name)) return 'date';
  if (name === 'json') return 'json';
  if (/int$|^year$/.test(name)) return 'integer';
  if (/^(float|double)$/.test(name)) return 'double';
  if (name === 'decimal') return 'decimal';
  return /blob$|binary$|^bit$/.test(name) ? 'bytes' : 'text';
}
