import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { takeDatabase } from '#test/databases.ts';
import { type ServerProcess, startServer } from '#test/server-process.ts';
import { type Counts, openSockets, sendRequests } from './load.ts';
import { makePeople, type SoakPerson } from './people.ts';
import { type Figures, figuresOf, median } from './process-figures.ts';

/**
 * `npm run soak`, or `npm run soak -- --minutes=N`: a real server under a steady load. Ends with 1 when the memory it
 * keeps grows by more than 5% after the first sixth of the time, when it keeps a descriptor, or when an answer is a 5xx.
 * What it keeps is what is left when its garbage has been collected: V8 lets a process of little load grow by a third
 * before it does so by itself, once in a quarter of an hour. Linux alone: the figures are those of /proc.
 */
const REQUESTS_PER_SECOND = 50;
const SOCKETS = 500;
const MAY_GROW = 0.05;
/** With the garbage that waits: no leak, but no more than this. */
const MAY_GROW_WITH_GARBAGE = 0.5;
const COLLECTED_WITHIN_MS = 2_000;
/** The database and the log open a file now and then. */
const SPARE_DESCRIPTORS = 4;
const SAMPLES = 60;
/** How long the client keeps a connection it does not use, and a little more. */
const KEPT_ALIVE_MS = 6_000;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
const minutes = Number(values.minutes);
if (!(minutes >= 0.5 && minutes <= 24 * 60)) throw new Error('--minutes is a number from 0.5 to 1440');

await using standing = new AsyncDisposableStack();
const problems = await soak(standing);
for (const problem of problems) console.log(`FAILED: ${problem}`);
if (problems.length === 0) console.log('No leak, no failure.');
process.exitCode = problems.length === 0 ? 0 : 1;

async function soak(open: AsyncDisposableStack): Promise<string[]> {
  const database = await takeDatabase('sqlite');
  open.defer(() => database.release());
  const people = await makePeople(database.url, SOCKETS);
  const server = await serverOn(database.url, open);
  const pid = server.child.pid ?? 0;
  const before = await figuresOnceUsed(server.url, pid, people);
  const counts: Counts = { requests: 0, failures: 0, heard: 0 };
  const closeSockets = await openSockets(server.url, people, counts);
  const stopRequests = sendRequests(server.url, people, REQUESTS_PER_SECOND, counts);
  const samples = await watch(pid, counts);
  const kept = { first: samples.kept, last: await keptBy(pid) };
  await stopRequests();
  await closeSockets();
  const after = await settled(pid, before);
  return judge({ samples: samples.all, kept, before, after, counts });
}

async function serverOn(url: string, open: AsyncDisposableStack): Promise<ServerProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'staka-soak-'));
  open.defer(() => rm(dataDir, { recursive: true, force: true }));
  const NODE_OPTIONS = `--import=${join(import.meta.dirname, 'collect-on-signal.ts')}`;
  const server = await startServer({ NODE_ENV: 'test', DATA_DIR: dataDir, DATABASE_URL: url, NODE_OPTIONS });
  open.defer(async () => void (await server.stop()));
  return server;
}

/** Connections to the database are opened when they are first needed, and stay: they are no leak. */
async function figuresOnceUsed(url: string, pid: number, people: readonly SoakPerson[]): Promise<Figures> {
  const stop = sendRequests(url, people, 2 * REQUESTS_PER_SECOND, { requests: 0, failures: 0, heard: 0 });
  await wait(3_000);
  await stop();
  await wait(KEPT_ALIVE_MS);
  return figuresOf(pid);
}

interface Watched {
  readonly all: readonly Figures[];
  /** In MiB, when the first sixth was over. */
  readonly kept: number;
}

async function watch(pid: number, counts: Counts): Promise<Watched> {
  const samples: Figures[] = [];
  let kept = Number.NaN;
  for (let index = 1; index <= SAMPLES; index += 1) {
    await wait((minutes * 60_000) / SAMPLES);
    const sample = await figuresOf(pid);
    samples.push(sample);
    if (index === SAMPLES / 6) kept = await keptBy(pid);
    if (index % 5 !== 0) continue;
    const { requests, heard, failures } = counts;
    const [memory, at] = [sample.memory.toFixed(1), ((minutes * index) / SAMPLES).toFixed(1)];
    console.log(
      `${at} min: ${memory} MiB, ${sample.descriptors} descriptors, ${requests} requests, ${heard} heard, ${failures} failures`,
    );
  }
  return { all: samples, kept };
}

/** What is resident once the garbage is gone, in MiB. */
async function keptBy(pid: number): Promise<number> {
  process.kill(pid, 'SIGUSR2');
  await wait(COLLECTED_WITHIN_MS);
  return (await figuresOf(pid)).memory;
}

/** Once the connections of the load are gone: their client keeps them for as long as the server said it would. */
async function settled(pid: number, before: Figures): Promise<Figures> {
  let now = await figuresOf(pid);
  for (let tries = 0; tries < 180 && now.descriptors > before.descriptors; tries += 1) {
    await wait(500);
    now = await figuresOf(pid);
  }
  return now;
}

interface Outcome {
  readonly samples: readonly Figures[];
  /** In MiB. */
  readonly kept: { readonly first: number; readonly last: number };
  readonly before: Figures;
  readonly after: Figures;
  readonly counts: Counts;
}

function judge({ samples, kept, before, after, counts }: Outcome): string[] {
  const warm = samples.slice(SAMPLES / 6).map(({ memory }) => memory);
  const [first, last] = [median(warm.slice(0, 10)), median(warm.slice(-10))];
  const growth = kept.last / kept.first - 1;
  console.log(
    `memory kept ${kept.first.toFixed(1)} → ${kept.last.toFixed(1)} MiB (${(growth * 100).toFixed(1)} %), with garbage ${first.toFixed(1)} → ${last.toFixed(1)} MiB, descriptors ${before.descriptors} → ${after.descriptors}, ${counts.failures} failures of ${counts.requests} requests`,
  );
  const problems: string[] = [];
  if (!(growth <= MAY_GROW)) problems.push(`the memory kept grew by ${(growth * 100).toFixed(1)} %, more than 5 %`);
  if (!(last / first - 1 <= MAY_GROW_WITH_GARBAGE)) problems.push('garbage was left lying');
  if (after.descriptors > before.descriptors + SPARE_DESCRIPTORS)
    problems.push(`${after.descriptors - before.descriptors} descriptors were not closed`);
  if (counts.failures > 0) problems.push(`${counts.failures} answers of 5xx, or none`);
  if (counts.heard === 0) problems.push('no socket heard anything');
  return problems;
}
