import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rollback } from '#ops/migrate/rollback.ts';
import { loadConfig } from '#platform/config/config.ts';
import { eachEmptyDatabase } from '#test/migrations/empty-databases.ts';
import type { Command } from './command.ts';
import { migrateCommand } from './migrate.ts';
import { migrateStatusCommand } from './migrate-status.ts';

eachEmptyDatabase((database) => {
  async function run(command: Command, values: Record<string, boolean> = {}, language: 'fr' | 'en' = 'en') {
    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    const loaded = loadConfig({ DATABASE_URL: database.url, NODE_ENV: 'test' });
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
