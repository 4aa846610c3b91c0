import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { describe } from 'node:test';
import { nameUnreachable } from '#test/unreachable.ts';

export const TEST_REDIS_URL = process.env.STAKA_TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

const { hostname, port } = new URL(TEST_REDIS_URL);
const REDIS = { host: hostname, port: Number(port || 6379) };

export const redisIsReached: boolean = await answers();

/** A suite that needs Redis, where this machine reaches one. */
export function describeWithRedis(title: string, suite: () => void): void {
  if (redisIsReached) describe(title, suite);
  else nameUnreachable(`Redis at ${REDIS.host}:${REDIS.port}`);
}

export interface BreakableRedis {
  /** A numbered database of its own, by a way that can be cut. */
  readonly url: string;
  /** No connection is left, and none can be made. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** The Redis of the tests behind a port that can be closed. */
export async function breakableRedis(): Promise<BreakableRedis> {
  const sockets = new Set<Socket>();
  const proxy = createServer((near) => {
    const far = connect(REDIS);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  const listen = (at: number) => once(proxy.listen(at, '127.0.0.1'), 'listening');
  await listen(0);
  const address = proxy.address();
  const ownPort = typeof address === 'object' && address !== null ? address.port : 0;
  const url = new URL(TEST_REDIS_URL);
  url.host = `127.0.0.1:${ownPort}`;
  url.pathname = `/${randomInt(1, 16)}`;
  return {
    url: url.href,
    cut: async () => {
      const closed = once(proxy.close(), 'close');
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    mend: async () => void (await listen(ownPort)),
  };
}

function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...REDIS, timeout: 15_000 });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('timeout', () => settle(false));
    socket.once('error', () => settle(false));
  });
}
