import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { anApiToken } from '#modules/api-tokens/factory.ts';
import { aCommande } from '#modules/commandes/factory.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { type BreakableRedis, breakableRedis, describeWithRedis } from '#test/redis.ts';
import { type ServerProcess, startServer } from '#test/server-process.ts';

interface Heard {
  readonly id?: string;
  readonly type: string;
  readonly messageId?: string;
}

eachDatabase((database) => {
  // What this is about goes past the dialect.
  if (database.name !== 'postgresql') return;

  describe('two processes without Redis', () => {
    let app: TestApp;
    let one: ServerProcess;
    let two: ServerProcess;
    before(async () => {
      app = await startTestApp(database);
      const dataDir = await mkdtemp(join(tmpdir(), 'staka-two-'));
      const environment = { NODE_ENV: 'test', DATA_DIR: dataDir, DATABASE_URL: database.url };
      [one, two] = await Promise.all([startServer(environment), startServer(environment)]);
      database.defer(() => rm(dataDir, { recursive: true, force: true }));
    });
    after(async () => {
      await Promise.all([one?.stop(), two?.stop()]);
    });

    test('refuse a revoked session from the next request on, and close its sockets on both within two seconds', async () => {
      const [person, other] = [await app.signIn('USER'), await app.signIn('USER')];
      const sockets = [await listen(one, person), await listen(two, person)];
      const others = await listen(two, other);
      const start = performance.now();
      const answer = await fetch(`${one.url}/auth/logout`, { method: 'POST', headers: bearer(person) });
      assert.equal(answer.status, 200);
      for (const { url } of [one, two])
        assert.equal((await fetch(`${url}/auth/me`, { headers: bearer(person) })).status, 401);
      assert.deepEqual(await Promise.all(sockets.map((socket) => socket.closed())), [4401, 4401]);
      assert.ok(performance.now() - start < 2_000, `${performance.now() - start} ms`);
      await others.end();
    });

    test('close the sockets of an API token that is revoked on the other, and of a person who is deactivated', async () => {
      const [person, admin] = [await app.signIn('USER'), await app.signIn('ADMIN')];
      const { id, token } = await anApiToken(database.db, person.id);
      const [byToken, bySession] = [await listen(two, { ...person, token }), await listen(two, person)];
      await fetch(`${one.url}/api/users/me/api-tokens/${id}`, { method: 'DELETE', headers: bearer(person) });
      assert.equal(await byToken.closed(), 4401);
      await fetch(`${one.url}/api/admin/users/${person.id}`, {
        method: 'PATCH',
        headers: { ...bearer(admin), 'content-type': 'application/json' },
        body: JSON.stringify({ isActive: false }),
      });
      assert.equal(await bySession.closed(), 4401);
    });
  });

  describeWithRedis('two processes on one database', () => {
    let redis: BreakableRedis;
    let app: TestApp;
    let one: ServerProcess;
    let two: ServerProcess;
    before(async () => {
      redis = await breakableRedis();
      // Only makes people and commandes: its outbox is never started.
      app = await startTestApp(database);
      const dataDir = await mkdtemp(join(tmpdir(), 'staka-two-'));
      const environment = { NODE_ENV: 'test', DATA_DIR: dataDir, DATABASE_URL: database.url, REDIS_URL: redis.url };
      [one, two] = await Promise.all([startServer(environment), startServer(environment)]);
      database.defer(() => rm(dataDir, { recursive: true, force: true }));
    });
    after(async () => {
      await Promise.all([one?.stop(), two?.stop()]);
      await redis.cut();
    });

    test('serve one conversation, whichever of them its two sides speak to', async () => {
      const { client, correcteur, commandeId } = await aConversation();
      const [hers, his] = [await listen(one, client), await listen(two, correcteur)];
      const fromHer = await say(one, client, commandeId);
      await his.until(({ messageId }) => messageId === fromHer);
      const fromHim = await say(two, correcteur, commandeId);
      await hers.until(({ messageId }) => messageId === fromHim);
      assert.equal(his.heard.filter(({ messageId }) => messageId === fromHer).length, 1);
    });

    test('let a reader go on with the other, hearing what it missed once and in order', async () => {
      const { client, correcteur, commandeId } = await aConversation();
      const before = await listen(one, correcteur);
      const lastSeen = (await before.until(({ type }) => type === 'welcome')).id ?? '';
      await before.end();
      const said: string[] = [];
      for (let index = 0; index < 10; index += 1) said.push(await say(index % 2 ? one : two, client, commandeId));
      // The last has been told once somebody who is there has heard it.
      const present = await listen(one, correcteur, lastSeen);
      await present.until(({ messageId }) => messageId === said.at(-1));
      const back = await listen(two, correcteur, lastSeen);
      await back.until(({ type }) => type === 'welcome');
      const missed = back.heard.flatMap(({ messageId }) => messageId ?? []);
      assert.deepEqual(missed.toSorted(), said.toSorted());
      assert.deepEqual(
        missed,
        present.heard.flatMap(({ messageId }) => messageId ?? []),
      );
    });

    test('close the sockets of a session that is revoked on the other, within two seconds', async () => {
      const person = await app.signIn('USER');
      const socket = await listen(two, person);
      const start = performance.now();
      const answer = await fetch(`${one.url}/auth/logout`, { method: 'POST', headers: bearer(person) });
      assert.equal(answer.status, 200);
      assert.equal(await socket.closed(), 4401);
      assert.ok(performance.now() - start < 2_000, `${performance.now() - start} ms`);
    });

    test('go on while Redis is away, and have every screen fetch again once it is back', async () => {
      const { client, correcteur, commandeId } = await aConversation();
      const [near, far] = [await listen(one, correcteur), await listen(two, client)];
      await Promise.all([near, far].map((screen) => screen.until(({ type }) => type === 'welcome')));
      const ending = await app.signIn('USER');
      const endingSocket = await listen(two, ending);
      await redis.cut();
      const start = performance.now();
      await say(one, client, commandeId);
      assert.ok(performance.now() - start < 2_000);
      await fetch(`${one.url}/auth/logout`, { method: 'POST', headers: bearer(ending) });
      const late = await listen(two, client, near.heard[0]?.id);
      await late.until(({ type }) => type === 'resync');
      await redis.mend();
      await Promise.all([near, far].map((screen) => screen.until(({ type }) => type === 'resync')));
      assert.equal(await endingSocket.closed(), 4401);
      const heard = new Set(far.heard);
      const afterwards = await say(one, client, commandeId);
      // Or to fetch all again once more, when the process that lost something says so only now.
      await far.until((told) => told.messageId === afterwards || (told.type === 'resync' && !heard.has(told)));
    });

    async function aConversation() {
      const [client, correcteur] = [await app.signIn('USER'), await app.signIn('CORRECTOR')];
      return { client, correcteur, commandeId: await aCommande(database.db, { client, correcteur }) };
    }
  });
});

