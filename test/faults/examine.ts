import { openDatabase } from '#platform/db/db.ts';
import { Acts } from './acts.ts';
import { missingClaims } from './durable.ts';
import { type FaultServer, type Plan, startFaultServer } from './fault-server.ts';
import type { Ledger } from './ledger.ts';
import { takeUpAgain } from './load.ts';
import { orphans } from './orphans.ts';
import { Random } from './random.ts';
import { inconsistencies, untilSettled } from './settled.ts';
import type { World } from './world.ts';

type Place = Pick<World, 'dataDir' | 'databaseUrl'>;

/** Starts a server on what is left, lets people go on where they were, and tells everything that is not as it should be. */
export async function examine(place: Place, ledger: Ledger, plan: Partial<Plan> = {}): Promise<string[]> {
  const server = await startFaultServer({ ...plan, dataDir: place.dataDir, databaseUrl: place.databaseUrl });
  const wrong = await examineRunning(server, place, ledger);
  await server.stop();
  return [...wrong, ...(await orphans(place))];
}

/** The same of a server that runs. */
export async function examineRunning({ origin }: FaultServer, place: Place, ledger: Ledger): Promise<string[]> {
  const acts = new Acts(origin, ledger, new Random(1));
  const download = (id: string, token: string) => acts.download(id, token);
  const db = await openDatabase({ url: place.databaseUrl });
  try {
    const standing = { db, dataDir: place.dataDir, download };
    const missing = await missingClaims(standing, ledger.claims);
    missing.push(...(await takeUpAgain(acts, ledger)));
    missing.push(...(await missingClaims(standing, ledger.claims)));
    await untilSettled(db);
    return [...new Set([...ledger.surprises, ...missing, ...(await inconsistencies(db, place.dataDir))])];
  } finally {
    await db.destroy();
  }
}

/** Only whether what was acknowledged is there, and uploads go on: what follows from it takes its time. */
export async function examineClaims({ origin }: FaultServer, place: Place, ledger: Ledger): Promise<string[]> {
  const acts = new Acts(origin, ledger, new Random(1));
  const db = await openDatabase({ url: place.databaseUrl });
  try {
    const standing = { db, dataDir: place.dataDir, download: acts.download.bind(acts) };
    const missing = await missingClaims(standing, ledger.claims);
    missing.push(...(await takeUpAgain(acts, ledger)));
    return [...new Set([...missing, ...(await missingClaims(standing, ledger.claims))])];
  } finally {
    await db.destroy();
  }
}
