import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from '#platform/db/db.ts';
import { eachDatabase } from '#test/databases.ts';

eachDatabase((database) => {
  test('an entry of the audit log is written, and neither changed nor deleted afterwards', async () => {
    const { db } = database;
    const entry = { action: 'session.revoked', actorId: 'somebody', data: { sessionId: 'theirs' } };
    await db.insertInto('audit_entries').values(entry).execute();
    const before = await entries();
    await assert.rejects(db.updateTable('audit_entries').set({ action: 'nothing' }).execute(), APPEND_ONLY);
    await assert.rejects(db.updateTable('audit_entries').set({ actorId: null }).execute(), APPEND_ONLY);
    await assert.rejects(db.deleteFrom('audit_entries').execute(), APPEND_ONLY);
    assert.deepEqual(await entries(), before);
    assert.deepEqual([before.length, before[0]?.action, before[0]?.data], [1, entry.action, entry.data]);
  });

  test('an entry outlives the person it speaks of', async () => {
    const person = { email: 'erased@example.com', id: '0199-person' };
    await database.db.insertInto('users').values(person).execute();
    await database.db.insertInto('audit_entries').values({ action: 'user.erased', targetId: person.id }).execute();
    await database.db.deleteFrom('users').execute();
    assert.deepEqual(
      (await entries()).map(({ targetId }) => targetId),
      [person.id],
    );
  });

  test('a name given elsewhere is compared byte by byte', async () => {
    const { db } = database;
    const rows = ['user_2abC', 'user_2ABc'].map((id) => ({ id, state: 'WAITING' as const, version: 1 }));
    await db.insertInto('clerk_users').values(rows).execute();
    const found = await db.selectFrom('clerk_users').select('id').where('id', '=', 'user_2abC').execute();
    assert.deepEqual(found, [{ id: 'user_2abC' }]);
    assert.deepEqual(await db.selectFrom('clerk_users').select('id').where('id', '=', 'USER_2ABC').execute(), []);
  });

  async function entries() {
    const other = await openDatabase({ url: database.url });
    try {
      return await other.selectFrom('audit_entries').selectAll().execute();
    } finally {
      await other.destroy();
    }
  }
});

const APPEND_ONLY = /audit_entries is append-only/;
