import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { createAccount } from '#modules/accounts/factory.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { clerkUser, deletionOf, deliver, type FakeEvent, type UserOptions, WEBHOOK_SECRET } from './factory.ts';
import { findBlock } from './queries.ts';

/** The same at every run; STAKA_ORDER_SEED tries others. A failure names its seed. */
const SEED = Number(process.env.STAKA_ORDER_SEED ?? 20261121);
/** What follows from an event is decided in one place for all databases: the others are tried, and SQLite at length. */
const RUNS = { sqlite: 15, postgresql: 4, mysql: 4 };
/** Whose accounts are here already: one that is confirmed, and one that is not. */
const CONFIRMED = 'confirmee@example.com';
const UNCONFIRMED = 'inconnue@example.com';
/** Seconds since 1970 that are not over for a while. */
const LONG = 9_000_000_000;

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database, {}, { CLERK_WEBHOOK_SECRET: WEBHOOK_SECRET });
  });

  test('all permutations of five events end in the same row', async () => {
    const stories = [STORY, STORY.slice(0, 4), STORY.slice(0, 2)];
    for (const story of database.name === 'sqlite' ? stories : stories.slice(1)) {
      const orders = permutations([...story.keys()]);
      const ends = new Set<string>();
      // Several people at a time: the databases wait for their disks.
      while (orders.length > 0)
        for (const end of await Promise.all(orders.splice(0, 12).map((order) => endOf(story, order)))) ends.add(end);
      assert.equal(ends.size, 1, [...ends].join('\n'));
    }
  });

  test('whatever five events say, in whatever order and however often they come, they end in the same row', async () => {
    const order = fc
      .tuple(fc.array(fc.nat(4), { maxLength: 6 }), fc.array(fc.nat(), { minLength: 11, maxLength: 11 }))
      .map(([again, keys]) => [0, 1, 2, 3, 4, ...again].sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0)));
    const story = fc.array(fc.option(said, { freq: 7 }), { minLength: 5, maxLength: 5 });
    const property = fc.asyncProperty(
      story,
      order,
      fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
      async (...run) => {
        const [events, repeated, shuffled] = run;
        assert.equal(await endOf(events, repeated), await endOf(events, [0, 1, 2, 3, 4]));
        assert.equal(await endOf(events, shuffled), await endOf(events, [4, 3, 2, 1, 0]));
      },
    );
    await fc.assert(property, { seed: SEED, numRuns: RUNS[database.name] });
  });

  test('events that come at the same moment end in the same row as well', async () => {
    app.context.outbox.start();
    const inOrder = await endOf(STORY.slice(0, 4), [0, 1, 2, 3]);
    for (const _ of [1, 2, 3])
      assert.equal(await endOf(STORY.slice(0, 4), [2, 0, 3, 1, 2, 1], { atOnce: true }), inOrder);
  });

  /** Who somebody is here after these events; what is different for everybody is left out. */
  async function endOf(
    story: readonly (UserOptions | null)[],
    order: readonly number[],
    { atOnce = false } = {},
  ): Promise<string> {
    const { id } = clerkUser();
    await accounts(id);
    const sent = order.map((at) => () => deliver(app, eventOf(id, story[at] ?? null), { id: `msg_${id}_${at}` }));
    if (atOnce) await Promise.all(sent.map((send) => send()));
    else for (const send of sent) await sendAndApply(send);
    await app.context.outbox.drain();
    return read(id);
  }

  async function sendAndApply(send: () => ReturnType<typeof deliver>): Promise<void> {
    assert.equal((await send()).status, 200);
    await app.context.outbox.drain();
  }

  async function accounts(id: string): Promise<void> {
    const emailVerifiedAt = new Date(0);
    const both = { onboardedAt: emailVerifiedAt };
    await createAccount(database.db, { ...both, id: `c-${id}`, email: of(CONFIRMED, id), emailVerifiedAt });
    await createAccount(database.db, { ...both, id: `u-${id}`, email: of(UNCONFIRMED, id), emailVerifiedAt: null });
  }

  async function read(id: string): Promise<string> {
    const { db } = database;
    const people = await db
      .selectFrom('users')
      .selectAll()
      .where('id', 'in', [id, `c-${id}`, `u-${id}`])
      .orderBy('id')
      .execute();
    const clerk = await db.selectFrom('clerk_users').selectAll().where('id', '=', id).execute();
    const identities = await db.selectFrom('identities').selectAll().where('subject', '=', id).execute();
    const blocks = [{ until: await findBlock(db, id) }];
    const rows = [people, clerk, identities, blocks].map((table) => table.map(withoutMoments));
    return JSON.stringify(rows)
      .replaceAll(id, 'ID')
      .replaceAll(id.toLowerCase(), 'ID')
      .replace(/clerk-[0-9a-f]{32}@/g, 'STAND-IN@');
  }
});

/** Five things that are said of somebody, the last of which is that they are deleted. */
const STORY: readonly (UserOptions | null)[] = [
  { email: 'premiere@example.com', prenom: 'Anne', updatedAt: 1_000 },
  { email: CONFIRMED, prenom: 'Anne', updatedAt: 2_000, banned: true },
  { email: UNCONFIRMED, prenom: null, updatedAt: 3_000, lockedFor: LONG },
  { email: 'derniere@example.com', prenom: 'Annette', verified: true, updatedAt: 4_000 },
  null,
];

/** Somebody as Clerk may say: at few moments and addresses, so that they meet. */
const said = fc.record({
  email: fc.constantFrom(null, 'une@example.com', 'autre@example.com', CONFIRMED, UNCONFIRMED),
  verified: fc.boolean(),
  prenom: fc.constantFrom(null, 'Anne', 'Annette'),
  updatedAt: fc.integer({ min: 1_000, max: 1_005 }),
  banned: fc.boolean(),
  lockedFor: fc.constantFrom(null, 1, LONG),
});

function eventOf(id: string, options: UserOptions | null): FakeEvent {
  if (options === null) return deletionOf(id);
  return {
    type: options.updatedAt === 1_000 ? 'user.created' : 'user.updated',
    data: clerkUser({ ...options, id, email: options.email ? of(options.email, id) : null }),
  };
}

/** An address of this person's story alone. */
function of(email: string, id: string): string {
  return `${id.toLowerCase()}-${email}`;
}

function permutations(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first, at) =>
    permutations([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [first, ...rest]),
  );
}

function withoutMoments({ createdAt: _created, updatedAt: _updated, ...row }: Record<string, unknown>): object {
  return 'subject' in row ? { ...row, id: '' } : row;
}
