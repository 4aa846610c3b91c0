import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Acts, Refused } from './acts.ts';
import { examine } from './examine.ts';
import { type FaultServer, startFaultServer, type Variant } from './fault-server.ts';
import { Ledger } from './ledger.ts';
import { Random } from './random.ts';
import { Tracer, threadsOf, WRITES } from './strace.ts';
import { type DatabaseName, makeWorld, type Work, type World } from './world.ts';

/** The n-th call of this kind that this thread makes during a delivery. */
interface Point {
  readonly thread: 'main' | 'files';
  readonly call: string;
  readonly nth: number;
}

export interface EveryWriteReport {
  /** How many points a delivery has, how many of them were tried, and at how many the server died. */
  readonly points: number;
  readonly tried: number;
  readonly deaths: number;
  readonly wrong: string[];
  readonly readyMs: readonly number[];
  readonly firstReadyMs: number;
}

interface Options {
  /**
   * Dies this many times, at points chosen by chance among all. A point that this delivery does not come to, because
   * it did the same in fewer calls than the one that was watched, is no death: another one takes its place.
   */
  readonly atMost: number;
  readonly seed: number;
  readonly broken?: Variant;
}

const TRIES_FOR_A_DEATH = 4;

/** Threads that work on files: one, so that a delivery always does the same in the same order. */
const SINGLE = { UV_THREADPOOL_SIZE: '1' };

/**
 * Delivers once to see what calls a delivery makes (the correction comes in, is handed over, and all that follows from
 * it), then delivers again and again, killed as it enters one of them.
 */
export async function killAtEveryWrite(
  name: DatabaseName,
  { atMost, seed, broken }: Options,
): Promise<EveryWriteReport> {
  const random = new Random(seed);
  const ledger = new Ledger();
  const most = Math.min(atMost * TRIES_FOR_A_DEATH, 600);
  const world = await makeWorld(name, { conversations: 0, deliveries: most + 10 });
  try {
    const points = await pointsOfDelivery(world, ledger, broken);
    const readyMs: number[] = [];
    let deaths = 0;
    for (const point of choose(points, most, random)) {
      if (deaths === atMost) break;
      const server = await startFaultServer({ ...world, broken, environment: SINGLE });
      readyMs.push(server.readyMs);
      deaths += (await deliverUntil(point, server, nextWork(world), new Acts(server.origin, ledger, random))) ? 1 : 0;
      await server.kill();
    }
    const wrong = await examine(world, ledger, { broken });
    const [firstReadyMs = 0, ...later] = readyMs;
    return { points: points.length, tried: readyMs.length, deaths, wrong, readyMs: later, firstReadyMs };
  } finally {
    await world.dispose();
  }
}

/** The calls that each of two watched deliveries came to. */
async function pointsOfDelivery(world: World, ledger: Ledger, broken: Variant | undefined): Promise<Point[]> {
  const server = await startFaultServer({ ...world, broken, environment: SINGLE });
  const acts = new Acts(server.origin, ledger, new Random(1));
  // The first one compiles and prepares what the others find ready.
  await deliver(acts, nextWork(world));
  const one = await watchDelivery(server, acts, world);
  const other = await watchDelivery(server, acts, world);
  await server.kill();
  return [...one].flatMap(([place, count]) => {
    const [thread, call = ''] = place.split(' ');
    return Array.from({ length: Math.min(count, other.get(place) ?? 0) }, (_, index): Point => {
      return { thread: thread === 'main' ? 'main' : 'files', call, nth: index + 1 };
    });
  });
}

/** How often each kind of call was made by each kind of thread. */
async function watchDelivery(server: FaultServer, acts: Acts, world: World): Promise<Map<string, number>> {
  const log = join(world.dataDir, '..', 'calls.log');
  const { main, files } = threadsOf(server.pid);
  const tracer = await Tracer.attach([main, ...files], ['-o', log, '-e', `trace=${WRITES.join(',')}`]);
  await deliver(acts, nextWork(world));
  // What follows from it: notifications, the message, the word to every screen.
  await new Promise((resolve) => setTimeout(resolve, 500));
  await tracer.detach();
  const counts = new Map<string, number>();
  for (const line of (await readFile(log, 'utf8')).split('\n')) {
    const [, id, call] = /^(\d+)\s+(\w+)\(/.exec(line) ?? [];
    if (call === undefined) continue;
    const place = `${Number(id) === main ? 'main' : 'files'} ${call}`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
}

/** Each kind of call once before any kind twice: a sample says something of all of them. */
function choose(points: readonly Point[], atMost: number, random: Random): Point[] {
  const shuffled = points
    .map((point) => ({ point, order: random.fraction() }))
    .sort((one, other) => one.order - other.order)
    .map(({ point }) => point);
  const kinds = new Map<string, number>();
  const ranked = shuffled.map((point) => {
    const kind = `${point.thread} ${point.call}`;
    const rank = kinds.get(kind) ?? 0;
    kinds.set(kind, rank + 1);
    return { point, rank };
  });
  // What makes things durable comes first of all.
  const weight = ({ point, rank }: { point: Point; rank: number }) =>
    rank * 2 + (/sync|send|writev?$/.test(point.call) ? 0 : 1);
  return ranked
    .sort((one, other) => weight(one) - weight(other))
    .slice(0, atMost)
    .map(({ point }) => point);
}

/** Whether the server died of it. */
async function deliverUntil(point: Point, server: FaultServer, work: Work, acts: Acts): Promise<boolean> {
  const { main, files } = threadsOf(server.pid);
  const threads = point.thread === 'main' ? [main] : files;
  const args = [
    '-o',
    '/dev/null',
    '-e',
    `trace=${point.call}`,
    '-e',
    `inject=${point.call}:signal=KILL:when=${point.nth}`,
  ];
  const tracer = await Tracer.attach(threads, args);
  await deliver(acts, work).catch((error) => {
    if (error instanceof Refused) throw error;
  });
  const died = await server.diedWithin(700);
  await tracer.detach();
  return died;
}

async function deliver(acts: Acts, work: Work): Promise<void> {
  const fileId = await acts.upload(work.correcteur, work, 'CORRECTION');
  await acts.deliver(work, [fileId]);
}

function nextWork({ toDeliver }: World): Work {
  const work = toDeliver.shift();
  if (!work) throw new Error('Every commande is delivered.');
  return work;
}
