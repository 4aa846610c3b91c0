import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { Acts } from './acts.ts';
import { examine, examineClaims } from './examine.ts';
import { startFaultServer, type Variant } from './fault-server.ts';
import { type Claim, Ledger } from './ledger.ts';
import { startLoad } from './load.ts';
import { Random } from './random.ts';
import type { RecordedDisk } from './recorded-disk.ts';
import { Recording, recorder, snapshot } from './recording.ts';
import { makeWorld, type World } from './world.ts';

export interface PowerOptions {
  readonly cuts: number;
  /** How long people work before the last cut. */
  readonly loadMs: number;
  readonly seed: number;
  /** At so many of the cuts, everything that follows is looked at as well, which takes seconds. */
  readonly thorough: number;
  readonly broken?: Variant;
}

export interface PowerReport {
  readonly summary: string;
  /** How many acknowledgements had to be found, over all cuts. */
  readonly claims: number;
  /** By cut: what was not as it should be. */
  readonly wrong: string[];
  /** Where the record does not explain what is on the real disk in the end; empty, or nothing else counts. */
  readonly unexplained: string[];
}

const QUIET_MS = 700;

interface Cut {
  readonly moment: number;
  readonly claims: Claim[];
}

/**
 * Has people work on a server all of whose writes are recorded, then cuts the power at moments of that record: the disk
 * is rebuilt without what was not synced, or with a part of it, a server is started on it, and everything that had been
 * acknowledged by then is asked for.
 */
export async function cutPower(options: PowerOptions): Promise<PowerReport> {
  const random = new Random(options.seed);
  const ledger = new Ledger();
  const world = await makeWorld('sqlite', { deliveries: 60 });
  const log = join(world.dataDir, '..', 'calls.log');
  try {
    const before = snapshot(world.dataDir);
    await work(world, ledger, { ...options, random, log });
    // Read once to the end for the moments of the answers, then again from cut to cut.
    const whole = new Recording(world.dataDir, { log, before });
    const unexplained = await whole.differences();
    const cuts = chooseCuts(whole, ledger, options.cuts, random);
    const found = await tryCuts(cuts, {
      recording: new Recording(world.dataDir, { log, before }),
      ledger,
      random,
      options,
    });
    const claims = cuts.reduce((sum, cut) => sum + cut.claims.length, 0);
    return { summary: ledger.summary(), claims, wrong: [...ledger.surprises, ...found], unexplained };
  } finally {
    await world.dispose();
  }
}

async function work(
  world: World,
  ledger: Ledger,
  { loadMs, broken, random, log }: PowerOptions & { random: Random; log: string },
): Promise<void> {
  const server = await startFaultServer({ dataDir: world.dataDir, broken, under: recorder(log) });
  const load = startLoad(new Acts(server.origin, ledger, random), { world, ledger, random });
  await wait(loadMs);
  await load.stop();
  // Nothing is under way when the recording ends: what began and was not recorded to its end may have been done or not.
  await wait(QUIET_MS);
  await server.kill();
  await untilWritten(log);
}

/** The recorder outlives what it recorded by a moment. */
async function untilWritten(log: string): Promise<void> {
  for (let before = -1; ; ) {
    const { size } = await stat(log);
    if (size === before) return;
    before = size;
    await wait(300);
  }
}

/**
 * Of four, two at the very moment an answer goes out, when what it promises is as fresh as can be (as often for a file as
 * for a message, of which there are more), one right after a write into an upload, one anywhere.
 */
function chooseCuts(recording: Recording, ledger: Ledger, count: number, random: Random): Cut[] {
  const answered = ledger.acknowledgements.map(({ claim, requestId }) => {
    return { claim, moment: recording.answered.get(requestId) ?? Number.POSITIVE_INFINITY };
  });
  const moments = answered.map(({ moment }) => moment).filter(Number.isFinite);
  if (moments.length < answered.length) ledger.surprises.push('an answer is not in the record');
  const kinds = [...Map.groupBy(answered, ({ claim }) => claim.kind).values()];
  const chosen = Array.from({ length: count }, (_, index) => {
    if (index % 4 === 1) return random.pick(recording.uploadWrites);
    if (index % 4 === 3) return random.between(Math.min(...moments), Math.max(...moments));
    return random.pick(random.pick(kinds)).moment;
  });
  return chosen
    .sort((one, other) => one - other)
    .map((moment) => ({ moment, claims: answered.filter((one) => one.moment <= moment).map(({ claim }) => claim) }));
}

interface Trial {
  readonly recording: Recording;
  readonly ledger: Ledger;
  readonly random: Random;
  readonly options: PowerOptions;
}

async function tryCuts(cuts: readonly Cut[], { recording, ledger, random, options }: Trial): Promise<string[]> {
  const every =
    options.thorough === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(cuts.length / options.thorough));
  const found: string[] = [];
  for (const [index, cut] of cuts.entries()) {
    const survival = index % 3 === 0 ? 'nothing' : random;
    const disk = await recording.playUntil(cut.moment);
    const wrong = await startAfter(ledger.backTo(cut.claims), {
      disk,
      survival,
      thorough: index % every === every - 1,
    });
    found.push(
      ...wrong.map(
        (sentence) =>
          `cut at ${cut.moment} (${survival === 'nothing' ? 'nothing' : 'a part'} of what was not synced survives): ${sentence}`,
      ),
    );
  }
  return found;
}

async function startAfter(
  ledger: Ledger,
  { disk, survival, thorough }: { disk: RecordedDisk; survival: 'nothing' | Random; thorough: boolean },
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'staka-cut-'));
  const place = { dataDir: join(folder, 'data'), databaseUrl: `file:${join(folder, 'data', 'staka.db')}` };
  try {
    await mkdir(place.dataDir);
    disk.rebuild(place.dataDir, survival);
    if (thorough) return [...(await examine(place, ledger)), ...damage(place.dataDir)];
    const server = await startFaultServer({ dataDir: place.dataDir });
    const missing = await examineClaims(server, place, ledger);
    await server.kill();
    return [...missing, ...damage(place.dataDir)];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What SQLite itself finds wrong with its file. */
function damage(dataDir: string): string[] {
  const database = new DatabaseSync(join(dataDir, 'staka.db'), { readOnly: false });
  try {
    const lines = [
      ...database.prepare('PRAGMA integrity_check').all(),
      ...database.prepare('PRAGMA foreign_key_check').all(),
    ];
    return lines
      .filter((line) => line.integrity_check !== 'ok')
      .map((line) => `the database is damaged: ${JSON.stringify(line)}`);
  } finally {
    database.close();
  }
}
