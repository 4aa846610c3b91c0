import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { BenchContext } from './bench.ts';
import type { Outcome } from './figure.ts';
import { requestText } from './load/load.ts';
import { CLIENTS, clientOf, idOf, tokenOf } from './seed/people.ts';
import { seedSqlite } from './seed/seed.ts';
import { type Server, startServer, startStaka } from './servers.ts';
import { median } from './slices.ts';

const STARTS = 5;
const IDLE_MS = 3_000;
const REQUESTS = 100_000;
const AT_MOST_MS = 120_000;

/** Until the first answer, and the memory of a process that waits and of one that has worked. */
export async function start({ folder, load }: BenchContext): Promise<Outcome> {
  const url = await seedSqlite(join(folder, 'staka.db'), 100_000);
  // As `npm start` does: what was compiled once is kept, and threads share their memory.
  const environment = { DATABASE_URL: url, NODE_COMPILE_CACHE: join(folder, 'compiled'), MALLOC_ARENA_MAX: '2' };
  const startOne = () => startStaka({ folder, environment });
  await mkdir(join(folder, 'rival'));
  const startRival = () =>
    startServer('bench/rivals/express-prisma.mjs', { folder: join(folder, 'rival'), environment });
  const starts = { staka: [] as number[], rival: [] as number[] };
  for (let round = 0; round <= STARTS; round += 1) {
    const [ours, theirs] = [await firstAnswer(startOne), await firstAnswer(startRival)];
    // The first one compiles.
    if (round > 0) {
      starts.staka.push(ours);
      starts.rival.push(theirs);
    }
  }
  const memory = await memoryOf(await startOne(), load);
  const [ours, theirs] = [median(starts.staka), median(starts.rival)];
  return {
    figures: [
      {
        name: 'start to first answer, to Express + Prisma Client',
        staka: `${ours.toFixed(0)} ms`,
        rival: `${theirs.toFixed(0)} ms`,
        measured: ours / theirs,
      },
      {
        name: 'memory idle',
        staka: `${memory.idle.toFixed(0)} MiB`,
        rival: '',
        measured: memory.idle,
        unit: ' MiB',
        wanted: { atMost: 120 },
      },
      {
        name: `memory after ${memory.requests} requests`,
        staka: `${memory.worked.toFixed(0)} MiB`,
        rival: '',
        measured: memory.worked,
        unit: ' MiB',
      },
    ],
    measured: { starts, memory },
  };
}

async function firstAnswer(startOne: () => Promise<Server>): Promise<number> {
  await using server = await startOne();
  return server.startedAfter;
}

async function memoryOf(started: Server, load: BenchContext['load']) {
  await using server = started;
  await wait(IDLE_MS);
  const idle = await server.memory();
  const requests = Array.from({ length: CLIENTS }, (_, commande) =>
    requestText({
      path: `/api/commandes/${idOf('commande', commande)}/messages`,
      headers: { authorization: `Bearer ${tokenOf(clientOf(commande))}` },
    }),
  );
  load.define({ name: 'memory', port: server.port, requests });
  const { completed } = await load.run({
    name: 'memory',
    connections: 32,
    milliseconds: AT_MOST_MS,
    requests: REQUESTS,
    seed: 1,
  });
  return { idle, worked: await server.memory(), requests: completed };
}
