import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { before, test } from 'node:test';
import { eachDatabase } from '#test/databases.ts';
import { describeWithRedis, TEST_REDIS_URL } from '#test/redis.ts';
import { copyEverything } from '#test/stolen-copies/copies.ts';
import { secretsInClear, whatOpens } from '#test/stolen-copies/examine.ts';
import { type House, openHouse } from '#test/stolen-copies/house.ts';
import { type Planted, plantEverySecret } from '#test/stolen-copies/plant.ts';

eachDatabase((database) => {
  describeWithRedis('whoever copies the database, Redis, the log and the data folder', () => {
    let house: House;
    before(async () => {
      const redisUrl = Object.assign(new URL(TEST_REDIS_URL), { pathname: `/${randomInt(1, 16)}` }).href;
      house = await openHouse(database, redisUrl);
    });

    test('finds nothing that opens a session, a link, a sign-in or the API, and would if anything had been written down', async () => {
      const planted = await plantEverySecret(house, database.db);
      assert.deepEqual(missing(planted), []);
      const copies = await copyEverything(house, database);
      assert.ok(copies.some(({ where, text }) => where.startsWith('Redis ') && text.length > 0));
      assert.ok(copies.some(({ where, text }) => where.endsWith('staka.log') && text.includes('/reset-password')));
      assert.deepEqual(secretsInClear(copies, planted), []);
      assert.deepEqual(await whatOpens(house, copies), []);

      const written = await writeDown(house, planted);
      const users = (await copyEverything(house, database)).filter(({ where }) =>
        /^(users|user_sessions)$/.test(where),
      );
      assert.deepEqual(
        secretsInClear(users, planted),
        written.map((kind) => `${kind} in users`),
      );
      const opened = ['bearer in users', 'reset-password in users', 'undo in users', 'what is kept in users'];
      assert.deepEqual(await whatOpens(house, users), opened);
    });
  });
});

function missing(planted: Planted): string[] {
  return Object.entries(planted).flatMap(([kind, secret]) => (secret ? [] : [kind]));
}

/** Has somebody write secrets down in their profile, each in another way; returns which. */
async function writeDown(
  house: House,
  { session = '', apiToken = '', reset = '', undo = '' }: Planted,
): Promise<string[]> {
  const [encoded, hex] = [Buffer.from(apiToken).toString('base64'), Buffer.from(undo).toString('hex')];
  const bio = [`abc${session}xyz`, encoded, `?token=${reset}&x=1`, hex].join('\n');
  await house.ask({ method: 'PUT', path: '/api/users/me/profile', bearer: session, body: { bio } });
  return ['apiToken', 'reset', 'session', 'undo'];
}
