import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, describe, test } from 'node:test';
import fastify, { type FastifyRequest } from 'fastify';
import { WebSocket } from 'ws';
import type { Actor } from '#platform/http/actor.ts';
import { addProblems } from '#platform/http/problem.ts';
import { Backlog } from '#platform/realtime/backlog.ts';
import { inProcessFanOut } from '#platform/realtime/fan-out.ts';
import { mountRealtime } from '#platform/realtime/mount-realtime.ts';
import { createRealtime } from '#platform/realtime/realtime.ts';

interface Heard {
  readonly id?: string;
  readonly type: string;
  readonly commandeId?: string;
}

describe('a reader that comes back', async () => {
  const { address, say, app } = await serve();
  after(() => app.close());

  test('hears the fifty messages it missed, once and in order, and those that come meanwhile', async () => {
    const before = await connect('ada', '');
    await say(['ada'], 'seen');
    const lastSeen = (await before.until((heard) => heard.length === 2)).at(-1)?.id ?? '';
    await before.end();
    for (let index = 0; index < 50; index += 1) await say(['ada', 'bob'], `missed ${index}`);
    const back = await connect('ada', lastSeen);
    await say(['ada'], 'live');
    const heard = await back.until((all) => all.some(({ commandeId }) => commandeId === 'live'));
    const missed = Array.from({ length: 50 }, (_, index) => `missed ${index}`);
    assert.deepEqual(
      heard.map(({ type, commandeId }) => commandeId ?? type),
      [...missed, 'welcome', 'live'],
    );
    assert.equal(new Set(heard.map(({ id }) => id)).size, 51 + 1);
  });

  test('that missed nothing is only welcomed, and never told what others were sent', async () => {
    const first = await connect('eve', '');
    const [welcome] = await first.until((heard) => heard.length === 1);
    await say(['ada'], 'for ada');
    const back = await connect('eve', welcome?.id ?? '');
    assert.deepEqual((await back.until((heard) => heard.length === 1))[0]?.type, 'welcome');
  });

  test('is told to fetch all again when too many were missed, or when nobody knows where it was', async () => {
    const first = await connect('many', '');
    const [welcome] = await first.until((heard) => heard.length === 1);
    for (let index = 0; index < 201; index += 1) await say(['many'], `missed ${index}`);
    for (const lastSeen of [welcome?.id ?? '', '0', 'x.1-0', '<script>', `${'9'.repeat(3_000)}`]) {
      const [answer, ...more] = await (await connect('many', lastSeen)).until((heard) => heard.length >= 1);
      assert.equal(answer?.type, 'resync', lastSeen);
      assert.match(answer?.id ?? '', /^[\da-z]{12}\.\d+-0$/);
      assert.deepEqual(more, []);
    }
  });

  test('that says nothing of where it was is told nothing of it', async () => {
    const socket = await connect('plain', null);
    await say(['plain'], 'live');
    assert.deepEqual((await socket.until((heard) => heard.length === 1))[0]?.commandeId, 'live');
  });

  async function connect(userId: string, lastSeen: string | null) {
    const query = lastSeen === null ? '' : `?after=${encodeURIComponent(lastSeen)}`;
    const socket = new WebSocket(`${address}/ws${query}`, { headers: { authorization: `Bearer ${userId}` } });
    const heard: Heard[] = [];
    socket.on('message', (data) => {
      heard.push(JSON.parse(String(data)));
      socket.emit('heard');
    });
    after(() => socket.terminate());
    await once(socket, 'open');
    return {
      until: async (enough: (heard: readonly Heard[]) => boolean) => {
        const signal = AbortSignal.timeout(5_000);
        while (!enough(heard)) await once(socket, 'heard', { signal });
        return heard;
      },
      end: async () => {
        socket.close();
        await once(socket, 'close');
      },
    };
  }
});

describe('what is kept for whoever is away', () => {
  test('is forgotten after its time, and who was there before is told so', (t) => {
    t.mock.timers.enable({ apis: ['Date', 'setInterval'] });
    const backlog = new Backlog({ keepMs: 60_000 });
    const { position } = backlog.since('ada', null);
    backlog.keep('ada', '{}');
    assert.equal(backlog.since('ada', position).messages.length, 1);
    t.mock.timers.tick(60_001);
    assert.deepEqual(
      { ...backlog.since('ada', position), position: '' },
      { complete: false, messages: [], position: '' },
    );
  });

  test('is bounded by its size too, and by each person', () => {
    const backlog = new Backlog();
    const { position } = backlog.since('ada', null);
    backlog.keep('bob', '{}');
    for (let index = 0; index < 10; index += 1) backlog.keep('ada', 'x'.repeat(10_000));
    assert.equal(backlog.since('ada', position).complete, false);
    assert.equal(backlog.since('bob', position).messages.length, 1);
  });

  test('of another start of the server is unknown', () => {
    const { position } = new Backlog().since('ada', null);
    assert.equal(new Backlog().since('ada', position).complete, false);
  });
});

async function serve() {
  const app = fastify();
  addProblems(app);
  app.decorateRequest('actor', null);
  const realtime = createRealtime({ fanOut: inProcessFanOut() });
  const authenticate = async ({ headers }: FastifyRequest): Promise<Actor> => {
    const userId = headers.authorization?.slice('Bearer '.length) ?? '';
    return { userId, role: 'USER', sessionId: userId, langue: 'fr', via: 'bearer' };
  };
  await mountRealtime(app, { realtime, authenticate, publicOrigin: 'https://staka.example' });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const say = (userIds: string[], commandeId: string) =>
    realtime.send(userIds, { type: 'commande.changed', commandeId });
  return { app, address, say };
}
