import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type Db, inTransaction, openDatabase } from '#platform/db/db.ts';
import { effect, externalEffect, publish } from '#platform/outbox/outbox.ts';
import {
  alsoHappened,
  happened,
  insertPage,
  outboxOf,
  pageTitles,
  publishHappened,
  writePage,
} from '#platform/outbox/test-events.ts';
import { eachDatabase } from '#test/databases.ts';

eachDatabase((database) => {
  test('an event has its effect once, however often the outbox looks', async () => {
    const outbox = outboxOf(database.db, writePage);
    await publishHappened(database.db, 'Une fois');
    await outbox.drain();
    await outbox.drain();
    assert.deepEqual(await pageTitles(database.db), ['Une fois']);
  });

  test('an event rolled back with its transaction has no effect', async () => {
    const outbox = outboxOf(database.db, writePage);
    const failing = inTransaction(database.db, async (tx) => {
      await publish(tx, happened, { title: 'Jamais' });
      throw new Error('changed my mind');
    });
    await assert.rejects(failing, /changed my mind/);
    await outbox.drain();
    assert.deepEqual(await pageTitles(database.db), []);
    assert.deepEqual(await events(database.db), []);
  });

  test('an event begins its effects right after the commit, long before the next poll', async (t) => {
    const outbox = outboxOf(database.db, writePage);
    outbox.start();
    t.after(() => outbox.stop());
    await wait(100);
    const start = performance.now();
    await publishHappened(database.db);
    await until(async () => (await pageTitles(database.db)).length === 1);
    assert.ok(performance.now() - start < 700);
  });

  test('events have their effects in the order they were published', async () => {
    const outbox = outboxOf(database.db, writePage);
    const titles = Array.from({ length: 30 }, (_, index) => `Fait ${index}`);
    for (const title of titles) await publishHappened(database.db, title);
    await outbox.drain();
    assert.deepEqual(await pageTitles(database.db), titles);
  });

  test('an effect that fails leaves nothing behind, and is tried again', async () => {
    let tries = 0;
    const failsOnce = effect(happened, 'fails-once', async ({ tx, payload }) => {
      await insertPage(tx, payload.title);
      tries += 1;
      if (tries === 1) throw new Error('not yet');
    });
    const outbox = outboxOf(database.db, failsOnce);
    await publishHappened(database.db, 'Deux essais');
    await outbox.drain();
    assert.deepEqual(await pageTitles(database.db), []);
    await makeDue(database.db);
    await outbox.drain();
    assert.deepEqual(await pageTitles(database.db), ['Deux essais']);
    assert.equal(tries, 2);
  });

  test('a failure waits before the next attempt, and says what it was', async () => {
    const fails = effect(happened, 'fails', () => Promise.reject(new Error('out of paper')));
    await publishHappened(database.db);
    await outboxOf(database.db, fails).drain();
    const [event] = await events(database.db);
    assert.equal(event?.attempts, 1);
    assert.equal(event?.lastError, 'fails: out of paper');
    assert.ok((event?.availableAt ?? 0) > new Date(Date.now() + 500));
    assert.equal(event?.claimedBy, null);
  });

  test('an event that always fails stops no other', async () => {
    const poison = effect(alsoHappened, 'poison', () => Promise.reject(new Error('poison')));
    const outbox = outboxOf(database.db, poison, writePage);
    await inTransaction(database.db, (tx) => publish(tx, alsoHappened, { title: 'Poison' }));
    await publishHappened(database.db, 'Sain');
    await outbox.drain();
    assert.deepEqual(await pageTitles(database.db), ['Sain']);
  });

  test('of several effects, only those that failed are tried again', async () => {
    const runs: string[] = [];
    const fine = externalEffect(happened, 'fine', ({ key }) => void runs.push(key.replace(/^.*:/, '')));
    const failsOnce = externalEffect(happened, 'fails-once', () => {
      runs.push('fails-once');
      if (runs.filter((run) => run === 'fails-once').length === 1) throw new Error('not yet');
    });
    const outbox = outboxOf(database.db, failsOnce, fine, writePage);
    await publishHappened(database.db);
    await outbox.drain();
    await makeDue(database.db);
    await outbox.drain();
    assert.deepEqual(runs, ['fails-once', 'fine', 'fails-once']);
    assert.equal((await pageTitles(database.db)).length, 1);
  });

  test('the key of an external effect is the same at every attempt', async () => {
    const keys: string[] = [];
    const failsOnce = externalEffect(happened, 'letter', ({ key, event }) => {
      keys.push(key);
      assert.equal(key, `${event.id}:letter`);
      if (keys.length === 1) throw new Error('not yet');
    });
    const outbox = outboxOf(database.db, failsOnce);
    await publishHappened(database.db);
    await outbox.drain();
    await makeDue(database.db);
    await outbox.drain();
    assert.equal(keys.length, 2);
    assert.equal(keys[0], keys[1]);
  });

  test('after 12 attempts an event is a dead letter, which can be tried again', async () => {
    let broken = true;
    const fails = effect(happened, 'fails', async ({ tx, payload }) => {
      if (broken) throw new Error('broken');
      await insertPage(tx, payload.title);
    });
    const outbox = outboxOf(database.db, fails);
    await publishHappened(database.db, 'Ressuscité');
    await database.db.updateTable('outbox_events').set({ attempts: 11 }).execute();
    await outbox.drain();
    await makeDue(database.db);
    await outbox.drain();
    const [dead, ...others] = await outbox.deadLetters();
    assert.equal(dead?.attempts, 12);
    assert.deepEqual(others, []);
    broken = false;
    assert.equal(await outbox.retry(dead?.id ?? ''), true);
    await outbox.drain();
    assert.deepEqual(await pageTitles(database.db), ['Ressuscité']);
    assert.deepEqual(await outbox.deadLetters(), []);
    assert.equal(await outbox.retry(dead?.id ?? ''), false);
  });

  test('two processes share the work, and none of it is done twice', async (t) => {
    const other = await openDatabase({ url: database.url });
    t.after(() => other.destroy());
    const seen: string[] = [];
    const external = externalEffect(happened, 'count', ({ event }) => void seen.push(event.id));
    for (let index = 0; index < 60; index += 1) await publishHappened(database.db, `Fait ${index}`);
    await Promise.all([
      outboxOf(database.db, writePage, external).drain(),
      outboxOf(other, writePage, external).drain(),
    ]);
    await until(async () => (await events(database.db)).every(({ processedAt }) => processedAt !== null));
    assert.equal((await pageTitles(database.db)).length, 60);
    assert.equal(new Set(await pageTitles(database.db)).size, 60);
    assert.equal(seen.length, 60);
    assert.equal(new Set(seen).size, 60);
  });

  test('two effects of one event cannot have one name', () => {
    assert.throws(() => outboxOf(database.db, writePage, writePage), /write-page/);
  });

  test('an event that nobody here knows is left to a version that does', async () => {
    await database.db.insertInto('outbox_events').values({ name: 'test.of-tomorrow', payload: {} }).execute();
    await outboxOf(database.db, writePage).drain();
    const [event] = await events(database.db);
    assert.equal(event?.processedAt, null);
    assert.equal(event?.claimedBy, null);
  });

  test('a stopping outbox ends what runs and hands back the rest', async () => {
    const started = Promise.withResolvers<void>();
    const slow = effect(happened, 'slow', async ({ tx, payload }) => {
      started.resolve();
      await wait(10);
      await insertPage(tx, payload.title);
    });
    const outbox = outboxOf(database.db, slow);
    outbox.start();
    await inTransaction(database.db, async (tx) => {
      for (let index = 0; index < 40; index += 1) await publish(tx, happened, { title: `Fait ${index}` });
    });
    await started.promise;
    await outbox.stop();
    const done = (await pageTitles(database.db)).length;
    const left = (await events(database.db)).filter(({ processedAt }) => processedAt === null);
    assert.ok(done >= 1 && left.length >= 1);
    assert.equal(done + left.length, 40);
    assert.ok(left.every(({ claimedBy }) => claimedBy === null));
  });

  test('processed events go when their time is over, and the others stay', async () => {
    const outbox = outboxOf(database.db, writePage);
    await publishHappened(database.db, 'Vieux');
    await outbox.drain();
    const longAgo = new Date(Date.now() - 31 * 86_400_000);
    await database.db.updateTable('outbox_events').set({ processedAt: longAgo }).execute();
    await publishHappened(database.db, 'Récent');
    await outbox.drain();
    await database.db.insertInto('outbox_events').values({ name: 'test.of-tomorrow', payload: {} }).execute();
    assert.equal(await outbox.purge(), 1);
    assert.equal((await events(database.db)).length, 2);
    const effects = await database.db.selectFrom('outbox_effects').select('effect').execute();
    assert.equal(effects.length, 1);
  });
});

function events(db: Db) {
  return db.selectFrom('outbox_events').selectAll().orderBy('id').execute();
}

/** As if the wait before the next attempt were over. */
async function makeDue(db: Db): Promise<void> {
  await db
    .updateTable('outbox_events')
    .set({ availableAt: new Date(0) })
    .execute();
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 8_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error('It did not happen within 8 s.');
    await wait(10);
  }
}
