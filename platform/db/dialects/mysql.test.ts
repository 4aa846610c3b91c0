import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type Db, inTransaction, openDatabase } from '#platform/db/db.ts';
import { isReached, takeDatabase } from '#test/databases.ts';

describe('MySQL or MariaDB', { skip: !isReached('mysql') }, () => {
  let taken: Awaited<ReturnType<typeof takeDatabase>>;
  let db: Db;

  before(async () => {
    taken = await takeDatabase('mysql');
    await taken.empty();
    db = await openDatabase({ url: taken.url });
  });
  after(async () => {
    await db.destroy();
    await taken.release();
  });

  test('every connection is strict, in UTC, and reads what is committed', async () => {
    const { rows } = await sql<
      Record<'zone' | 'mode', string>
    >`select @@session.time_zone as zone, @@session.sql_mode as mode`.execute(db);
    assert.equal(rows[0]?.zone, '+00:00');
    assert.match(rows[0]?.mode ?? '', /STRICT_TRANS_TABLES/);
    assert.doesNotMatch(rows[0]?.mode ?? '', /NO_BACKSLASH_ESCAPES|ANSI_QUOTES/);
    await addPage(db, 'avant');
    const seen = await inTransaction(db, async (tx) => {
      const first = await slugs(tx);
      const other = await openDatabase({ url: taken.url });
      // Another connection's write, as another process would make it: `db` is refused here.
      await sql`select 1`.execute(other);
      await other.insertInto('pages').values({ title: '', slug: 'pendant', content: '' }).execute();
      await other.destroy();
      return [first, await slugs(tx)];
    });
    assert.deepEqual(seen, [['avant'], ['avant', 'pendant']]);
  });

  test('after a deadlock nothing more is written, even if the error is swallowed', async () => {
    for (const slug of ['a', 'b']) await addPage(db, slug);
    let runs = 0;
    const crossing = (first: string, second: string) =>
      inTransaction(db, async (tx) => {
        runs += 1;
        await touch(tx, first);
        await new Promise((resolve) => setTimeout(resolve, 50));
        await touch(tx, second).catch(() => {});
        await addPage(tx, `${first}${second}`).catch(() => {});
      });
    await Promise.all([crossing('a', 'b'), crossing('b', 'a')]);
    assert.equal(runs, 3);
    const rows = await db.selectFrom('pages').select('sortOrder').where('slug', 'in', ['a', 'b']).execute();
    assert.deepEqual(rows, [{ sortOrder: 2 }, { sortOrder: 2 }]);
    assert.deepEqual((await slugs(db)).filter((slug) => /^(ab|ba)$/.test(slug)).toSorted(), ['ab', 'ba']);
  });
});

async function addPage(db: Db, slug: string): Promise<void> {
  await db.insertInto('pages').values({ title: slug, slug, content: '' }).execute();
}

async function touch(db: Db, slug: string): Promise<void> {
  await db
    .updateTable('pages')
    .set((eb) => ({ sortOrder: eb('sortOrder', '+', 1) }))
    .where('slug', '=', slug)
    .execute();
}

async function slugs(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('pages').select('slug').orderBy('id').execute();
  return rows.map(({ slug }) => slug);
}
