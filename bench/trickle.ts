import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { BenchContext } from './bench.ts';
import { pageRequests } from './conversation.ts';
import type { Outcome } from './figure.ts';
import type { Load } from './load/load.ts';
import { seedSqlite } from './seed/seed.ts';
import { startStaka } from './servers.ts';
import { measuredOf, type Round, ratioOf, roundOf } from './slices.ts';

const MESSAGES = 100_000;
const SOCKETS = 1_000;
const LETTER_EVERY_MS = 1_000;
const ROUNDS = 5;
const SLICE_MS = 3_000;
const CONNECTIONS = 32;

/** The conversation page while a thousand sockets send their headers a letter a second, to the same without them. */
export async function trickle({ folder, load }: BenchContext): Promise<Outcome> {
  const environment = { DATABASE_URL: await seedSqlite(join(folder, 'staka.db'), MESSAGES) };
  await using staka = await startStaka({ folder, environment });
  load.define({ name: 'page', port: staka.port, requests: pageRequests(MESSAGES) });
  const [alone, beside]: [Round[], Round[]] = [[], []];
  await ask(load, 0);
  for (let round = 1; round <= ROUNDS; round += 1) {
    alone.push(await ask(load, round));
    using _trickling = await trickleTo(staka.port);
    beside.push(await ask(load, round));
  }
  const [ours, theirs] = [measuredOf(beside), measuredOf(alone)];
  return {
    figures: [
      {
        name: `conversation page beside ${SOCKETS} trickling sockets, p99 to the same alone`,
        staka: `${ours.p99.toFixed(1)} ms`,
        rival: `${theirs.p99.toFixed(1)} ms`,
        measured: ratioOf('p99', ours, theirs),
        wanted: { atMost: 1.5 },
      },
    ],
    measured: { alone: theirs, beside: ours },
  };
}

async function ask(load: Load, seed: number): Promise<Round> {
  return roundOf([await load.run({ name: 'page', connections: CONNECTIONS, milliseconds: SLICE_MS, seed })]);
}

/** Open until disposed of; one that the server drops is not opened again: a slice is shorter than its patience. */
async function trickleTo(port: number): Promise<Disposable> {
  const sockets: Socket[] = [];
  for (let index = 0; index < SOCKETS; index += 1) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.resume().write('GET /health HTTP/1.1\r\nHost: staka\r\nX-Slow: ');
    sockets.push(socket);
  }
  // Each at a moment of its own within the second.
  let next = 0;
  const writing = setInterval(() => {
    for (let count = 0; count < SOCKETS / 100; count += 1) sockets[next++ % SOCKETS]?.write('a');
  }, LETTER_EVERY_MS / 100);
  return {
    [Symbol.dispose]: () => {
      clearInterval(writing);
      for (const socket of sockets) socket.destroy();
    },
  };
}
