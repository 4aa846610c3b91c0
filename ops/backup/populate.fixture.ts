import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { quoted } from '#ops/migrate/databases/quoted.ts';
import { withSession } from '#ops/migrate/session.ts';
import { METADATA } from '#platform/db/metadata.gen.ts';
import { createFolderStorage } from '#platform/storage/folder-storage.ts';
import { connected } from './connected.ts';
import type { ColumnShape, PortableRow, PortableValue, TableShape } from './format.ts';
import { insertRows } from './insert-rows.ts';
import { suspendForeignKeys } from './suspend-foreign-keys.ts';
import { tableShapes } from './table-shapes.ts';

const ROWS = 3;

/** Three rows in every table, of every type: row n of a table refers to row n of the others, and is null where it may in the third. */
export async function populate(url: string): Promise<void> {
  await withSession({ url }, (session) =>
    session.exclusively(async () => {
      const { db } = session;
      const tables = await tableShapes(db);
      const putBack = await suspendForeignKeys(db);
      for (const table of tables) {
        await db.script(`DELETE FROM ${quoted(db.provider, table.name)}`);
        const nullable = await nullableColumns(table.name);
        await insertRows(db, table, table.columns, rowsOf(table, nullable));
      }
      await putBack();
    }),
  );
}

/** The bytes that `populate` names. */
export async function storeFiles(folder: string): Promise<void> {
  const storage = await createFolderStorage(folder);
  for (let n = 1; n <= ROWS; n += 1) await storage.put(Readable.from([contentOf(n)]));
}

export function contentOf(n: number): Buffer {
  return Buffer.alloc(100_000 * (n - 1), `manuscrit ${n} `);
}

export function sha256Of(n: number): string {
  return createHash('sha256').update(contentOf(n)).digest('hex');
}

/** Where a backup of `folder` goes and comes from. */
export function placesIn(folder: string) {
  return { folder: join(folder, 'backups'), filesFolder: join(folder, 'files'), keys: [] as readonly string[] };
}

function rowsOf(table: TableShape, nullable: ReadonlySet<string>): PortableRow[] {
  return Array.from({ length: ROWS }, (_, index) =>
    Object.fromEntries(
      table.columns.map((column) => {
        const isNull = index === ROWS - 1 && nullable.has(column.name);
        return [column.name, isNull ? null : valueFor(table.name, column, index + 1)];
      }),
    ),
  );
}

function valueFor(table: string, { name, kind }: ColumnShape, n: number): PortableValue {
  const metadata = Object.entries(METADATA).find(([known]) => known === table)?.[1];
  switch (kind) {
    case 'integer':
      if (name === 'size' && table === 'blobs') return contentOf(n).length;
      return metadata?.bigint.includes(name) ? String(9_007_199_254_740_991n + BigInt(n)) : n;
    case 'boolean':
      return n % 2 === 0;
    case 'date':
      return `2026-0${n}-28T22:59:59.${n === 2 ? '120' : `00${n}`}Z`;
    case 'json':
      return `{"a":[1.5,null,"é"],"b":{"n":12345678901234567890${n},"z":"𝄞"}}`;
    case 'bytes':
      return Buffer.from([0, 255, 39, 92, n]).toString('base64');
    case 'double':
      return n / 3;
    default:
      return metadata?.enums[name]?.[0] ?? textOf(name, n);
  }
}

function textOf(name: string, n: number): string {
  if (/sha256$/i.test(name)) return sha256Of(n);
  if (/^(quietHours|langue|timezone|currency|country)/.test(name)) return `é𝄞${n}`;
  return /id$/i.test(name) ? `row-${n}` : `𝄞'\\${n}`;
}

let schema: Promise<Map<string, Set<string>>> | undefined;

/** As SQLite tells, whatever the database: the schema is one. */
async function nullableColumns(table: string): Promise<ReadonlySet<string>> {
  schema ??= readNullable();
  return (await schema).get(table) ?? new Set();
}

async function readNullable(): Promise<Map<string, Set<string>>> {
  const { withEmptyDatabase } = await import('#test/migrations/empty-databases.ts');
  const { migrate } = await import('#ops/migrate/migrate.ts');
  return withEmptyDatabase('sqlite', async (url) => {
    await migrate({ url });
    return connected(url, async (db) => {
      const found = new Map<string, Set<string>>();
      for (const name of await db.tables()) {
        const columns = await db.query(`PRAGMA table_info("${name}")`);
        const nullable = columns.filter(({ notnull }) => notnull === 0).map((column) => String(column.name));
        found.set(name, new Set(nullable));
      }
      return found;
    });
  });
}
