import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type Db, inTransaction, openDatabase } from '#platform/db/db.ts';
import { isReached, takeDatabase } from '#test/databases.ts';

describe('PostgreSQL', { skip: !isReached('postgresql') }, () => {
  let taken: Awaited<ReturnType<typeof takeDatabase>>;
  let db: Db;

  before(async () => {
    taken = await takeDatabase('postgresql');
    db = await openDatabase({ url: `${taken.url}?connection_limit=1` });
  });
  after(async () => {
    await sql`drop schema if exists elsewhere cascade`.execute(db);
    await db.destroy();
    await taken.release();
  });

  test('a statement that comes again is named, one that comes once is not', async () => {
    const before = await namedStatements(db);
    const twice = () => db.selectFrom('pages').select('id').where('slug', '=', 'x').execute();
    await twice();
    assert.equal(await namedStatements(db), before);
    await twice();
    assert.equal(await namedStatements(db), before + 1);
  });

  test('behind a pooler nothing is named', async (t) => {
    const pooled = await openDatabase({ url: `${taken.url}?connection_limit=1`, named: false });
    t.after(() => pooled.destroy());
    for (let run = 0; run < 3; run += 1) {
      await pooled.selectFrom('pages').select('id').where('slug', '=', 'x').execute();
    }
    assert.equal(await namedStatements(pooled), 0);
  });

  test('a named statement goes on working when its table is altered', async () => {
    await sql`create table if not exists altered (a integer)`.execute(db);
    const read = () => sql`select * from altered where 1 = ${1}`.execute(db);
    for (let run = 0; run < 3; run += 1) await read();
    await sql`alter table altered add column b integer`.execute(db);
    await read();
    await sql`alter table altered add column c integer`.execute(db);
    await inTransaction(db, async (tx) => {
      await sql`select * from altered where 1 = ${1}`.execute(tx);
    });
    await sql`drop table altered`.execute(db);
  });

  test('?schema= says where the tables are', async (t) => {
    await sql`create schema elsewhere`.execute(db);
    const there = await openDatabase({ url: `${taken.url}?schema=elsewhere` });
    t.after(() => there.destroy());
    const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(there);
    assert.deepEqual(rows, [{ schema: 'elsewhere' }]);
  });

  test('a connection that is cut is replaced', async () => {
    const other = await openDatabase({ url: taken.url });
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and application_name = 'staka'`.execute(other);
    await other.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { rows } = await sql`select 1 as one`.execute(db);
    assert.deepEqual(rows, [{ one: 1 }]);
  });
});

async function namedStatements(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from pg_prepared_statements`.execute(db);
  return rows[0]?.count ?? Number.NaN;
}
