import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connected } from '#ops/backup/connected.ts';
import { restoreIntoEmpty } from '#ops/backup/restore.ts';
import { migrate } from '#ops/migrate/migrate.ts';
import { openDatabase } from '#platform/db/db.ts';
import { seed } from '#prisma/seed.ts';
import { countRows, eachEmptyDatabase, withEmptyDatabase } from '#test/migrations/empty-databases.ts';
import { type ChangedSchema, changedSchema } from './changed-schema.fixture.ts';
import { planPush, pushSchema } from './push.ts';
import { SCHEMA_FILE } from './schema-file.ts';

let changed: ChangedSchema;
let root: string;
before(async () => {
  changed = await changedSchema();
  root = await mkdtemp(join(tmpdir(), 'staka-push-'));
});
after(async () => {
  await changed.remove();
  await rm(root, { recursive: true });
});

eachEmptyDatabase((database) => {
  const options = (more: object = {}) => ({
    url: database.url,
    environment: 'development' as const,
    backup: { folder: join(root, 'backups'), filesFolder: join(root, 'files'), keys: [] },
    ...more,
  });
  const ofText = async (change: (schema: string) => string) => {
    const { file } = await changed.write(change(await readFile(SCHEMA_FILE, 'utf8')));
    return file;
  };
  const populate = async () => {
    await migrate({ url: database.url });
    const db = await openDatabase({ url: database.url });
    const storage = { has: async () => true, put: async () => ({ sha256: '', size: 0 }) };
    await seed({ db, storage, environment: 'test' });
    await db.updateTable('users').set({ telephone: null, bio: 'à' }).execute();
    await db
      .updateTable('users')
      .set({ telephone: '0102030405', bio: 'Bonjour' })
      .where('role', '=', 'ADMIN')
      .execute();
    await db.destroy();
  };

  test('says what it would lose and loses it only when told, after a backup that gives it back', async () => {
    await populate();
    const before = await countRows(database.url);
    const { source } = changed;
    const plan = await planPush(options({ schema: source.file }));
    assert.deepEqual(
      plan.losses.map(({ en }) => en),
      ['column users.telephone and its values (1)'],
    );
    await assert.rejects(pushSchema(options({ schema: source.file })), { code: 'PUSH_DESTROYS', message: /telephone/ });
    assert.ok((await planPush(options({ schema: source.file }))).diff.differences.length > 5);
    const { backup } = await pushSchema(options({ schema: source.file, acceptDataLoss: true }));
    assert.deepEqual((await planPush(options({ schema: source.file }))).diff.differences, []);
    assert.deepEqual(await countRows(database.url), { ...before, absences: 0 });
    assert.equal((await pushSchema(options({ schema: source.file }))).backup, null);
    assert.ok(backup !== null && existsSync(backup));
    await withEmptyDatabase('sqlite', async (url) => {
      await restoreIntoEmpty({ path: backup, keys: [], url, filesFolder: null });
      const [row] = await connected(url, (db) => db.query('SELECT count(telephone) AS n FROM users'));
      assert.equal(Number(row?.n), 1);
    });
    const back = await pushSchema(options({ acceptDataLoss: true }));
    assert.deepEqual(
      back.losses.map(({ en }) => en),
      ['column users.interests and its values (2)'],
    );
  });

  test('what the rows do not allow is refused whole, with every reason; two pushes of what they do allow do it once', async () => {
    await populate();
    const schema = await ofText((text) =>
      text
        .replace('  MENTOR\n  ADMIN\n', '  MENTOR\n')
        .replace(
          '  telephone String?  @db.VarChar(20)',
          '  telephone String   @db.VarChar(20)\n  surnom    String   @db.VarChar(20)',
        )
        .replace(
          '  @@index([isActive], map: "users_isActive_idx")',
          '  @@unique([isActive], map: "users_isActive_idx")',
        )
        .replace('bio       String?  @db.Text', 'bio       String?  @db.VarChar(3)'),
    );
    await assert.rejects(pushSchema(options({ schema, acceptDataLoss: true })), (error: Error) => {
      const reasons = [
        /users\.surnom is required and has no default, and the table has rows \(2\)/,
        /users\.telephone becomes required, and rows \(1\) have no value/,
        /users\.role no longer takes ADMIN, which rows \(1\) have/,
        /users \(isActive\) becomes unique, and rows \(2\) have the same value/,
        ...(database.provider === 'sqlite'
          ? []
          : [/users\.bio takes no more than 3 characters, and rows \(1\) have more/]),
      ];
      for (const reason of reasons) assert.match(error.message, reason);
      return 'code' in error && error.code === 'PUSH_IMPOSSIBLE';
    });
    assert.deepEqual((await planPush(options())).diff.differences, []);
    const more = await ofText((text) =>
      text.replace('  bio       String?  @db.Text', '$&\n  surnom    String?  @db.VarChar(20)'),
    );
    const both = await Promise.allSettled([
      pushSchema(options({ schema: more })),
      pushSchema(options({ schema: more })),
    ]);
    const codes = both.map((one) => (one.status === 'fulfilled' ? 'done' : one.reason.code)).sort();
    assert.ok(['PUSH_OVERTAKEN,done', 'done,done'].includes(codes.join()), codes.join());
    assert.deepEqual((await planPush(options({ schema: more }))).diff.differences, []);
  });

  // Elsewhere it is one transaction.
  if (database.provider === 'mysql')
    test('stopped after any statement, the next push does what is left', async () => {
      await migrate({ url: database.url });
      const left = async () => (await planPush(options({ schema: changed.source.file }))).diff.statements;
      let runs = 0;
      for (let [next] = await left(); next && runs < 20; [next] = await left()) {
        await connected(database.url, (db) => db.script(next?.sql ?? ''));
        runs += 1;
      }
      assert.ok(runs > 5 && runs < 20, `${runs}`);
    });

  test('in production and over pending migrations it is refused', async () => {
    await assert.rejects(pushSchema(options({ environment: 'production' })), { code: 'PUSH_IN_PRODUCTION' });
    await assert.rejects(pushSchema(options()), {
      code: 'PUSH_MIGRATIONS_PENDING',
      message: /migrate:resolve --applied/,
    });
  });
});
