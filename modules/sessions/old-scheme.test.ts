import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';

/** What an application without a table of sessions did: take the id of a person for their session. */
eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  const rename = (from: string, to: string) =>
    sql`alter table ${sql.ref(from)} rename to ${sql.ref(to)}`.execute(database.db);

  test('the id of a person or of a session opens nothing, however it is sent', async () => {
    const { id } = await app.signIn('ADMIN');
    const session = await database.db.selectFrom('user_sessions').select(['id', 'token']).executeTakeFirstOrThrow();
    for (const value of [id, session.id, session.token, `Bearer ${id}`]) {
      const attempts = [
        { cookie: `staka_session=${value}` },
        { cookie: `session=${value}; sessionId=${value}; token=${value}` },
        { authorization: `Bearer ${value}` },
        { authorization: value },
        { 'x-session-id': value },
      ];
      for (const headers of attempts) {
        const { status, body } = await app.call({ url: '/auth/me', headers: headers as Record<string, string> });
        assert.deepEqual([status, body.code], [401, 'AUTH_REQUIRED'], JSON.stringify(headers));
      }
    }
  });

  test('without the table of sessions nobody is let in by their id, and the log says so in one line', async () => {
    const { id, token } = await app.signIn('USER');
    await rename('user_sessions', 'user_sessions_away');
    try {
      const ask = (bearer: string) => app.call({ url: '/auth/me', headers: { authorization: `Bearer ${bearer}` } });
      const answers = await Promise.all(Array.from({ length: 100 }, () => ask(token)));
      for (const { status, body } of answers) assert.deepEqual([status, body.code], [503, 'DATABASE_INCOMPLETE']);
      assert.equal((await ask(id)).status, 401);
    } finally {
      await rename('user_sessions_away', 'user_sessions');
    }
    const lines = app.logLines.filter((line) => /"level":"(warn|error|fatal)"/.test(line));
    assert.equal(lines.length, 1, lines.join(''));
    assert.match(lines[0] ?? '', /the table user_sessions is missing.*bin\/staka migrate/);
    const again = await app.call({ url: '/auth/me', headers: { authorization: `Bearer ${token}` } });
    assert.equal(again.status, 200);
  });
});
