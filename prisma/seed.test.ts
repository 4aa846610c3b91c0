import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { verify } from '@node-rs/bcrypt';
import type { Database } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import { createFolderStorage } from '#platform/storage/folder-storage.ts';
import { eachDatabase } from '#test/databases.ts';
import { seed } from './seed.ts';

const folder = await mkdtemp(join(tmpdir(), 'staka-seed-'));
const storage = await createFolderStorage(folder);
after(() => rm(folder, { recursive: true }));

/** What seed 002 counts. */
const COUNTS = {
  users: 2,
  commandes: 3,
  messages: 5,
  support_requests: 2,
  files: 3,
  notifications: 5,
  pages: 3,
} satisfies { [Table in keyof Database]?: number };

eachDatabase((database) => {
  const run = () => seed({ db: database.db, storage, environment: 'development' });

  test('the data is what seed 002 counts, and running it thrice changes nothing', async () => {
    assert.ok((await run()) > 0);
    const first = await everything(database.db);
    assert.deepEqual(await counts(database.db), COUNTS);
    assert.equal(await run(), 0);
    assert.equal(await run(), 0);
    assert.deepEqual(await everything(database.db), first);
  });

  test('both accounts have their password and a confirmed address', async () => {
    await run();
    const users = await database.db.selectFrom('users').selectAll().orderBy('email').execute();
    assert.deepEqual(
      users.map(({ email, role }) => [email, role]),
      [
        ['admin@staka-editions.com', 'ADMIN'],
        ['user@example.com', 'USER'],
      ],
    );
    for (const [index, password] of ['admin123', 'user123'].entries()) {
      const hash = users[index]?.password ?? '';
      assert.match(hash, /^\$2b\$12\$/);
      assert.ok(await verify(password, hash));
      assert.ok(users[index]?.emailVerifiedAt);
    }
  });

  test('the bytes of every file are there, whole, and counted once', async () => {
    await run();
    const files = await database.db
      .selectFrom('files')
      .innerJoin('blobs', 'blobs.sha256', 'files.sha256')
      .select(['files.sha256', 'files.size', 'blobs.size as kept', 'references', 'mimeType'])
      .execute();
    assert.equal(files.length, 3);
    for (const { sha256, size, kept, references, mimeType } of files) {
      const bytes = await buffer(await storage.open(sha256 ?? ''));
      assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256);
      assert.deepEqual([bytes.length, kept, references], [size, size, 1]);
      if (mimeType === 'application/pdf') assert.match(bytes.toString('latin1'), /^%PDF-1\.4[\s\S]*%%EOF\n$/);
    }
  });

  test('what somebody has changed stays changed', async () => {
    await run();
    await database.db.updateTable('users').set({ prenom: 'Zoé' }).where('email', '=', 'user@example.com').execute();
    assert.equal(await run(), 0);
    const user = await database.db
      .selectFrom('users')
      .select('prenom')
      .where('email', '=', 'user@example.com')
      .executeTakeFirst();
    assert.equal(user?.prenom, 'Zoé');
  });

  test('an account that was there before keeps its id and its password', async () => {
    await database.db
      .insertInto('users')
      .values({ id: 'mine', email: 'admin@staka-editions.com', password: 'kept', role: 'ADMIN' })
      .execute();
    await run();
    const admins = await database.db
      .selectFrom('users')
      .select(['id', 'password'])
      .where('role', '=', 'ADMIN')
      .execute();
    assert.deepEqual(admins, [{ id: 'mine', password: 'kept' }]);
    const assigned = await database.db
      .selectFrom('commandes')
      .select('id')
      .where('correcteurId', '=', 'mine')
      .execute();
    assert.equal(assigned.length, 2);
  });

  test('production refuses it, and nothing is written', async () => {
    await assert.rejects(seed({ db: database.db, storage, environment: 'production' }), { code: 'SEED_REFUSED' });
    assert.deepEqual(Object.values(await counts(database.db)), [0, 0, 0, 0, 0, 0, 0]);
  });
});

async function counts(db: Db): Promise<Record<string, number>> {
  return Object.fromEntries(Object.entries(await everything(db)).map(([table, rows]) => [table, rows.length]));
}

async function everything(db: Db): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {};
  // Object.keys forgets that these are names of tables.
  for (const table of Object.keys(COUNTS) as (keyof typeof COUNTS)[]) {
    tables[table] = await db.selectFrom(table).selectAll().orderBy('id').execute();
  }
  return tables;
}
