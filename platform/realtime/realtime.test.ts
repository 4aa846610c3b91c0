import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import fastify from 'fastify';
import { WebSocket } from 'ws';
import type { Actor } from '#platform/http/actor.ts';
import { addProblems } from '#platform/http/problem.ts';
import { mountRealtime } from '#platform/realtime/mount-realtime.ts';
import { createRealtime, type RealtimeMessage } from '#platform/realtime/realtime.ts';

const MESSAGE: RealtimeMessage = { type: 'commande.changed', commandeId: 'c1' };

describe('realtime', async () => {
  const { address, realtime, ended, app } = await serve();
  after(() => app.close());

  test('a message reaches every socket of its reader within a second, and nobody else', async () => {
    const [one, two, other] = await Promise.all([open('ada.s1'), open('ada.s2'), open('bob.s3')]);
    const overheard: unknown[] = [];
    other.on('message', (data) => overheard.push(data));
    const start = performance.now();
    const heard = Promise.all([nextMessage(one), nextMessage(two)]);
    await realtime.send(['ada'], MESSAGE);
    assert.deepEqual(await heard, [MESSAGE, MESSAGE]);
    assert.ok(performance.now() - start < 1_000);
    await wait(50);
    assert.deepEqual(overheard, []);
  });

  test('nobody in particular is not let in', async () => {
    assert.equal(await refusal({}), 401);
    assert.equal(await refusal({ authorization: 'Bearer unknown' }), 401);
  });

  test('a page of another site is not let in, whoever is signed in', async () => {
    const authorization = 'Bearer ada.s1';
    assert.equal(await refusal({ authorization, origin: 'https://evil.example' }), 403);
    assert.equal(await refusal({ authorization, origin: 'null' }), 403);
    await open('ada.s1', { origin: 'https://staka.example' });
    await open('ada.s1', { origin: address });
  });

  test('a token may come as a subprotocol, and is not sent back', async () => {
    const socket = new WebSocket(`${address}/api/ws`, ['staka', 'bearer.ada.s1']);
    const [[response]] = await Promise.all([once(socket, 'upgrade'), once(socket, 'open')]);
    assert.equal(response.headers['sec-websocket-protocol'], 'staka');
    assert.doesNotMatch(JSON.stringify(response.headers), /ada/);
    socket.terminate();
  });

  test('a session that ends takes its sockets with it, and no others', async () => {
    const [ending, staying] = await Promise.all([open('ada.ending'), open('ada.staying')]);
    await realtime.closeSession('ending');
    const [code] = await once(ending, 'close');
    assert.equal(code, 4401);
    const heard = nextMessage(staying);
    await realtime.send(['ada'], MESSAGE);
    assert.deepEqual(await heard, MESSAGE);
  });

  test('a person who is shut out loses every socket', async () => {
    const sockets = await Promise.all([open('eve.s1'), open('eve.s2')]);
    const closed = Promise.all(sockets.map((socket) => once(socket, 'close')));
    await realtime.closeUser('eve');
    assert.deepEqual(
      (await closed).map(([code]) => code),
      [4401, 4401],
    );
  });

  test('a session that ends while its socket opens is noticed', async () => {
    ended.add('fleeting');
    const socket = await open('ada.fleeting');
    const [code] = await once(socket, 'close');
    assert.equal(code, 4401);
  });

  test('a reader that answers no ping is let go, one that answers stays', async (t) => {
    const pinging = await serve({ pingMs: 60 });
    t.after(() => pinging.app.close());
    const silent = await open('ada.s1', { autoPong: false }, pinging.address);
    const present = await open('ada.s1', {}, pinging.address);
    await once(silent, 'close');
    assert.equal(present.readyState, WebSocket.OPEN);
  });

  test('a reader that does not read is let go before it costs memory', async (t) => {
    const { app, realtime, address } = await serve();
    t.after(() => app.close());
    const slow = await open('slow.s1', {}, address);
    slow.pause();
    const big: RealtimeMessage = { type: 'commande.changed', commandeId: 'x'.repeat(100_000) };
    const [held] = app.websocketServer.clients;
    for (let sent = 0; app.websocketServer.clients.size > 0; sent += 1) {
      assert.ok((held?.bufferedAmount ?? 0) < 512 * 1024, `${held?.bufferedAmount} bytes wait for it`);
      assert.ok(sent < 500, 'it is still there after 50 MB');
      await realtime.send(['slow'], big);
      await wait(1);
    }
    slow.terminate();
  });

  test('a client that sends much is let go', async () => {
    const socket = await open('ada.s1');
    socket.send('x'.repeat(5_000));
    const [code] = await once(socket, 'close');
    assert.equal(code, 1009);
  });

  test('somebody with too many sockets loses the oldest', async () => {
    const first = await open('many.s1');
    const closed = once(first, 'close');
    for (let index = 0; index < 20; index += 1) await open('many.s1');
    const [code] = await closed;
    assert.equal(code, 4429);
  });

  test('a plain request is told what this address is for', async () => {
    const response = await fetch(`${address}/ws`);
    assert.equal(response.status, 426);
    assert.match(await response.text(), /REALTIME_UPGRADE_REQUIRED/);
  });

  test('a server that stops says so, and waits for no reader', async () => {
    const stopping = await serve();
    const polite = await open('ada.s1', {}, stopping.address);
    const rude = await open('ada.s1', {}, stopping.address);
    rude.pause();
    const closed = once(polite, 'close');
    const start = performance.now();
    await stopping.app.close();
    assert.ok(performance.now() - start < 2_000);
    const [code] = await closed;
    assert.equal(code, 1001);
    rude.terminate();
  });

  async function open(token: string, options: object = {}, server = address): Promise<WebSocket> {
    const socket = new WebSocket(`${server}/ws`, { headers: { authorization: `Bearer ${token}` }, ...options });
    socket.on('error', () => {});
    after(() => socket.terminate());
    await once(socket, 'open');
    return socket;
  }

  async function refusal(headers: Record<string, string>): Promise<number> {
    const socket = new WebSocket(`${address}/ws`, { headers });
    const [, response] = await once(socket, 'unexpected-response');
    socket.on('error', () => {}).terminate();
    return response.statusCode;
  }
});

/** Knows whoever says `user.session`; a session that `ended` is known the first time it is asked about only. */
async function serve(options: { pingMs?: number } = {}) {
  const realtime = createRealtime(options);
  const ended = new Set<string>();
  const asked = new Set<string>();
  const app = fastify();
  app.decorateRequest('actor', null);
  addProblems(app);
  await mountRealtime(app, {
    realtime,
    publicOrigin: 'https://staka.example',
    authenticate: async (request) => {
      const [, userId, sessionId] = /^Bearer (\w+)\.(\w+)$/.exec(request.headers.authorization ?? '') ?? [];
      if (!userId || !sessionId) return null;
      if (ended.has(sessionId) && asked.has(sessionId)) return null;
      asked.add(sessionId);
      return { userId, sessionId, role: 'USER', langue: 'fr', via: 'bearer' } satisfies Actor;
    },
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, realtime, ended, address };
}

async function nextMessage(socket: WebSocket): Promise<unknown> {
  const [data] = await once(socket, 'message');
  const { id: _id, ...message } = JSON.parse(String(data));
  return message;
}
