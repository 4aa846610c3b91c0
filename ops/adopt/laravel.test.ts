import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findDrift } from '#ops/drift/drift.ts';
import { adoptedDatabase } from '#test/adoption/adopted-database.ts';
import { contents } from '#test/adoption/foreign-database.ts';
import { LARAVEL } from '#test/adoption/laravel.ts';
import { isReached } from '#test/databases.ts';
import { idFromNumber } from './convert/ids.ts';

const TABLES = ['users', 'user_sessions', 'notifications', 'personal_access_tokens', 'migrations'];
const person = (number: bigint) => idFromNumber('users', number);
const iso = (value: unknown) => (value instanceof Date ? value.toISOString() : value);

describe('a Laravel on MySQL, with sessions that never got token_id', { skip: !isReached('mysql') }, () => {
  const adopted = adoptedDatabase('mysql', { statements: LARAVEL, tables: TABLES });

  test('numbers become ids in their order, and what referred to a number refers to its id', async () => {
    const { ask } = await adopted();
    const people = await ask('SELECT id, email FROM users ORDER BY id');
    assert.deepEqual(
      people.map(({ id }) => id),
      [2n, 10n, 11n, 12n].map(person),
    );
    assert.match(String(people[0]?.id), /^00000000-0000-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const sessions = await ask('SELECT userId, ip FROM user_sessions ORDER BY id');
    assert.deepEqual(sessions, [
      { userId: person(2n), ip: '203.0.113.8' },
      { userId: person(2n), ip: '203.0.113.7' },
      { userId: person(10n), ip: null },
    ]);
  });

  test('every session is over, has a token_id to be filled, and keeps no secret of the former system', async () => {
    const { ask, before } = await adopted();
    const sessions = await ask('SELECT * FROM user_sessions');
    for (const { token, token_id, revokedAt, expiresAt } of sessions) {
      assert.match(String(token), /^adopted:/);
      assert.equal(token_id, null);
      assert.ok(revokedAt instanceof Date && expiresAt instanceof Date && expiresAt <= new Date());
    }
    assert.doesNotMatch(JSON.stringify(sessions), /sess-secret/);
    assert.match(JSON.stringify(before.user_sessions), /sess-secret/);
    const [column] = await ask(`SHOW COLUMNS FROM user_sessions LIKE 'token_id'`);
    assert.deepEqual([column?.Type, column?.Null, column?.Key], ['varchar(100)', 'YES', 'MUL']);
  });

  test('people keep their name in two, their state and whether their address was confirmed', async () => {
    const { ask } = await adopted();
    const people = await ask('SELECT * FROM users ORDER BY id');
    const [victor, george, colette, alfred] = people;
    assert.deepEqual(
      [victor?.prenom, victor?.nom, victor?.role, victor?.company],
      ['Victor', 'Hugo', 'ADMIN', 'Hernani'],
    );
    assert.equal(victor?.telephone, '+33 1 02 03 04 05 0…');
    assert.deepEqual([iso(george?.emailVerifiedAt), colette?.nom], ['2024-06-01T10:00:00.000Z', '']);
    assert.deepEqual([colette?.emailVerifiedAt, colette?.isActive], [null, 1]);
    assert.deepEqual([alfred?.isActive, iso(alfred?.deactivatedAt)], [0, '2024-09-01T10:00:00.000Z']);
    assert.deepEqual([alfred?.password, String(victor?.password).slice(0, 4)], [null, '$2y$']);
    assert.ok(people.every((row) => !('remember_token' in row) && !('name' in row)));
  });

  test('tables of another meaning step aside, unknown ones stay, and the history is kept', async () => {
    const { url, before } = await adopted();
    const archives = TABLES.map((table) => (table === 'personal_access_tokens' ? table : `legacy_${table}`));
    assert.deepEqual(Object.values(await contents(url, archives)), Object.values(before));
    assert.deepEqual((await contents(url, ['notifications'])).notifications, []);
    const { differences, unknown } = await findDrift({ url });
    const kept = unknown.filter(({ kind }) => kind === 'column').map(({ name }) => name);
    assert.deepEqual([differences, kept.sort()], [[], ['user_sessions.is_current', 'users.company']]);
  });
});
