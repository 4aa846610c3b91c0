import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, beforeEach, test } from 'node:test';
import { clerkUser, deletionOf, deliver, WEBHOOK_SECRET } from '#modules/clerk/factory.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { type FakeClerk, startFakeClerk } from '#test/fakes/clerk.ts';
import { commandEnvironment } from '#test/staka-command.ts';

eachDatabase((database) => {
  let app: TestApp;
  let clerk: FakeClerk;
  before(async () => {
    clerk = await startFakeClerk();
    app = await startTestApp(database, {}, { CLERK_WEBHOOK_SECRET: WEBHOOK_SECRET });
  });
  after(() => clerk.close());
  beforeEach(() => clerk.users.clear());

  const atClerk = (user: ReturnType<typeof clerkUser>) => clerk.users.set(user.id, user);
  const here = async (event: Parameters<typeof deliver>[1]) => {
    await deliver(app, event);
    await app.context.outbox.drain();
  };
  const created = (data: object) => here({ type: 'user.created', data });
  const people = async () => {
    const rows = await database.db.selectFrom('users').select('id').orderBy('id').execute();
    return rows.map(({ id }) => id);
  };

  async function sync(args: readonly string[] = [], secretKey = clerk.secretKey) {
    const main = join(import.meta.dirname, 'main.ts');
    const clerkVariables = { CLERK_API_BASE: clerk.url, CLERK_SECRET_KEY: secretKey };
    const env = commandEnvironment({ DATABASE_URL: database.url, ...clerkVariables });
    const child = spawn(process.execPath, [main, 'clerk:sync', ...args], { env });
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { status, stdout, stderr };
  }

  test('where both know the same people there is nothing to say', async () => {
    const user = clerkUser();
    atClerk(user);
    await created(user);
    const { status, stdout } = await sync(['--check']);
    assert.deepEqual([status, stdout], [0, 'Clerk and Staka know the same people.\n']);
  });

  test('who is missing or too many on either side is listed, and nothing is changed', async () => {
    const [missing, gone, stale, buried] = [clerkUser(), clerkUser(), clerkUser(), clerkUser()];
    const banned = clerkUser();
    for (const user of [missing, buried, { ...banned, banned: true }]) atClerk(user);
    atClerk({ ...stale, updated_at: stale.updated_at + 1, first_name: 'Nouveau' });
    for (const user of [gone, stale, buried, banned]) await created(user);
    await here(deletionOf(buried.id));
    const before = await people();
    const { status, stdout } = await sync(['--check']);
    assert.equal(status, 1);
    for (const [{ id }, what] of [
      [missing, 'missing here'],
      [gone, 'no longer known to Clerk'],
      [stale, 'has changed at Clerk'],
      [banned, 'banned or locked at Clerk, and not here'],
      [buried, 'deleted by Clerk’s own word'],
    ] as const)
      assert.match(stdout, new RegExp(`^${id} .*: ${what}`, 'm'));
    assert.deepEqual(await people(), before);
  });

  test('what is missing is made up for as a webhook would, however many there are and however busy Clerk is', async () => {
    for (let n = 0; n < 230; n += 1) atClerk({ ...clerkUser(), created_at: n });
    const gone = clerkUser();
    await created(gone);
    clerk.refuseNext(2);
    const { status, stdout } = await sync();
    assert.deepEqual([status, stdout.match(/made up for/g)?.length], [0, 231]);
    assert.deepEqual(await people(), [...clerk.users.keys()].sort());
    assert.equal((await sync(['--check'])).status, 0);
  });

  test('whoever was deleted does not come back', async () => {
    const user = clerkUser();
    atClerk(user);
    await created(user);
    await here(deletionOf(user.id));
    assert.equal((await sync()).status, 1);
    assert.deepEqual(await people(), []);
  });

  test('a key that is wrong, or missing, is said in one sentence', async () => {
    const wrong = await sync(['--check'], 'sk_test_wrong');
    assert.deepEqual([wrong.status, wrong.stdout], [1, '']);
    assert.match(wrong.stderr, /^Clerk’s API answered 401: check CLERK_SECRET_KEY/);
    assert.match((await sync(['--check'], '')).stderr, /^Clerk is not configured here: set CLERK_SECRET_KEY/);
  });
});
