import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { calibrate } from './calibrate.ts';
import { conversation } from './conversation.ts';
import { type Figure, isMissed, type Outcome, tableOf } from './figure.ts';
import { firstLoad } from './first-load.ts';
import { Load } from './load/load.ts';
import { prepareRivals } from './rivals.ts';
import { buildStaka } from './servers.ts';
import { sockets } from './sockets.ts';
import { start } from './start.ts';
import { trickle } from './trickle.ts';
import { whoAmI } from './who-am-i.ts';
import { write } from './write.ts';

/**
 * `npm run bench [-- NAME…] [--check] [--folder=DIR]`: measures Staka beside its rivals, prints the ratios and keeps
 * all that was measured in `bench/results/`. With `--check` a ratio that is missed makes the exit code 1.
 */
const BENCHES: Readonly<Record<string, Bench>> = {
  conversation,
  'who-am-i': whoAmI,
  write,
  sockets,
  trickle,
  start,
  'first-load': firstLoad,
};
/** A machine that did so much less at one moment than at another says nothing that can be relied on. */
const STEADY = 0.85;
const RESULTS = join(import.meta.dirname, 'results');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean', default: false }, folder: { type: 'string', default: tmpdir() } },
});

const unknown = positionals.filter((name) => BENCHES[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}: choose among ${Object.keys(BENCHES).join(', ')}.`);
  process.exitCode = 2;
} else {
  await main(positionals.length > 0 ? positionals : Object.keys(BENCHES));
}

async function main(names: readonly string[]): Promise<void> {
  prepareRivals();
  buildStaka();
  const begun = performance.now();
  const calibrations = [calibrate()];
  const outcomes: (Outcome & { name: string })[] = [];
  for (const name of names) {
    outcomes.push({ name, ...(await runBench(name)) });
    calibrations.push(calibrate());
  }
  const rows = outcomes.flatMap(({ name, figures }) => figures.map((figure) => ({ bench: name, ...figure })));
  const minutes = (performance.now() - begun) / 60_000;
  const steadiness = Math.min(...calibrations) / Math.max(...calibrations);
  const remarks = [
    ...outcomes.flatMap(({ missing = [] }) => missing.map((what) => `Not measured: ${what}.`)),
    `${minutes.toFixed(1)} minutes on ${availableParallelism()} cores. At its slowest the machine did ${Math.round(steadiness * 100)}% of what it did at its fastest${steadiness < STEADY ? ': it was not steady, and only large differences mean something' : ''}.`,
  ];
  console.log(`\n${tableOf(rows)}\n\n${remarks.join('\n')}`);
  await keep({ rows, calibrations, remarks, outcomes });
  conclude(rows);
}

async function runBench(name: string): Promise<Outcome> {
  const bench = BENCHES[name];
  if (!bench) throw new Error(`There is no bench ${name}.`);
  console.log(`${name}…`);
  const folder = await mkdtemp(join(values.folder, 'staka-bench-'));
  using load = new Load();
  try {
    return await bench({ folder, load });
  } catch (error) {
    // The others have been measured, and are still to be told.
    console.error(error);
    process.exitCode = 1;
    return { figures: [], measured: {}, missing: [`${name}: ${error instanceof Error ? error.message : error}`] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Results {
  readonly rows: readonly (Figure & { readonly bench: string })[];
  readonly calibrations: readonly number[];
  readonly remarks: readonly string[];
  readonly outcomes: readonly Outcome[];
}

async function keep(results: Results) {
  await mkdir(RESULTS, { recursive: true });
  const name = join(RESULTS, new Date().toISOString().slice(0, 16).replace(':', '-'));
  await writeFile(`${name}.json`, `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(`${name}.md`, `${tableOf(results.rows)}\n\n${results.remarks.join('\n')}\n`);
}

function conclude(rows: readonly (Figure & { bench: string })[]): void {
  const missed = rows.filter(isMissed);
  if (missed.length === 0) return;
  console.log(`\nMissed: ${missed.map(({ bench, name }) => `${bench} (${name})`).join(', ')}.`);
  if (values.check) process.exitCode = 1;
}
