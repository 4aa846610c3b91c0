import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '#ops/migrate/migrate.ts';
import { type Db, inTransaction, openDatabase } from '#platform/db/db.ts';

/**
 * What grouping the commits of SQLite is worth: writes per second with 1 and with 32 clients, each client one
 * transaction of two writes after the other. `node bench/write-grouping.ts [--folder=DIR] [--seconds=2] [--rounds=3]`.
 * The folder decides: what is measured is its fsync. Slices are interleaved, and only their ratios count.
 */
const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: '.' },
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
  },
});

const folder = await mkdtemp(join(values.folder, 'write-grouping-'));
try {
  const [grouped, single] = await Promise.all([openIn('grouped', true), openIn('single', false)]);
  for (const clients of [1, 32]) await compare(clients, grouped, single);
  await Promise.all([grouped.destroy(), single.destroy()]);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function openIn(name: string, grouped: boolean): Promise<Db> {
  const url = `file:${join(folder, `${name}.db`)}`;
  await migrate({ url });
  return openDatabase({ url, grouped });
}

async function compare(clients: number, grouped: Db, single: Db): Promise<void> {
  const slices: { grouped: Slice; single: Slice }[] = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    slices.push({ single: await measure(single, clients), grouped: await measure(grouped, clients) });
  }
  const one = summary(slices.map((slice) => slice.single));
  const many = summary(slices.map((slice) => slice.grouped));
  console.log(`${clients} ${clients === 1 ? 'client' : 'clients'}`);
  console.log(`  one commit each   ${describe(one)}`);
  console.log(`  grouped commits   ${describe(many)}   ${(many.perSecond / one.perSecond).toFixed(2)} times as many`);
}

interface Slice {
  readonly perSecond: number;
  readonly latencies: number[];
}

async function measure(db: Db, clients: number): Promise<Slice> {
  const milliseconds = Number(values.seconds) * 1000;
  const latencies: number[] = [];
  const start = performance.now();
  const client = async () => {
    while (performance.now() - start < milliseconds) {
      const begun = performance.now();
      await inTransaction(db, writeTwice);
      latencies.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { perSecond: (latencies.length * 1000) / (performance.now() - start), latencies };
}

async function writeTwice(tx: Db): Promise<void> {
  for (const name of ['bench.one', 'bench.two']) {
    await tx.insertInto('outbox_events').values({ name, payload: {} }).execute();
  }
}

function summary(slices: Slice[]) {
  const latencies = slices.flatMap((slice) => slice.latencies).toSorted((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
  const perSecond =
    slices.map((slice) => slice.perSecond).toSorted((a, b) => a - b)[Math.floor(slices.length / 2)] ?? 0;
  return { perSecond, p50: at(0.5), p99: at(0.99) };
}

function describe({ perSecond, p50, p99 }: ReturnType<typeof summary>): string {
  const rate = perSecond.toFixed(0).padStart(6);
  return `${rate} transactions/s   p50 ${p50.toFixed(2)} ms   p99 ${p99.toFixed(2)} ms`;
}
