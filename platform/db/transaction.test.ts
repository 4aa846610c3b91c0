import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type Db, inTransaction, OutsideTransactionError, onCommit, openDatabase } from '#platform/db/db.ts';
import { eachDatabase } from '#test/databases.ts';

eachDatabase((database) => {
  test('a transaction that fails leaves nothing, one that ends leaves all', async () => {
    const failing = inTransaction(database.db, async (tx) => {
      await addPage(tx, 'perdue');
      throw new Error('no');
    });
    await assert.rejects(failing, /no/);
    await inTransaction(database.db, (tx) => addPage(tx, 'gardée'));
    assert.deepEqual(await slugs(database.db), ['gardée']);
  });

  test('a transaction reads what it wrote, and nobody else does before its end', async () => {
    await inTransaction(database.db, async (tx) => {
      await addPage(tx, 'a');
      assert.deepEqual(await slugs(tx), ['a']);
      assert.deepEqual(await slugs(database.db), []);
    });
    assert.deepEqual(await slugs(database.db), ['a']);
  });

  test('a transaction within a transaction joins it', async () => {
    const failing = inTransaction(database.db, async (tx) => {
      await inTransaction(tx, (inner) => addPage(inner, 'a'));
      throw new Error('no');
    });
    await assert.rejects(failing, /no/);
    assert.deepEqual(await slugs(database.db), []);
  });

  test('a write past the running transaction is refused at once', async () => {
    for (const write of [
      () => addPage(database.db, 'a'),
      () => database.db.deleteFrom('pages').execute(),
      () => inTransaction(database.db, (tx) => addPage(tx, 'a')),
      () => database.db.transaction().execute((tx) => addPage(tx, 'a')),
    ]) {
      const past = inTransaction(database.db, async () => {
        await write();
      });
      await assert.rejects(past, OutsideTransactionError);
    }
    assert.deepEqual(await slugs(database.db), []);
    await addPage(database.db, 'après');
    assert.deepEqual(await slugs(database.db), ['après']);
  });

  test('what a transaction started may write once it has ended', async () => {
    let later: Promise<void> | undefined;
    await inTransaction(database.db, async () => {
      later = wait(20).then(() => addPage(database.db, 'plus tard'));
    });
    await later;
    assert.deepEqual(await slugs(database.db), ['plus tard']);
  });

  test('what waits for the commit runs after it, in order, and sees it', async () => {
    const seen: unknown[] = [];
    let read: Promise<string[]> | undefined;
    await inTransaction(database.db, async (tx) => {
      onCommit(tx, () => seen.push('first'));
      await inTransaction(tx, async (inner) => onCommit(inner, () => seen.push('second')));
      onCommit(tx, () => {
        read = slugs(database.db);
      });
      await addPage(tx, 'a');
      assert.deepEqual(seen, []);
    });
    assert.deepEqual(seen, ['first', 'second']);
    assert.deepEqual(await read, ['a']);
  });

  test('what waits for the commit never runs when there is none', async () => {
    const seen: string[] = [];
    const failing = inTransaction(database.db, async (tx) => {
      onCommit(tx, () => seen.push('ran'));
      await addPage(tx, 'a');
      await addPage(tx, 'a');
    });
    await assert.rejects(failing, (error) => database.capabilities.isUniqueViolation(error));
    assert.deepEqual(seen, []);
  });

  test('what waits for the commit cannot undo it', async (t) => {
    t.mock.method(process, 'emitWarning', () => {});
    await inTransaction(database.db, async (tx) => {
      await addPage(tx, 'a');
      onCommit(tx, () => {
        throw new Error('in a hook');
      });
    });
    assert.deepEqual(await slugs(database.db), ['a']);
  });

  test('two transactions that want each other’s rows both end, one after the other', async () => {
    for (const slug of ['a', 'b']) await addPage(database.db, slug);
    const rename = (first: string, second: string) =>
      inTransaction(database.db, async (tx) => {
        await touch(tx, first);
        await wait(30);
        await touch(tx, second);
      });
    await Promise.all([rename('a', 'b'), rename('b', 'a')]);
    const rows = await database.db.selectFrom('pages').select('sortOrder').execute();
    assert.deepEqual(rows, [{ sortOrder: 2 }, { sortOrder: 2 }]);
  });

  test('a locked row waits for its holder', async () => {
    await addPage(database.db, 'a');
    const increment = () =>
      inTransaction(database.db, async (tx) => {
        const query = tx.selectFrom('pages').select('sortOrder').where('slug', '=', 'a');
        const { sortOrder } = await database.capabilities.lockRow(query).executeTakeFirstOrThrow();
        await tx
          .updateTable('pages')
          .set({ sortOrder: sortOrder + 1 })
          .execute();
      });
    await Promise.all(Array.from({ length: 10 }, increment));
    const row = await database.db.selectFrom('pages').select('sortOrder').executeTakeFirstOrThrow();
    assert.equal(row.sortOrder, 10);
  });

  test('a statement on its own that loses a deadlock is sent again', async () => {
    for (const slug of ['a', 'b', ...'cdefghij']) await addPage(database.db, slug);
    const both = database.db
      .updateTable('pages')
      .set((eb) => ({ sortOrder: eb('sortOrder', '+', 1) }))
      .where('slug', 'in', ['a', 'b']);
    // The one that has changed most is let live; the other is undone.
    const transaction = inTransaction(database.db, async (tx) => {
      for (const slug of 'bcdefghij') await touch(tx, slug);
      await wait(200);
      await touch(tx, 'a');
    });
    await wait(100);
    await Promise.all([transaction, both.execute()]);
    const rows = await database.db.selectFrom('pages').select('sortOrder').where('slug', 'in', ['a', 'b']).execute();
    assert.deepEqual(rows, [{ sortOrder: 2 }, { sortOrder: 2 }]);
  });

  test('another process writes at the same time, and both succeed', async (t) => {
    const other = await openDatabase({ url: database.url });
    t.after(() => other.destroy());
    const writes = Array.from({ length: 40 }, (_, index) =>
      inTransaction(index % 2 ? database.db : other, (tx) => addPage(tx, `p${index}`)),
    );
    await Promise.all(writes);
    assert.equal((await slugs(database.db)).length, 40);
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
