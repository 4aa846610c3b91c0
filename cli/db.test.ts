import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TakenDatabase } from '#test/databases/test-server.ts';
import { takeDatabase } from '#test/databases.ts';
import { stakaCommand } from '#test/staka-command.ts';

let database: TakenDatabase;
before(async () => {
  database = await takeDatabase('sqlite');
});
after(() => database.release());

function staka(...args: string[]) {
  return stakaCommand(args, { environment: { DATABASE_URL: database.url } });
}

test('db:stats, db:processes and db:describe answer people in columns and scripts in JSON', () => {
  const stats = staka('db:stats', '--indexes');
  assert.match(stats.stdout, /^Table +Rows +Data +Indexes +Uses\n[\s\S]*^users +0 [\s\S]*SQLite keeps no statistics/m);
  assert.ok(JSON.parse(staka('db:stats', '--json').stdout).tables.length > 30);
  assert.match(staka('db:processes').stdout, /Nobody else has the database open/);
  const described = staka('db:describe', 'user_preferences');
  assert.match(described.stdout, /^langue +TEXT +'fr'$[\s\S]*\(userId\) → users \(id\) +on delete CASCADE/m);
  assert.equal(JSON.parse(staka('db:describe', 'users', '--json').stdout).name, 'users');
});

test('db:describe names the tables there are where it does not know the one that was meant', () => {
  const { status, stdout, stderr } = staka('db:describe', 'user');
  assert.deepEqual([status, stdout], [1, '']);
  assert.match(stderr, /no table “user”\. It has: .*users/);
});

test('db:optimize says before what waits, and with --plan does nothing', () => {
  const plan = staka('db:optimize', '--plan');
  assert.deepEqual([plan.status, plan.stderr], [0, '']);
  assert.match(plan.stdout, /^PRAGMA integrity_check – nobody waits\n[\s\S]*VACUUM – writes wait[^\n]*\n[^\n]*\n$/);
  const done = staka('db:optimize', '--json');
  assert.deepEqual([done.status, JSON.parse(done.stdout).found], [0, []]);
});
