import type { Load, LoadReport } from './load/load.ts';

const ROUNDS = 5;
/** Of each contestant in a round. */
const TURNS = 8;
const SLICE_MS = 400;
/** Until what is run all the time has been compiled, as it is on a server that runs for days. */
const WARM_UP_MS = 6_000;

export interface Round {
  readonly perSecond: number;
  /** milliseconds */
  readonly p50: number;
  readonly p99: number;
}

export interface Measured extends Round {
  /** Of which the above are the medians. */
  readonly rounds: readonly Round[];
}

/**
 * Asks each contestant in turn, in slices so short that one and the next find the machine in the same state, and takes
 * several slices of each for a round.
 */
export async function interleave(
  load: Load,
  contestants: readonly string[],
  { connections }: { connections: number },
): Promise<(name: string) => Measured> {
  const rounds = new Map(contestants.map((name) => [name, [] as Round[]]));
  for (const name of contestants) await load.run({ name, connections, milliseconds: WARM_UP_MS, seed: 1 });
  for (let round = 0; round < ROUNDS; round += 1) {
    const reports = new Map(contestants.map((name) => [name, [] as LoadReport[]]));
    for (let turn = 0; turn < TURNS; turn += 1) {
      const seed = round * TURNS + turn + 2;
      // Who goes first changes, so that nobody always follows the same one.
      const order = contestants.map((_, index) => contestants[(index + seed) % contestants.length] ?? '');
      for (const name of order)
        reports.get(name)?.push(await load.run({ name, connections, milliseconds: SLICE_MS, seed }));
    }
    for (const [name, slices] of reports) rounds.get(name)?.push(roundOf(slices));
  }
  return (name) => measuredOf(rounds.get(name) ?? []);
}

/** Several slices as one. */
export function roundOf(slices: readonly LoadReport[]): Round {
  const sum = (of: (slice: LoadReport) => number) => slices.reduce((total, slice) => total + of(slice), 0);
  const latencies = slices.flatMap((slice) => slice.latencies).sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return { perSecond: sum(({ completed }) => completed) / sum(({ seconds }) => seconds), p50: at(0.5), p99: at(0.99) };
}

export function measuredOf(rounds: readonly Round[]): Measured {
  const medianOf = (of: (round: Round) => number) => median(rounds.map(of));
  return {
    perSecond: medianOf(({ perSecond }) => perSecond),
    p50: medianOf(({ p50 }) => p50),
    p99: medianOf(({ p99 }) => p99),
    rounds,
  };
}

/** The median of what the rounds of one are to those of another: each is compared with its neighbours in time. */
export function ratioOf(figure: 'perSecond' | 'p99', ours: Measured, theirs: Measured): number {
  return median(ours.rounds.map((round, index) => round[figure] / (theirs.rounds[index]?.[figure] ?? Number.NaN)));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
