import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { PRIORITE } from '#platform/db/database.gen.ts';
import { capabilities, isUnavailable, openDatabase } from '#platform/db/db.ts';
import { eachDatabase } from '#test/databases.ts';

const PAGE = { content: '', title: 'Une page' };

eachDatabase((database) => {
  test('a search finds a text whatever its case and accents', async () => {
    for (const [slug, title] of Object.entries({ a: 'L’Été à Évreux', b: 'Le printemps' })) {
      await database.db
        .insertInto('pages')
        .values({ ...PAGE, slug, title })
        .execute();
    }
    assert.deepEqual(await search('ete A evr'), ['a']);
    assert.deepEqual(await search('PRINTEMPS'), ['b']);
    assert.deepEqual(await search('É'), ['a', 'b']);
    assert.deepEqual(await search('automne'), []);
  });

  test('% and _ are letters to a search', async () => {
    for (const [slug, title] of Object.entries({ a: '100 % fini', b: 'nom_de_fichier', c: 'a|b\\c' })) {
      await database.db
        .insertInto('pages')
        .values({ ...PAGE, slug, title })
        .execute();
    }
    assert.deepEqual(await search('%'), ['a']);
    assert.deepEqual(await search('_DE_'), ['b']);
    assert.deepEqual(await search('|b\\'), ['c']);
    assert.deepEqual(await search('m%d'), []);
  });

  test('an enumeration sorts by rank, not by letter', async () => {
    await database.db.insertInto('users').values({ id: 'u', email: 'u@example.com' }).execute();
    const rows = PRIORITE.map((priorite) => ({ userId: 'u', titre: priorite, priorite }));
    await database.db.insertInto('commandes').values(rows.toReversed()).execute();
    const sorted = await database.db
      .selectFrom('commandes')
      .select('priorite')
      .orderBy(database.capabilities.rank('priorite', PRIORITE))
      .execute();
    assert.deepEqual(
      sorted.map(({ priorite }) => priorite),
      [...PRIORITE],
    );
  });

  test('an insert that may be a repeat says whether it was one', async () => {
    const insert = () =>
      database.capabilities.insertIgnore(database.db.insertInto('pages').values({ ...PAGE, slug: 'a' }));
    assert.equal(await insert(), true);
    assert.equal(await insert(), false);
    const rows = await database.db.selectFrom('pages').select('slug').execute();
    assert.deepEqual(rows, [{ slug: 'a' }]);
  });

  test('an insert that may be a repeat still refuses what is wrong', async () => {
    const orphan = database.db.insertInto('outbox_effects').values({ eventId: 'nobody', effect: 'x' });
    await assert.rejects(database.capabilities.insertIgnore(orphan), (error) =>
      database.capabilities.isForeignKeyViolation(error),
    );
  });

  test('an upsert inserts, then updates, and moves updatedAt', async () => {
    const attempt = (failures: number) =>
      database.capabilities.upsert(
        database.db.insertInto('login_attempts').values({ key: 'k', failures, windowEndsAt: new Date(0) }),
        ['key'],
        { failures: sql<number>`${sql.ref('login_attempts.failures')} + ${failures}` },
      );
    await attempt(1);
    await database.db
      .updateTable('login_attempts')
      .set({ updatedAt: new Date(0) })
      .execute();
    await attempt(2);
    const rows = await database.db.selectFrom('login_attempts').select(['failures', 'updatedAt']).execute();
    assert.equal(rows.length, 1);
    assert.equal(rows[0]?.failures, 3);
    assert.ok((rows[0]?.updatedAt ?? 0) > new Date(0));
  });

  test('a broken rule is told from a database that is away', async () => {
    const twice = [
      { ...PAGE, slug: 'a' },
      { ...PAGE, slug: 'a' },
    ];
    const unique = await database.db
      .insertInto('pages')
      .values(twice)
      .execute()
      .catch((error: unknown) => error);
    assert.equal(database.capabilities.isUniqueViolation(unique), true);
    assert.equal(database.capabilities.isForeignKeyViolation(unique), false);
    assert.equal(isUnavailable(unique), false);
  });

  async function search(text: string): Promise<string[]> {
    const rows = await database.db
      .selectFrom('pages')
      .select('slug')
      .where(database.capabilities.containsInsensitive('title', text))
      .orderBy('slug')
      .execute();
    return rows.map(({ slug }) => slug);
  }
});

for (const url of [
  'file:/nowhere/at/all.db',
  'postgresql://staka:hidden@127.0.0.1:1/staka',
  'mysql://staka:hidden@127.0.0.1:1/staka',
]) {
  test(`${url.replace(/:.*/, '')}: a database that is away is said to be, without its password`, async () => {
    const error = await openDatabase({ url }).catch((failure: unknown) => failure);
    assert.ok(error instanceof Error);
    assert.match(error.message, /cannot be reached/);
    assert.doesNotMatch(error.message, /hidden/);
    assert.equal(isUnavailable(error), true);
  });
}

test('only what openDatabase opened has capabilities', () => {
  const stranger = { getExecutor: () => ({ adapter: {} }) };
  assert.throws(() => capabilities(stranger as never)); // as much of a Kysely as is asked here
});
