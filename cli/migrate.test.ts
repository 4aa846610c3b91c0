import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { databaseName } from '#ops/backup/database-name.ts';
import { readMigrations } from '#ops/migrate/migration-files.ts';
import { rollback } from '#ops/migrate/rollback.ts';
import { loadConfig } from '#platform/config/config.ts';
import { eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import type { Command } from './command.ts';
import { migrateCommand } from './migrate.ts';
import { migrateRollbackCommand } from './migrate-rollback.ts';
import { migrateStatusCommand } from './migrate-status.ts';

const folder = await mkdtemp(join(tmpdir(), 'staka-migrate-'));
after(() => rm(folder, { recursive: true, force: true }));

eachEmptyDatabase((database) => {
  async function run(command: Command, values: Record<string, boolean | string> = {}, language: 'fr' | 'en' = 'en') {
    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    const loaded = loadConfig({ DATABASE_URL: database.url, NODE_ENV: 'test', DATA_DIR: folder });
    const code = await command.run({
      ...loaded,
      positionals: [],
      values,
      language,
      print,
      say: (text) => print(text[language]),
    });
    return { code, out: lines.join('\n') };
  }

  test('the plan is shown and nothing is done; migrating does it, finds no drift, and is told in the history', async () => {
    const plan = await run(migrateCommand, { plan: true });
    assert.equal(plan.code, 0);
    assert.match(plan.out, /^20261121090000_init\n/);
    assert.match(plan.out, /→ .* · 0 rows · about \d+ ms/);
    assert.match((await run(migrateCommand, { plan: true }, 'fr')).out, /0 ligne · environ \d+ ms/);
    const { migrations } = JSON.parse((await run(migrateCommand, { plan: true, json: true })).out);
    assert.equal(migrations[0].name, '20261121090000_init');
    const done = JSON.parse((await run(migrateCommand, { json: true })).out);
    assert.deepEqual(done.differences, []);
    assert.equal(done.applied.length, migrations.length);
    assert.match(
      (await run(migrateStatusCommand, { history: true })).out,
      /20261121090000_init {2}applied {2}\d+ ms {2}\S+@/,
    );
    assert.match((await run(migrateCommand)).out, /up to date/);
  });

  test('what loses rows wants their loss accepted, the name typed, and makes a backup; the list of operations has it all', async () => {
    await run(migrateCommand);
    const q = database.provider === 'mysql' ? '`' : '"';
    await database.query(
      `INSERT INTO users (id, email, ${q}updatedAt${q}) VALUES ('u', 'u@example.com', '2026-01-02 03:04:05')`,
    );
    const all = { step: String((await readMigrations(database.provider)).length) };
    assert.match(
      (await run(migrateRollbackCommand, { ...all, plan: true })).out,
      /loses the table users, which has 1 row/,
    );
    await assert.rejects(run(migrateRollbackCommand, all), { code: 'MIGRATION_DESTROYS' });
    const accepted = { ...all, 'accept-data-loss': true };
    await assert.rejects(run(migrateRollbackCommand, { ...accepted, force: true }), {
      code: 'MIGRATION_NOT_CONFIRMED',
    });
    await assert.rejects(run(migrateRollbackCommand, { ...accepted, confirm: 'x' }), {
      code: 'MIGRATION_NOT_CONFIRMED',
    });
    const before: string[] = await readdir(join(folder, 'backups')).catch(() => []);
    const confirm = databaseName(database.url);
    const undone = JSON.parse((await run(migrateRollbackCommand, { ...accepted, confirm, json: true })).out);
    assert.equal(String(undone.undone.length), all.step);
    const made = (await readdir(join(folder, 'backups'))).filter((name) => !before.includes(name));
    assert.deepEqual(
      [undone.backup],
      made.map((name) => join(folder, 'backups', name)),
    );
    const { applied, backup } = JSON.parse((await run(migrateCommand, { json: true })).out);
    assert.deepEqual([String(applied.length), backup], [all.step, null]);
    await assert.rejects(run(migrateRollbackCommand, { restore: 'latest' }), { code: 'ROLLBACK_WITHOUT_BACKUP' });
    const [row] = await database.query('SELECT status, details FROM operation_runs');
    assert.equal(row?.status, 'SUCCEEDED');
    assert.match(JSON.stringify(row?.details), /20261121090000_init/);
  });

  test('rows that refer to rows that are not there are said after a migration', async () => {
    await run(migrateCommand);
    await rollback({ url: database.url });
    const off = {
      sqlite: 'PRAGMA foreign_keys=OFF',
      postgresql: 'SET session_replication_role = replica',
      mysql: 'SET foreign_key_checks = 0',
    };
    await database.query(off[database.provider]);
    const [userId, updatedAt] = ['userId', 'updatedAt'].map((name) =>
      database.provider === 'mysql' ? name : `"${name}"`,
    );
    await database.query(
      `INSERT INTO user_preferences (id, ${userId}, ${updatedAt}) VALUES ('p', 'nobody', '2026-01-02 03:04:05')`,
    );
    if (database.provider === 'sqlite')
      return assert.rejects(run(migrateCommand), /user_preferences refer to rows of users/);
    const { code, out } = await run(migrateCommand);
    assert.equal(code, 3);
    assert.match(out, /^✗ Rows of user_preferences \(userId\) name rows of users/m);
  });

  test('what is not as the migrations make it afterwards is said, and the exit code is 3', async () => {
    await run(migrateCommand);
    await database.query(
      database.provider === 'mysql' ? 'DROP INDEX users_role_idx ON users' : 'DROP INDEX users_role_idx',
    );
    const { code, out } = await run(migrateCommand);
    assert.equal(code, 3);
    assert.match(out, /^✗ Index users_role_idx of users is missing\.$/m);
  });
});
