import type { Load, LoadReport } from './load/load.ts';

const ROUNDS = 5;
const SLICE_MS = 2_000;
const WARM_UP_MS = 2_000;

export interface Measured {
  /** Medians of the rounds. */
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Of each round, for the results. */
  readonly rounds: readonly LoadReport[];
}

/**
 * Asks each contestant in turn, in slices too short for the machine to begin to throttle within one and not within
 * the next, and takes the median of each: what is left is compared within the run.
 */
export async function interleave(
  load: Load,
  contestants: readonly string[],
  {
    connections,
    rounds = ROUNDS,
    milliseconds = SLICE_MS,
  }: { connections: number; rounds?: number; milliseconds?: number },
): Promise<(name: string) => Measured> {
  const reports = new Map(contestants.map((name) => [name, [] as LoadReport[]]));
  for (const name of contestants) await load.run({ name, connections, milliseconds: WARM_UP_MS, seed: 1 });
  for (let round = 0; round < rounds; round += 1) {
    // Who goes first changes, so that nobody always follows the same one.
    const order = contestants.map((_, index) => contestants[(index + round) % contestants.length] ?? '');
    for (const name of order)
      reports.get(name)?.push(await load.run({ name, connections, milliseconds, seed: round + 2 }));
  }
  return (name) => measuredOf(reports.get(name) ?? []);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function measuredOf(rounds: readonly LoadReport[]): Measured {
  return {
    perSecond: median(rounds.map(({ completed, seconds }) => completed / seconds)),
    p50: median(rounds.map(({ p50 }) => p50)),
    p99: median(rounds.map(({ p99 }) => p99)),
    rounds,
  };
}
