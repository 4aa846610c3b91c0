import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** How Prisma's schema engine reaches a real database. */
export function liveAdapter(provider: 'sqlite' | 'postgresql', url: string): SqlMigrationAwareDriverAdapterFactory {
  if (provider === 'sqlite') return new PrismaBetterSqlite3({ url }, { shadowDatabaseUrl: ':memory:' });
  const { pool, letters } = poolWithLetters(url);
  const factory = new PrismaPg(pool, { disposeExternalPool: true });
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => withLetters(await factory.connect(), letters),
    connectToShadowDb: async () => withLetters(await factory.connectToShadowDb(), letters),
  };
}

/** PostgreSQL's one-letter type "char", in which its catalogue writes much: the engine reads it, and Prisma's adapter refuses it. */
const LETTER_OID = 18;
const TEXT_OID = 25;

/** By the rows of a result, which of its columns hold letters. */
type Letters = WeakMap<object, number[]>;

/** A pool that says “text” where PostgreSQL says “letter”, and remembers where. */
function poolWithLetters(connectionString: string): { pool: pg.Pool; letters: Letters } {
  const pool = new pg.Pool({ connectionString, allowExitOnIdle: true });
  const letters: Letters = new WeakMap();
  const ask = pool.query.bind(pool) as (query: pg.QueryArrayConfig) => Promise<pg.QueryArrayResult>; // the one form the adapter uses
  const query = async (config: pg.QueryArrayConfig) => {
    const result = await ask(config);
    const found = result.fields.flatMap(({ dataTypeID }, index) => (dataTypeID === LETTER_OID ? [index] : []));
    for (const index of found) Object.assign(result.fields[index] ?? {}, { dataTypeID: TEXT_OID });
    letters.set(result.rows, found);
    return result;
  };
  return { pool: Object.assign(pool, { query }), letters };
}

function withLetters(adapter: SqlDriverAdapter, letters: Letters): SqlDriverAdapter {
  const ask = adapter.queryRaw.bind(adapter);
  const queryRaw = async (query: SqlQuery) => {
    const result = await ask(query);
    for (const index of letters.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  return Object.assign(adapter, { queryRaw });
}
