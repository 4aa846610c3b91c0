import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachDatabase } from '#test/databases.ts';

// The zone in which a driver left to itself shifts dates by an hour or two.
process.env.TZ = 'Europe/Paris';

const PAGE = { title: 'Une page', slug: 'une-page', content: '…' };
const EVENT = { name: 'test.happened', payload: {} };

test('these tests run in Paris', () => {
  assert.equal(new Date('2026-07-01T12:00:00Z').getTimezoneOffset(), -120);
});

eachDatabase((database) => {
  test('a date is the same instant after a round trip, on the days the clocks change, too', async () => {
    const instants = [
      '2026-03-29T00:59:59.999Z', // an hour that Paris has not
      '2026-03-29T01:00:00.000Z',
      '2026-10-25T00:30:00.123Z', // an hour that Paris has twice
      '2026-10-25T01:30:00.123Z',
      '1970-01-01T00:00:00.000Z',
      '2038-01-19T03:14:08.001Z',
    ];
    for (const [index, instant] of instants.entries()) {
      const publishedAt = new Date(instant);
      await database.db
        .insertInto('pages')
        .values({ ...PAGE, slug: `p${index}`, publishedAt })
        .execute();
    }
    const rows = await database.db.selectFrom('pages').select('publishedAt').orderBy('publishedAt').execute();
    const read = rows.map(({ publishedAt }) => publishedAt?.toISOString());
    assert.deepEqual(read, instants.toSorted());
  });

  test('a date finds the row it was written to', async () => {
    const publishedAt = new Date('2026-07-01T12:00:00.500Z');
    await database.db
      .insertInto('pages')
      .values({ ...PAGE, publishedAt })
      .execute();
    const rows = await database.db.selectFrom('pages').select('id').where('publishedAt', '=', publishedAt).execute();
    assert.equal(rows.length, 1);
    const later = new Date(publishedAt.getTime() + 1);
    const none = await database.db.selectFrom('pages').select('id').where('publishedAt', '>=', later).execute();
    assert.deepEqual(none, []);
  });

  test('a boolean comes back as a boolean, under another name, too', async () => {
    await database.db
      .insertInto('pages')
      .values({ ...PAGE, isPublic: false, requireAuth: true })
      .execute();
    const row = await database.db
      .selectFrom('pages as p')
      .select(['p.isPublic as open', 'p.requireAuth'])
      .executeTakeFirstOrThrow();
    assert.deepEqual(row, { open: false, requireAuth: true });
  });

  test('Json comes back as it was, whatever it is', async () => {
    const payloads = [{}, { a: { b: [1, 2.5, null, 'é', { c: true }] } }, [], ['x'], 'text', '"quoted"', 42, false];
    for (const payload of payloads)
      await database.db
        .insertInto('outbox_events')
        .values({ ...EVENT, payload })
        .execute();
    const rows = await database.db.selectFrom('outbox_events').select('payload').orderBy('id').execute();
    assert.deepEqual(
      rows.map(({ payload }) => payload),
      payloads,
    );
  });

  test('Json is encoded by an update as by an insert', async () => {
    await database.db.insertInto('outbox_events').values(EVENT).execute();
    await database.db
      .updateTable('outbox_events')
      .set({ payload: ['changed'] })
      .execute();
    const row = await database.db.selectFrom('outbox_events').select('payload').executeTakeFirstOrThrow();
    assert.deepEqual(row.payload, ['changed']);
  });

  test('a number of bytes beyond 32 bits comes back as a number', async () => {
    const storageQuota = 5 * 1024 ** 4;
    await database.db.insertInto('users').values({ email: 'a@example.com', storageQuota }).execute();
    const row = await database.db.selectFrom('users').select('storageQuota').executeTakeFirstOrThrow();
    assert.equal(row.storageQuota, storageQuota);
  });

  test('counts and sums are numbers', async () => {
    const users = ['a', 'b'].map((name) => ({ email: `${name}@example.com`, storageQuota: 2 ** 40 }));
    await database.db.insertInto('users').values(users).execute();
    const row = await database.db
      .selectFrom('users')
      .select((eb) => [eb.fn.countAll().as('count'), eb.fn.sum('storageQuota').as('sum')])
      .executeTakeFirstOrThrow();
    assert.deepEqual(row, { count: 2, sum: 2 ** 41 });
  });

  test('text keeps accents, quotes, backslashes and characters of four bytes', async () => {
    const title = 'L’œuvre 😀 𝄞 « à » \' " \\ \\n % _ \u202f;';
    await database.db
      .insertInto('pages')
      .values({ ...PAGE, title, content: title.repeat(1000) })
      .execute();
    const row = await database.db.selectFrom('pages').select(['title', 'content']).executeTakeFirstOrThrow();
    assert.equal(row.title, title);
    assert.equal(row.content, title.repeat(1000));
  });

  test('an object where a text belongs is a value, never SQL', async () => {
    const slug = { toSqlString: () => "'x'); drop table pages" } as unknown as string; // what a careless route would let in
    await database.db
      .insertInto('pages')
      .values({ ...PAGE, slug })
      .execute();
    const row = await database.db.selectFrom('pages').select('slug').executeTakeFirstOrThrow();
    assert.equal(row.slug, '{}');
  });

  test('ids and times are filled when absent, and kept when given', async () => {
    const before = Date.now();
    await database.db
      .insertInto('pages')
      .values([
        { ...PAGE, id: 'given', slug: 'a' },
        { ...PAGE, slug: 'b' },
      ])
      .execute();
    const [given, made] = await database.db.selectFrom('pages').selectAll().orderBy('slug').execute();
    assert.equal(given?.id, 'given');
    assert.match(made?.id ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    const createdAt = made?.createdAt.getTime() ?? 0;
    assert.ok(createdAt >= before && createdAt <= Date.now());
    assert.deepEqual(made?.updatedAt, made?.createdAt);
  });

  test('an update moves updatedAt, unless it says otherwise itself', async () => {
    const old = new Date('2020-01-01T00:00:00.000Z');
    await database.db
      .insertInto('pages')
      .values({ ...PAGE, createdAt: old, updatedAt: old })
      .execute();
    await database.db.updateTable('pages').set({ title: 'Autre' }).execute();
    const moved = await database.db.selectFrom('pages').select(['createdAt', 'updatedAt']).executeTakeFirstOrThrow();
    assert.deepEqual(moved.createdAt, old);
    assert.ok(moved.updatedAt > old);
    await database.db.updateTable('pages').set({ updatedAt: old }).execute();
    const kept = await database.db.selectFrom('pages').select('updatedAt').executeTakeFirstOrThrow();
    assert.deepEqual(kept.updatedAt, old);
  });
});
