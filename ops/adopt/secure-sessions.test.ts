import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { createBackup } from '#ops/backup/create-backup.ts';
import { restoreIntoEmpty } from '#ops/backup/restore.ts';
import { migrate } from '#ops/migrate/migrate.ts';
import { adoptedDatabase } from '#test/adoption/adopted-database.ts';
import { adoptWith, build, contents } from '#test/adoption/foreign-database.ts';
import { secureSessions } from '#test/adoption/secure-sessions.ts';
import { withEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { idFromNumber } from './convert/ids.ts';

const ANSWERS = {
  enumerations: { 'users.role': { editor: 'CORRECTOR' } },
  addresses: { 'marie.curie@example.com': 'u1' },
};
const VERIFICATION = `SELECT name FROM sqlite_master WHERE type='table' AND name='Session';`;
const TABLES = ['User', 'Notification', 'Badge', 'uploads'];

describe('an SQLite without Session', () => {
  const adopted = adoptedDatabase('sqlite', { statements: secureSessions(), answers: ANSWERS, tables: TABLES });
  const old = adoptedDatabase('sqlite', { statements: secureSessions({ hasOldSessions: true }), answers: ANSWERS });

  test('an open question leaves everything alone, even where rows refer to none', () =>
    withEmptyDatabase('sqlite', async (url) => {
      await build(url, secureSessions());
      const before = await contents(url, TABLES);
      await assert.rejects(migrate({ url }), { code: 'MIGRATION_DATABASE_NOT_EMPTY' });
      assert.equal((await adoptWith(url)).outcome, 'unanswered');
      assert.deepEqual(await contents(url, TABLES), before);
    }));

  test('the line of the guide finds Session afterwards, which takes no rows that nobody looks at', async () => {
    const { ask } = await adopted();
    assert.deepEqual(await ask(VERIFICATION), [{ name: 'Session' }]);
    const insert = `INSERT INTO "Session" ("id", "token", "userId", "expiresAt") VALUES ('s', 't', 'u1', '2099-01-01')`;
    await assert.rejects(ask(insert), /user_sessions/);
  });

  test('sessions of the old scheme are copied as ended, under a token that nobody has', async () => {
    const { ask } = await old();
    const sessions = await ask('SELECT id, userId, token, revokedAt FROM user_sessions ORDER BY id');
    assert.deepEqual(
      sessions.map(({ id, userId }) => [id, userId]),
      [
        ['u1', 'u1'],
        ['u2', 'u2'],
      ],
    );
    assert.ok(sessions.every(({ token, revokedAt }) => /^adopted:/.test(String(token)) && revokedAt !== null));
    assert.equal((await ask('SELECT * FROM "legacy_Session"')).length, 2);
    assert.deepEqual(await ask(VERIFICATION), [{ name: 'Session' }]);
  });

  test('of two people with one address the one who was named keeps it, the other is closed', async () => {
    const { ask } = await adopted();
    assert.deepEqual(await ask('SELECT id, email, isActive, role FROM users ORDER BY id'), [
      { id: 'u1', email: 'marie.curie@example.com', isActive: 1, role: 'ADMIN' },
      { id: 'u2', email: 'doublon-u2@adoption.invalid', isActive: 0, role: 'USER' },
      { id: 'u3', email: 'paul@example.com', isActive: 1, role: 'CORRECTOR' },
    ]);
  });

  test('dates are read in every form that Prisma has written, and a word gives way to the other date', async () => {
    const { ask } = await adopted();
    const rows = await ask('SELECT createdAt, updatedAt FROM users ORDER BY id');
    assert.deepEqual(rows, [
      { createdAt: '2024-06-01T00:00:00.123+00:00', updatedAt: '2024-06-01T12:00:00.000+00:00' },
      { createdAt: '2024-06-02T10:00:00.000+00:00', updatedAt: '2024-06-02T10:00:00.000+00:00' },
      { createdAt: '2024-06-03T08:00:00.000+00:00', updatedAt: '2024-06-03T08:00:00.000+00:00' },
    ]);
  });

  test('rows that name nobody stay in the original, in which SQLite finds nothing to refuse later', async () => {
    const { url, ask, before } = await adopted();
    const archives = ['legacy_User', 'legacy_Notification', 'Badge', 'legacy_uploads'];
    assert.deepEqual(Object.values(await contents(url, archives)), Object.values(before));
    assert.deepEqual(
      (await ask('SELECT id FROM notifications ORDER BY id')).map(({ id }) => id),
      [1n, 10n].map((number) => idFromNumber('notifications', number)),
    );
    assert.deepEqual(await ask('PRAGMA foreign_key_check'), []);
    assert.deepEqual(await migrate({ url }), []);
  });

  test('it is backed up with its originals, dates that are none among them, and comes back whole', async () => {
    const { url } = await adopted();
    const folder = await mkdtemp(join(tmpdir(), 'staka-adopted-'));
    const places = { keys: [], folder, filesFolder: join(folder, 'files') };
    const { path } = await createBackup({ ...places, url });
    await withEmptyDatabase('sqlite', async (into) => {
      await restoreIntoEmpty({ ...places, path, url: into });
      const tables = ['users', 'legacy_User', 'Badge', 'Session'];
      const came = await contents(into, tables);
      assert.deepEqual(
        Object.values(came).map(({ length }) => length),
        [3, 3, 2, 0],
      );
      assert.match(String(came.legacy_User), /jamais/);
      assert.match(String(came.Badge), /perdu/);
    });
    await rm(folder, { recursive: true });
  });
});
