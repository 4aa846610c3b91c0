import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import type { BenchContext } from './bench.ts';
import type { Figure, Outcome } from './figure.ts';
import { type Load, requestText } from './load/load.ts';
import { CLIENTS, clientOf, idOf, MESSAGES_PER_COMMANDE, tokenOf } from './seed/people.ts';
import { countUndoneEvents } from './seed/queries.ts';
import { seedSqlite } from './seed/seed.ts';
import { type Server, type ServerOptions, startServer, startStaka } from './servers.ts';
import { median, type Round, roundOf } from './slices.ts';

const ROUNDS = 5;
const SLICE_MS = 1_500;
const SETTLES_WITHIN_MS = 60_000;
const MANY = 32;

/**
 * Writing messages over HTTP, each durable (`synchronous=FULL`) before it is acknowledged, with its event and the
 * notification of whoever it is for: many clients at once, whose commits are shared, beside the same with one commit
 * a transaction. A slice ends when the last notification is made.
 */
export async function write({ folder, load }: BenchContext): Promise<Outcome> {
  const here = await writeOn('this disk', join(folder, 'here'), load);
  if (spawnSync('strace', ['-V']).status !== 0)
    return { ...here, missing: [`a disk that takes ${SLOW_DISK_MS} ms: strace is not installed`] };
  const slow = await writeOn(`a disk that takes ${SLOW_DISK_MS} ms`, join(folder, 'slow'), load, SLOW_DISK);
  return { figures: [...here.figures, ...slow.figures], measured: { here: here.measured, slow: slow.measured } };
}

/** What sharing a COMMIT is worth depends on what one costs: of disks that take less, the processor is the limit. */
const SLOW_DISK_MS = 4;
const SLOW_DISK = [
  'strace',
  '--follow-forks',
  '--seccomp-bpf',
  '--output=/dev/null',
  '--trace=fsync,fdatasync',
  `--inject=fsync,fdatasync:delay_exit=${SLOW_DISK_MS}ms`,
] as const;

async function writeOn(disk: string, folder: string, load: Load, under?: ServerOptions['under']): Promise<Outcome> {
  await mkdir(folder);
  await using servers = new AsyncDisposableStack();
  const grouped = await open('grouped', { folder, load, servers, under });
  const single = await open('single', { folder, load, servers, under });
  const one = await compare(load, [grouped, single], 1);
  const many = await compare(load, [grouped, single], MANY);
  return {
    figures: [
      figure(`${disk}, 1 client: grouped to one commit a write`, one.grouped, one.single),
      {
        ...figure(`${disk}, ${MANY} clients: grouped to one commit a write`, many.grouped, many.single),
        ...(under ? { wanted: { atLeast: 5 } } : {}),
      },
      figure(`${disk}, ${MANY} clients to 1, both grouped`, many.grouped, one.grouped),
      {
        name: `${disk}, 1 client: p99 of one write`,
        staka: `${one.grouped.p99.toFixed(1)} ms`,
        rival: `${one.single.p99.toFixed(1)} ms`,
        measured: one.grouped.p99 / one.single.p99,
      },
    ],
    measured: { one, many },
  };
}

interface Writer {
  readonly name: 'grouped' | 'single';
  readonly database: DatabaseSync;
}

interface Place {
  readonly folder: string;
  readonly load: Load;
  readonly servers: AsyncDisposableStack;
  readonly under: ServerOptions['under'];
}

async function open(name: Writer['name'], { folder: root, load, servers, under }: Place): Promise<Writer> {
  const folder = join(root, name);
  await mkdir(folder);
  const path = join(folder, 'staka.db');
  const environment = { DATABASE_URL: await seedSqlite(path, CLIENTS * MESSAGES_PER_COMMANDE), DATA_DIR: folder };
  const server: Server =
    name === 'grouped'
      ? await startStaka({ folder, environment, under })
      : await startServer('bench/staka-ungrouped.ts', { folder, environment, under });
  servers.use(server);
  load.define({ name, port: server.port, requests: Array.from({ length: CLIENTS }, (_, number) => messageTo(number)) });
  const database = new DatabaseSync(path, { readOnly: true });
  servers.defer(() => database.close());
  return { name, database };
}

function messageTo(commande: number): string {
  return requestText({
    method: 'POST',
    path: `/api/commandes/${idOf('commande', commande)}/messages`,
    headers: { authorization: `Bearer ${tokenOf(clientOf(commande))}` },
    body: { content: 'Merci, le chapitre est bien arrivé. J’y réponds demain.' },
  });
}

interface Writes {
  /** Messages a second until the last notification was made. */
  readonly perSecond: number;
  /** Messages a second until the last one was acknowledged. */
  readonly acknowledged: number;
  readonly p50: number;
  readonly p99: number;
}

async function compare(load: Load, writers: readonly Writer[], connections: number) {
  const slices: Record<Writer['name'], Slice[]> = { grouped: [], single: [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const writer of round % 2 === 0 ? writers : writers.toReversed()) {
      const slice = await writeFor(load, writer, connections, round + 1);
      // The first one only warms up.
      if (round > 0) slices[writer.name].push(slice);
    }
  }
  return { grouped: summaryOf(slices.grouped), single: summaryOf(slices.single) };
}

interface Slice extends Round {
  /** Messages a second until the last notification was made; `perSecond` is until the last one was acknowledged. */
  readonly settledPerSecond: number;
}

async function writeFor(load: Load, { name, database }: Writer, connections: number, seed: number): Promise<Slice> {
  const begun = performance.now();
  const report = await load.run({ name, connections, milliseconds: SLICE_MS, seed });
  while (countUndoneEvents(database) > 0) {
    if (performance.now() - begun > SETTLES_WITHIN_MS) throw new Error('The notifications never came.');
    await wait(5);
  }
  return { ...roundOf([report]), settledPerSecond: (report.completed * 1000) / (performance.now() - begun) };
}

function summaryOf(slices: readonly Slice[]): Writes {
  return {
    perSecond: median(slices.map(({ settledPerSecond }) => settledPerSecond)),
    acknowledged: median(slices.map(({ perSecond }) => perSecond)),
    p50: median(slices.map(({ p50 }) => p50)),
    p99: median(slices.map(({ p99 }) => p99)),
  };
}

function figure(name: string, ours: Writes, theirs: Writes): Figure {
  return {
    name,
    staka: `${ours.perSecond.toFixed(0)}/s`,
    rival: `${theirs.perSecond.toFixed(0)}/s`,
    measured: ours.perSecond / theirs.perSecond,
  };
}
