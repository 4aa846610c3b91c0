import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Db, inTransaction, openDatabase } from '#platform/db/db.ts';
import { prepared } from '#platform/db/prepared.ts';
import { takeDatabase } from '#test/databases.ts';

describe('SQLite', () => {
  let taken: Awaited<ReturnType<typeof takeDatabase>>;
  let db: Db;

  before(async () => {
    taken = await takeDatabase('sqlite');
    db = await openDatabase({ url: taken.url });
  });
  after(async () => {
    await db.destroy();
    await taken.release();
  });

  test('every commit reaches the disk, and reads go on beside it', async () => {
    const pragmas = await inTransaction(db, async (tx) => {
      const { rows: journal } = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(tx);
      const { rows: synchronous } = await sql<{ synchronous: number }>`pragma synchronous`.execute(tx);
      const { rows: keys } = await sql<{ foreign_keys: number }>`pragma foreign_keys`.execute(tx);
      return { ...journal[0], ...synchronous[0], ...keys[0] };
    });
    assert.deepEqual(pragmas, { journal_mode: 'wal', synchronous: 2 /* FULL */, foreign_keys: 1 });
  });

  test('a transaction that kept others waiting is run again, and ends well', async () => {
    let runs = 0;
    // A busy machine may let the first end before the second has joined it: then there was nobody to keep waiting.
    for (let attempt = 0; attempt < 20 && runs < 2; attempt += 1) {
      runs = 0;
      await db.deleteFrom('pages').execute();
      const quick = inTransaction(db, (tx) => addPage(tx, 'vite'));
      const long = inTransaction(db, async (tx) => {
        runs += 1;
        await addPage(tx, 'lentement');
        await wait(400);
      });
      assert.equal(await Promise.race([quick.then(() => 'quick'), long.then(() => 'long')]), 'quick');
      await long;
    }
    assert.equal(runs, 2);
    const rows = await db.selectFrom('pages').select('slug').orderBy('slug').execute();
    assert.deepEqual(rows, [{ slug: 'lentement' }, { slug: 'vite' }]);
  });

  test('a query that names a column of its own says what it was declared as', async () => {
    const { rows } = await sql`select isPublic as open, createdAt as "when" from pages limit 1`.execute(db);
    const [row] = rows as [{ open: unknown; when: unknown }];
    assert.equal(row.open, true);
    assert.ok(row.when instanceof Date);
  });

  test('a table whose columns change under a statement that asks for all of them is read as it is now', async () => {
    const things = prepared<{ id: number; name: string }>((bare) => bare.selectFrom('things' as 'pages').selectAll());
    await sql`create table things (id integer primary key, old text, name text)`.execute(db);
    await sql`insert into things values (1, 'ancien', 'nom')`.execute(db);
    const all = sql`select * from things`;
    assert.deepEqual(await things(db, []), [{ id: 1, old: 'ancien', name: 'nom' }]);
    assert.deepEqual((await all.execute(db)).rows, [{ id: 1, old: 'ancien', name: 'nom' }]);
    await sql`alter table things drop column old`.execute(db);
    assert.deepEqual(await things(db, []), [{ id: 1, name: 'nom' }]);
    assert.deepEqual((await all.execute(db)).rows, [{ id: 1, name: 'nom' }]);
  });

  test('a LIMIT is no parameter alone, which SQLite would compile the statement anew for', () => {
    const { sql: text, parameters } = db.selectFrom('pages').select('id').limit(3).offset(2).compile();
    assert.equal(text, 'select "id" from "pages" limit ? + 0 offset ?');
    assert.deepEqual(parameters, [3, 2]);
  });

  test('rows can be read one by one while others are written', async () => {
    const seen: string[] = [];
    for await (const { slug } of db.selectFrom('pages').select('slug').orderBy('slug').stream()) {
      seen.push(slug);
      await addPage(db, `pendant-${slug}`);
    }
    assert.deepEqual(seen, ['lentement', 'vite']);
  });

  test('closing waits for what is being written', async () => {
    const other = await openDatabase({ url: taken.url });
    const writing = inTransaction(other, async (tx) => {
      await addPage(tx, 'dernière');
      await wait(50);
    });
    await wait(10);
    await other.destroy();
    await writing;
    const rows = await db.selectFrom('pages').select('slug').where('slug', '=', 'dernière').execute();
    assert.equal(rows.length, 1);
  });
});

async function addPage(db: Db, slug: string): Promise<void> {
  await db.insertInto('pages').values({ title: slug, slug, content: '' }).execute();
}