/** Returns the id of the message. */
async function say({ url }: ServerProcess, as: TestPerson, commandeId: string): Promise<string> {
  const answer = await fetch(`${url}/api/commandes/${commandeId}/messages`, {
    method: 'POST',
    headers: { ...bearer(as), 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'Bonjour' }),
  });
  assert.equal(answer.status, 201);
  // As the contract says.
  return ((await answer.json()) as { id: string }).id;
}

async function listen({ url }: ServerProcess, as: TestPerson, lastSeen = '') {
  const address = `${url.replace('http', 'ws')}/ws?after=${encodeURIComponent(lastSeen)}`;
  const socket = new WebSocket(address, { headers: bearer(as) });
  after(() => socket.terminate());
  const heard: Heard[] = [];
  socket.on('message', (data) => {
    heard.push(JSON.parse(String(data)));
    socket.emit('heard');
  });
  const closed = once(socket, 'close');
  await once(socket, 'open');
  return {
    heard,
    closed: async (): Promise<number> => (await closed)[0],
    until: async (isIt: (message: Heard) => boolean): Promise<Heard> => {
      const signal = AbortSignal.timeout(10_000);
      for (;;) {
        const found = heard.find(isIt);
        if (found) return found;
        await once(socket, 'heard', { signal });
      }
    },
    end: async () => {
      socket.close();
      await closed;
    },
  };
}

function bearer({ token }: TestPerson): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
