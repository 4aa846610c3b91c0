import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { startServer } from '#test/server-process.ts';

const SOCKETS = 1_000;
const DROPPED_WITHIN_MS = 30_000;
/** On a machine that does other things besides. */
const HEALTH_WITHIN_MS = 500;

test('a thousand sockets that trickle their headers are dropped within 30 s, and others are served meanwhile', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'staka-slow-'));
  t.after(() => rm(dataDir, { recursive: true, force: true }));
  const server = await startServer({ NODE_ENV: 'test', DATA_DIR: dataDir });
  t.after(() => server.stop());
  const { hostname, port } = new URL(server.url);
  const trickles = Array.from({ length: SOCKETS }, () => trickle(hostname, Number(port)));
  t.after(() => trickles.forEach(({ socket }) => void socket.destroy()));
  await Promise.all(trickles.map(({ connected }) => connected));
  let open = SOCKETS;
  for (const { dropped } of trickles) void dropped.then(() => (open -= 1));
  const waits: number[] = [];
  for (const start = performance.now(); open > 0 && performance.now() - start < DROPPED_WITHIN_MS; await wait(250)) {
    waits.push(await healthWithin(server.url));
  }
  assert.equal(open, 0, 'some are still there');
  assert.ok(waits.length > 10);
  const p95 = waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.95)] ?? 0;
  assert.ok(p95 < HEALTH_WITHIN_MS, `health answered within ${Math.round(p95)} ms`);
});

/** Sends a header a letter at a time, and never ends it. */
function trickle(hostname: string, port: number) {
  const socket: Socket = connect(port, hostname);
  socket.on('error', () => {});
  const connected = once(socket, 'connect');
  socket.write('GET /health HTTP/1.1\r\nHost: staka\r\nX-Slow: ');
  const writing = setInterval(() => socket.write('a'), 2_000);
  const dropped = once(socket, 'close').finally(() => clearInterval(writing));
  socket.resume();
  return { socket, connected, dropped };
}

async function healthWithin(url: string): Promise<number> {
  const start = performance.now();
  const answer = await fetch(`${url}/health`);
  assert.equal(answer.status, 200);
  return performance.now() - start;
}
