import { readFile } from 'node:fs/promises';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { DiffTarget, SchemaEngine } from '@prisma/schema-engine-wasm';

/**
 * Prisma's schema engine as WebAssembly, of the version that package.json pins. It knows SQLite and PostgreSQL;
 * MySQL has a renderer of our own (`mysql-diff.ts`).
 *
 * @param schema the Prisma schema of the provider that the adapter connects to.
 */
export async function openSchemaEngine(
  schema: string,
  adapter: SqlMigrationAwareDriverAdapterFactory,
): Promise<SchemaEngine> {
  const { SchemaEngine } = await loadEngine();
  const datamodels: [string, string][] = [['schema.prisma', schema]];
  return SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter));
}

/** The SQL that takes one schema to another, without a database; `undefined` is the empty schema. */
export async function diffSchemas(
  provider: 'sqlite' | 'postgresql',
  from: string | undefined,
  to: string | undefined,
): Promise<string> {
  const engine = await openSchemaEngine(to ?? from ?? '', offlineAdapter(provider));
  try {
    const { stdout } = await engine.diff({
      from: target(from),
      to: target(to),
      script: true,
      exitCode: false,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout ?? '';
  } finally {
    engine.free();
  }
}

/** As much of WebAssembly as is called here: its types come with those of the browser. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, object>,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

type Engine = typeof import('@prisma/schema-engine-wasm/schema_engine_bg');

let loaded: Promise<Engine> | undefined;

/** By hand: Node's own way of importing WebAssembly is still an experiment, and says so on every run. */
function loadEngine(): Promise<Engine> {
  loaded ??= instantiateEngine();
  return loaded;
}

async function instantiateEngine(): Promise<Engine> {
  const engine = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const script = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(new URL(script.replace(/\.js$/, '.wasm')));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...engine } });
  engine.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
  return engine;
}

function target(schema: string | undefined): DiffTarget {
  if (schema === undefined) return { tag: 'empty' };
  return { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] };
}

/** The engine asks a database for its version before it compares two schemas: here is one that answers that and nothing else. */
function offlineAdapter(provider: 'sqlite' | 'postgresql'): SqlMigrationAwareDriverAdapterFactory {
  const info = {
    provider: provider === 'sqlite' ? ('sqlite' as const) : ('postgres' as const),
    adapterName: 'offline',
  };
  const adapter: SqlDriverAdapter = {
    ...info,
    queryRaw: async () => ({
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, 'PostgreSQL 14.0', 140000]],
    }),
    executeRaw: async () => 0,
    executeScript: async () => {},
    startTransaction: () => Promise.reject(new Error('an offline adapter has no transactions')),
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: false }),
    dispose: async () => {},
  };
  return { ...info, connect: async () => adapter, connectToShadowDb: async () => adapter };
}
