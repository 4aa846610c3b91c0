import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findDrift } from '#ops/drift/drift.ts';
import { adoptedDatabase } from '#test/adoption/adopted-database.ts';
import { contents } from '#test/adoption/foreign-database.ts';
import { MENTORS } from '#test/adoption/mentors.ts';
import { PREFERENCES } from '#test/adoption/preferences.ts';
import { isReached } from '#test/databases.ts';

const JEAN = '00000000-0000-4000-8000-000000000001';
const ANSWERS = { enumerations: { 'users.role': { EDITEUR: 'CORRECTOR' } }, addresses: { 'jean@example.com': JEAN } };
const TABLES = ['users', 'user_preferences', 'orders_archive'];

describe('a PostgreSQL with preferences and no sessions', { skip: !isReached('postgresql') }, () => {
  const adopted = adoptedDatabase('postgresql', { statements: PREFERENCES, answers: ANSWERS, tables: TABLES });

  test('every row is where it was or in ours, with its own type of role', async () => {
    const { url, before, ask } = await adopted();
    const archives = ['legacy_users', 'legacy_user_preferences', 'orders_archive'];
    assert.deepEqual(Object.values(await contents(url, archives)), Object.values(before));
    const [lea] = await ask(
      `SELECT role::text, "secondRole"::text, "interests" FROM users WHERE email = 'lea@example.com'`,
    );
    assert.deepEqual({ ...lea }, { role: 'CORRECTOR', secondRole: null, interests: null });
    const [jean] = await ask(`SELECT "secondRole"::text, "interests", "createdAt" FROM users WHERE id = '${JEAN}'`);
    assert.deepEqual([jean?.secondRole, jean?.interests], ['EDITEUR', ['poésie', 'roman, noir']]);
    const [written] = await ask(`SELECT "createdAt"::text AS at FROM users WHERE id = '${JEAN}'`);
    assert.equal(written?.at, '2024-06-01 10:00:00');
  });

  test('preferences are one row a person, in words that Staka knows', async () => {
    const { ask } = await adopted();
    const rows = await ask('SELECT "userId", langue, timezone, notifications FROM user_preferences ORDER BY "userId"');
    assert.deepEqual(
      rows.map(({ langue, timezone }) => [langue, timezone]),
      [
        ['en', 'Europe/London'],
        ['fr', 'Europe/Paris'],
      ],
    );
    const [{ notifications } = {}] = rows;
    assert.deepEqual(Object(notifications)['message.sent'], { app: true, email: false });
  });

  test('there are sessions, and drift finds nothing but the columns that are kept', async () => {
    const { url, ask } = await adopted();
    assert.deepEqual(await ask('SELECT * FROM user_sessions'), []);
    const { differences, unknown } = await findDrift({ url });
    const kept = unknown.filter(({ kind }) => kind === 'column').map(({ name }) => name);
    assert.deepEqual([differences, kept.sort()], [[], ['users.interests', 'users.secondRole']]);
  });
});

describe('mentors that come from Clerk, on PostgreSQL', { skip: !isReached('postgresql') }, () => {
  const adopted = adoptedDatabase('postgresql', { statements: MENTORS });

  test('people keep the id of Clerk, and mentors are paid in cents', async () => {
    const { ask, url } = await adopted();
    assert.deepEqual(
      (await ask('SELECT id, prenom, nom, role::text, avatar, password FROM users ORDER BY id')).map((row) => ({
        ...row,
      })),
      [
        {
          id: 'user_2abcDEF',
          prenom: 'Ada',
          nom: 'Lovelace',
          role: 'MENTOR',
          avatar: 'https://img.clerk.com/x',
          password: null,
        },
        { id: 'user_2xyzGHI', prenom: '', nom: '', role: 'USER', avatar: null, password: null },
      ],
    );
    assert.deepEqual(
      await ask('SELECT "userId", expertise, "hourlyRateCents", availability FROM mentor_profiles ORDER BY 1'),
      [
        {
          userId: 'user_2abcDEF',
          expertise: ['poésie', 'roman, noir'],
          hourlyRateCents: 5000,
          availability: { lundi: ['09:00-12:00'] },
        },
        { userId: 'user_2xyzGHI', expertise: [], hourlyRateCents: 0, availability: {} },
      ],
    );
    assert.deepEqual((await findDrift({ url })).differences, []);
  });
});
