import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { prepared, preparedForSending } from '#platform/db/prepared.ts';
import { eachDatabase } from '#test/databases.ts';

interface Row {
  readonly slug: string;
  readonly open: boolean;
  readonly metaTitle: string | null;
  readonly publishedAt: Date | null;
  readonly createdAt: Date;
}

const read = prepared<Row>(pages);
const readForSending = preparedForSending<Row>(pages);

const CREATED = new Date('2026-07-01T12:00:00.500Z');
const ROWS: readonly Row[] = [
  { slug: 'a', open: true, metaTitle: 'Éditions « Staka »', publishedAt: CREATED, createdAt: CREATED },
  { slug: 'b', open: false, metaTitle: null, publishedAt: null, createdAt: CREATED },
  { slug: 'c', open: true, metaTitle: '', publishedAt: null, createdAt: CREATED },
];

eachDatabase((database) => {
  test('a query that is compiled once answers what Kysely does, with other parameters each time', async () => {
    await addPages(database.db);
    for (const [from, limit] of [
      ['', 2],
      ['b', 2],
      ['', 3],
      ['d', 3],
    ] as const) {
      const wanted = ROWS.filter(({ slug }) => slug >= from).slice(0, limit);
      assert.deepEqual(await pages(database.db, from, limit).execute(), wanted);
      assert.deepEqual(await read(database.db, [from, limit]), wanted);
      assert.deepEqual(await readForSending(database.db, [from, limit]), wanted.map(sent));
    }
  });

  test('in a transaction it sees what the transaction wrote', async () => {
    const seen = await inTransaction(database.db, async (tx) => {
      await addPages(tx);
      return [await read(tx, ['', 1]), await readForSending(tx, ['', 1])];
    });
    assert.deepEqual(seen, [ROWS.slice(0, 1), ROWS.slice(0, 1).map(sent)]);
  });
});

function pages(db: Db, from = '', limit = 1) {
  return db
    .selectFrom('pages')
    .select(['slug', 'isPublic as open', 'metaTitle', 'publishedAt', 'createdAt'])
    .where('slug', '>=', from)
    .orderBy('slug')
    .limit(limit);
}

async function addPages(db: Db): Promise<void> {
  const rows = ROWS.map(({ open, ...row }) => ({ ...row, isPublic: open, title: row.slug, content: '' }));
  await db.insertInto('pages').values(rows).execute();
}

function sent({ publishedAt, createdAt, ...row }: Row) {
  return { ...row, publishedAt: publishedAt?.toISOString() ?? null, createdAt: createdAt.toISOString() };
}
