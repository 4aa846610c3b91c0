import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from '#platform/db/db.ts';
import { seed } from '#prisma/seed.ts';
import { countRows, type EmptyDatabase, eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { migrate } from './migrate.ts';
import { readMigrations } from './migration-files.ts';
import { rollback } from './rollback.ts';

eachEmptyDatabase((database) => {
  test('a database of the first version keeps every row through all the migrations since, and back', async () => {
    const populated = await aPopulatedFirstVersion(database);
    await migrate({ url: database.url });
    assert.deepEqual(only(await countRows(database.url), populated), populated);
    await backToTheFirst(database);
    assert.deepEqual(await countRows(database.url), populated);
    await migrate({ url: database.url });
    assert.deepEqual(only(await countRows(database.url), populated), populated);
  });

  test('a session counts as proved when it was opened, and an account as one that knows its way', async () => {
    await aPopulatedFirstVersion(database);
    await migrate({ url: database.url });
    const db = await openDatabase({ url: database.url });
    const session = await db.selectFrom('user_sessions').selectAll().executeTakeFirstOrThrow();
    const people = await db.selectFrom('users').selectAll().execute();
    const [token] = await db.selectFrom('verification_tokens').selectAll().execute();
    await db.destroy();
    assert.deepEqual(session.authenticatedAt, new Date('2026-01-02T03:04:05Z'));
    assert.deepEqual([session.previousToken, session.secondFactorAt, session.impersonatorId], [null, null, null]);
    assert.ok(people.length >= 2 && people.every(({ onboardedAt, createdAt }) => +(onboardedAt ?? 0) === +createdAt));
    const deactivated = people.filter(({ deactivatedAt }) => deactivatedAt !== null);
    assert.deepEqual([...new Set(deactivated.map(({ email }) => email))], ['user@example.com']);
    assert.deepEqual(token?.data, {});
  });

  test('a link of a kind that the version before does not know goes with the way back, the others stay', async () => {
    await aPopulatedFirstVersion(database);
    await migrate({ url: database.url });
    const db = await openDatabase({ url: database.url });
    const { id } = await db.selectFrom('users').select('id').executeTakeFirstOrThrow();
    const link = { userId: id, token: 'c'.repeat(64), expiresAt: new Date() };
    await db
      .insertInto('verification_tokens')
      .values({ ...link, purpose: 'UNDO' })
      .execute();
    await db.destroy();
    await backToTheFirst(database);
    const rows = await database.query('SELECT purpose FROM verification_tokens');
    assert.deepEqual(
      rows.map(({ purpose }) => purpose),
      ['PASSWORD_RESET'],
    );
  });
});

/** The sample data in the tables of the first migration, with a session, an identity, a link and somebody deactivated. */
async function aPopulatedFirstVersion(database: EmptyDatabase): Promise<Record<string, number>> {
  await migrate({ url: database.url });
  const db = await openDatabase({ url: database.url });
  const storage = { has: async () => true, put: async () => ({ sha256: '', size: 0 }) };
  await seed({ db, storage, environment: 'test' });
  await db.destroy();
  await backToTheFirst(database);
  for (const statement of rowsOfTheFirstVersion(database)) await database.query(statement);
  return countRows(database.url);
}

function rowsOfTheFirstVersion({ provider }: EmptyDatabase): string[] {
  const moment = provider === 'sqlite' ? `'2026-01-02T03:04:05.000+00:00'` : `'2026-01-02 03:04:05'`;
  const no = provider === 'postgresql' ? 'false' : '0';
  const user = `(SELECT id FROM users WHERE email = 'user@example.com')`;
  const statements = [
    `UPDATE users SET "isActive" = ${no} WHERE email = 'user@example.com'`,
    `INSERT INTO user_sessions (id, "userId", token, "expiresAt", "createdAt", "lastUsedAt", "updatedAt")
     VALUES ('s', ${user}, '${'a'.repeat(64)}', ${moment}, ${moment}, ${moment}, ${moment})`,
    `INSERT INTO identities (id, provider, subject, "userId", "createdAt", "updatedAt")
     VALUES ('i', 'clerk', 'user_1', ${user}, ${moment}, ${moment})`,
    `INSERT INTO verification_tokens (id, "userId", purpose, token, "expiresAt", "createdAt")
     VALUES ('v', ${user}, 'PASSWORD_RESET', '${'b'.repeat(64)}', ${moment}, ${moment})`,
  ];
  return statements.map((sql) => (provider === 'mysql' ? sql.replaceAll('"', '`') : sql));
}

async function backToTheFirst({ provider, url }: EmptyDatabase): Promise<void> {
  const { length } = await readMigrations(provider);
  await rollback({ url, step: length - 1 });
}

/** The counts of those tables that the other has. */
function only(counts: Record<string, number>, other: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([table]) => table in other));
}
