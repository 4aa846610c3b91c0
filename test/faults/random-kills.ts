import { setTimeout as wait } from 'node:timers/promises';
import { Acts } from './acts.ts';
import { examine } from './examine.ts';
import { startFaultServer, type Variant } from './fault-server.ts';
import { Ledger } from './ledger.ts';
import { startLoad } from './load.ts';
import { Random } from './random.ts';
import { type DatabaseName, makeWorld } from './world.ts';

export interface KillsReport {
  readonly wrong: string[];
  readonly summary: string;
  /** How long each start after a death took until the server answered that all is well. */
  readonly readyMs: readonly number[];
  /** The first start, after no death at all: what this machine takes today. */
  readonly firstReadyMs: number;
}

/** Kills a server at random moments under load, again and again, and examines what is left in the end. */
export async function killAtRandom(
  name: DatabaseName,
  { rounds, seed, broken }: { rounds: number; seed: number; broken?: Variant },
): Promise<KillsReport> {
  const random = new Random(seed);
  const ledger = new Ledger();
  const world = await makeWorld(name, { deliveries: rounds * 10 });
  try {
    const readyMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const server = await startFaultServer({ ...world, broken });
      readyMs.push(server.readyMs);
      const acts = new Acts(server.origin, ledger, random);
      const load = startLoad(acts, { world, ledger, random });
      await wait(random.between(200, 1500));
      await server.kill();
      await load.stop();
    }
    const wrong = await examine(world, ledger, { broken });
    const [firstReadyMs = 0, ...later] = readyMs;
    return { wrong, summary: ledger.summary(), readyMs: later, firstReadyMs };
  } finally {
    await world.dispose();
  }
}
