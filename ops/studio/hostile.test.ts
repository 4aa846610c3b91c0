import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { METADATA } from '#platform/db/metadata.gen.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { readableOf, readCatalogue } from './catalogue.ts';
import { HIDDEN_COLUMNS } from './hidden.ts';
import { BROAD, ENDLESS, HOSTILE } from './hostile.fixture.ts';
import { dropAccount, furnish, SECRET } from './house.fixture.ts';
import type { StudioReader } from './reader.ts';
import { openReader } from './readers/open-reader.ts';

const PATIENCE_MS = 1_500;

eachDatabase((database) => {
  let app: TestApp;
  let admin: TestPerson;
  let reader: StudioReader;
  before(async () => {
    app = await startTestApp(database);
    database.defer(() => dropAccount(app.context, database.url));
    reader = await openReader(app.context, readableOf(await readCatalogue(app.context)), PATIENCE_MS);
    database.defer(() => reader.close());
  });
  beforeEach(async () => {
    await furnish(database.db);
    admin = await app.signIn('ADMIN');
  });

  test('no statement tells a secret, writes a row or reaches a file, not even past the sieve', async () => {
    const before = await state();
    const secrets = [SECRET, ...(await hashes()), 'root:x:0'];
    for (const statement of HOSTILE[database.name]) {
      const answers = [JSON.stringify(await reader.run({ sql: statement }).catch(String)), (await ask(statement)).text];
      for (const answer of answers)
        assert.ok(
          !secrets.some((secret) => answer.includes(secret)) && !answer.includes('"canary"'),
          `${statement}: ${answer}`,
        );
      assert.deepEqual(await state(), before, statement);
    }
    assert.ok(!existsSync('/tmp/staka-hostile.db') && !existsSync('/tmp/staka-hostile.csv'));
  });

  test('every column that is hidden is refused or read as nothing, whatever it is called', async () => {
    for (const [table, columns] of Object.entries(HIDDEN_COLUMNS))
      for (const name of columns) {
        const statement = `SELECT count(${quoted(name)}) AS told FROM ${table}`;
        const answer = await reader.run({ sql: statement }).then(
          ({ rows }) => Number(rows[0]?.told),
          () => 0,
        );
        assert.equal(answer, 0, `${table}.${name}`);
      }
  });

  test('a statement that never ends is ended, and the next one is answered', async () => {
    await assert.rejects(reader.run({ sql: ENDLESS[database.name] }), { code: 'STUDIO_QUERY_TOO_LONG' });
    assert.equal((await reader.run({ sql: 'SELECT id FROM users' })).rows.length, 2);
  });

  test('a thousand rows are read, and no more', async () => {
    const { rows, truncated } = await reader.run({ sql: BROAD[database.name] });
    assert.deepEqual([rows.length, truncated], [1_000, true]);
  });

  test('two at once are both answered', async () => {
    const both = await Promise.all([reader.run({ sql: 'SELECT 1 AS n' }), reader.run({ sql: 'SELECT 2 AS n' })]);
    assert.deepEqual(
      both.map(({ rows }) => Number(rows[0]?.n)),
      [1, 2],
    );
  });

  function ask(statement: string) {
    return app.call({ method: 'POST', url: '/api/admin/studio/queries', as: admin, body: { sql: statement } });
  }

  async function hashes(): Promise<string[]> {
    const sessions = await database.db.selectFrom('user_sessions').select('token').execute();
    return sessions.map(({ token }) => token);
  }

  /** What of the database must not move; what is recorded meanwhile aside. */
  async function state() {
    const tables = Object.keys(METADATA).filter((table) => table !== 'audit_entries');
    const counts = tables.map(async (table) => {
      const { rows } = await sql<{ n: unknown }>`select count(*) as n from ${sql.table(table)}`.execute(database.db);
      return [table, Number(rows[0]?.n)] as const;
    });
    const invoice = await database.db.selectFrom('invoices').selectAll().execute();
    const roles = await database.db.selectFrom('users').select(['id', 'role']).orderBy('id').execute();
    return { counts: await Promise.all(counts), invoice, roles };
  }

  function quoted(name: string): string {
    return database.name === 'mysql' ? `\`${name}\`` : `"${name}"`;
  }
});
