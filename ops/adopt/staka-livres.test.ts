import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findDrift } from '#ops/drift/drift.ts';
import { migrate } from '#ops/migrate/migrate.ts';
import { migrationStatus } from '#ops/migrate/status.ts';
import { adoptedDatabase } from '#test/adoption/adopted-database.ts';
import { adoptWith, build, contents } from '#test/adoption/foreign-database.ts';
import { stakaLivres } from '#test/adoption/staka-livres.ts';
import { isReached } from '#test/databases.ts';
import { withEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { planAdoption } from './adopt.ts';
import { NO_ANSWERS } from './answers.ts';
import { VISITOR_ID } from './ground.ts';

const ANSWERS = { enumerations: { 'commandes.statut': { EN_RELECTURE: 'EN_COURS', PAYEE: 'EN_ATTENTE' } } };
const ORIGINALS = ['users', 'commandes', 'files', 'messages', 'message_attachments', 'invoices', 'reviews'];

const iso = (value: unknown) => (value instanceof Date ? value.toISOString() : value);

describe('a Staka Livres on MySQL, made by Prisma', { skip: !isReached('mysql') }, () => {
  const adopted = adoptedDatabase('mysql', { statements: stakaLivres(), answers: ANSWERS, tables: ORIGINALS });
  const old = adoptedDatabase('mysql', { statements: stakaLivres({ hasSupportRequestId: false }), answers: ANSWERS });

  test('statuts that Staka does not know stop it with a question, and nothing is touched', () =>
    withEmptyDatabase('mysql', async (url) => {
      await build(url, stakaLivres());
      const before = await contents(url, ORIGINALS);
      await assert.rejects(migrate({ url }), { code: 'MIGRATION_DATABASE_NOT_EMPTY' });
      const { plan } = await planAdoption({ url, answers: NO_ANSWERS });
      const asked = plan?.questions.map((question) => question.kind === 'enumeration' && question.value);
      assert.deepEqual(asked, ['EN_RELECTURE', 'PAYEE']);
      const { outcome, backup } = await adoptWith(url);
      assert.deepEqual([outcome, backup], ['unanswered', null]);
      const wrong = { 'commandes.statut': { EN_RELECTURE: 'RELU' } };
      await assert.rejects(adoptWith(url, { enumerations: wrong }), { code: 'ADOPTION_ANSWER_INVALID' });
      assert.deepEqual(await contents(url, ORIGINALS), before);
    }));

  test('every row is in our tables or stays in its original, which is as it was', async () => {
    const { url, before, plan, ask } = await adopted();
    for (const [table, was] of Object.entries(before)) {
      const archive = table === 'reviews' ? table : `legacy_${table}`;
      assert.deepEqual(Object.values(await contents(url, [archive]))[0], was, table);
      const planned = plan?.tables.find(({ source, target }) => source === table && target === table);
      if (planned) assert.equal(planned.taken + planned.left, was.length, table);
    }
    assert.deepEqual(await ask(`SELECT migration_name AS name FROM legacy_prisma_migrations`), [
      { name: '20250601120000_init' },
    ]);
    const states = await migrationStatus({ url });
    assert.deepEqual([...new Set(states.map(({ state }) => state))], ['applied']);
  });

  test('drift finds nothing but what is kept, and a second time says that it is done', async () => {
    const { url } = await adopted();
    const { differences, unknown } = await findDrift({ url });
    assert.deepEqual(differences, []);
    const kept = unknown.filter(({ kind }) => kind === 'column').map(({ name }) => name);
    assert.deepEqual(kept.sort(), [
      'commandes.packType',
      'messages.visitorEmail',
      'messages.visitorName',
      'users.preferences',
    ]);
    assert.ok(unknown.some(({ name }) => name === 'reviews'));
    assert.equal((await adoptWith(url, ANSWERS)).outcome, 'already');
  });

  test('what does not fit is mapped, shortened or stood in for, as the plan says', async () => {
    const { ask } = await adopted();
    const [jean, ada, partie] = await ask(`SELECT email, role, avatar, prenom, isActive, deactivatedAt, emailVerifiedAt
      FROM users WHERE id LIKE 'u%' ORDER BY id`);
    assert.deepEqual([jean?.email, ada?.role, ada?.avatar], ['jean.dupont@example.com', 'ADMIN', null]);
    assert.equal(iso(jean?.emailVerifiedAt), '2024-01-15T08:00:00.500Z');
    assert.deepEqual([String(partie?.prenom).length, partie?.isActive], [100, 0]);
    assert.equal(iso(partie?.deactivatedAt), '2024-03-01T00:00:00.000Z');
    const [preferences] = await ask('SELECT userId, langue, timezone, notifications FROM user_preferences');
    assert.deepEqual(
      [preferences?.userId, preferences?.langue, preferences?.timezone],
      ['u1', 'en', 'America/Montreal'],
    );
    assert.equal(/"message.sent":\{"email":false\}/.test(JSON.stringify(preferences?.notifications)), true);
    const [{ statut } = {}] = await ask(`SELECT statut FROM commandes WHERE id = 'c1'`);
    assert.equal(statut, 'EN_COURS');
    assert.deepEqual(await ask('SELECT storedName, commandeId FROM files ORDER BY id'), [
      { storedName: 'a.docx', commandeId: 'c1' },
      { storedName: 'f2-a.docx', commandeId: null },
    ]);
  });

  test('messages keep who wrote them: a visitor stands in for nobody, and who is gone stays in the original', async () => {
    const { ask } = await adopted();
    const found = await ask('SELECT id, senderId, supportRequestId, parentId, visitorEmail FROM messages ORDER BY id');
    assert.deepEqual(found, [
      { id: 'm0', senderId: 'u2', supportRequestId: null, parentId: 'm1', visitorEmail: null },
      { id: 'm1', senderId: 'u1', supportRequestId: null, parentId: null, visitorEmail: null },
      { id: 'm2', senderId: VISITOR_ID, supportRequestId: 's1', parentId: null, visitorEmail: 'Curieux@Example.com' },
      { id: 'm4', senderId: 'u1', supportRequestId: null, parentId: null, visitorEmail: null },
    ]);
    assert.equal((await ask(`SELECT id FROM legacy_messages WHERE id = 'm3'`)).length, 1);
    const [{ content } = {}] = await ask(`SELECT content FROM messages WHERE id = 'm1'`);
    assert.equal(content, 'Bonjour « à vous » 🌊');
  });

  test('a database that never got supportRequestId has it afterwards, with its foreign key', async () => {
    const { ask } = await old();
    await ask(`UPDATE messages SET supportRequestId = 's1' WHERE id = 'm1'`);
    await assert.rejects(ask(`UPDATE messages SET supportRequestId = 'rien'`), /foreign key constraint/i);
    await ask(`DELETE FROM support_requests WHERE id = 's1'`);
    assert.deepEqual(await ask(`SELECT supportRequestId FROM messages WHERE id = 'm1'`), [{ supportRequestId: null }]);
  });
});
