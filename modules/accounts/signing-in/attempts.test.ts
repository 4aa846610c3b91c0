import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachDatabase } from '#test/databases.ts';
import { accountLimit, addressLimit, oneMore, passwordChangeLimit, reserveAttempt } from './attempts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

test('every key fits its column and names nobody', () => {
  const long = 'a'.repeat(255);
  for (const { key } of [
    accountLimit(`${long}@example.com`),
    passwordChangeLimit(long),
    addressLimit(`fe80::1%${'e'.repeat(20)}`),
  ]) {
    assert.ok(key.length <= 100, key);
    assert.ok(!key.includes(long));
  }
});

test('after five wrong passwords every further one makes the wait twice as long, and none longer than half an hour', () => {
  const limit = accountLimit('jean@example.com');
  const waits: number[] = [];
  let now = new Date();
  let count = { failures: 0, windowEndsAt: now };
  for (let tries = 0; tries < 12; tries += 1) {
    const after = oneMore(count, limit, now);
    assert.ok(after);
    waits.push((after.windowEndsAt.getTime() - now.getTime()) / MINUTE_MS);
    if (tries >= 4) {
      assert.equal(oneMore(after, limit, now), null, 'not before the wait is over');
      now = after.windowEndsAt;
    }
    count = after;
  }
  assert.deepEqual(waits, [1, 1, 1, 1, 1, 2, 4, 8, 16, 30, 30, 30]);
});

test('whoever stays away for a day begins anew', () => {
  const now = new Date();
  const count = { failures: 40, windowEndsAt: new Date(now.getTime() - 24 * HOUR_MS) };
  assert.equal(oneMore(count, accountLimit('jean@example.com'), now)?.failures, 1);
});

eachDatabase((database) => {
  const limit = (max: number) => ({ ...addressLimit('192.0.2.1'), max });
  const outcomes = async (attempts: number, max: number) => {
    const settled = await Promise.allSettled(
      Array.from({ length: attempts }, () => reserveAttempt(database.db, limit(max))),
    );
    return settled.filter(({ status }) => status === 'fulfilled').length;
  };

  test('of many attempts at once exactly as many as allowed are let through', async () => {
    assert.equal(await outcomes(60, 7), 7);
    const { failures } = await database.db.selectFrom('login_attempts').select('failures').executeTakeFirstOrThrow();
    assert.equal(failures, 7);
  });

  test('a refusal says when to come back, and coming back too early does not move that', async () => {
    await outcomes(3, 1);
    const before = await database.db.selectFrom('login_attempts').select('windowEndsAt').executeTakeFirstOrThrow();
    await assert.rejects(reserveAttempt(database.db, limit(1)), { code: 'AUTH_TOO_MANY_ATTEMPTS' });
    assert.deepEqual(
      await database.db.selectFrom('login_attempts').select('windowEndsAt').executeTakeFirstOrThrow(),
      before,
    );
  });

  test('a network that is refused does not use up what the account’s own person may try', async () => {
    const account = accountLimit('jean@example.com');
    await outcomes(1, 1);
    await assert.rejects(reserveAttempt(database.db, limit(1), account));
    assert.deepEqual(await reserveAttempt(database.db, account), [1]);
  });

  test('when the window has ended another one begins', async () => {
    await outcomes(3, 1);
    await database.db
      .updateTable('login_attempts')
      .set({ windowEndsAt: new Date(Date.now() - 1) })
      .execute();
    assert.equal(await outcomes(3, 1), 1);
    const row = await database.db.selectFrom('login_attempts').selectAll().executeTakeFirstOrThrow();
    assert.ok(row.failures === 1 && row.windowEndsAt > new Date());
  });
});
