import { hostname, userInfo } from 'node:os';
import { insertRun, settleRun, updateRun } from '#ops/runs/queries.ts';
import { type Db, openDatabase } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';
import project from '../../package.json' with { type: 'json' };
import type { Deployment, Installation } from './deployment.ts';
import type { Outcome } from './report.ts';
import type { DeployState } from './state.ts';

/**
 * A deployment in `operation_runs`. It holds no connection meanwhile, since the database may be migrated and put back
 * under it. What cannot be kept there keeps nothing from being deployed: null, where the table is not there yet.
 */
export async function beginOperation(
  installation: Installation,
  { from, to, migrations }: DeployState,
): Promise<string | null> {
  const id = newId();
  const now = new Date();
  const kept = await attempt(installation, (db) =>
    insertRun(db, {
      ...{ id, kind: 'DEPLOYMENT', origin: 'cli', actorId: null, startedAt: now, heartbeatAt: now },
      ...{ process: `${hostname().slice(0, 150)}:${process.pid}`, version: project.version },
      details: { from: from.commit, to, migrations, by: userInfo().username },
    }),
  );
  return kept ? id : null;
}

export async function tellOperation(deployment: Deployment, step: string, progress: number): Promise<void> {
  const { operationId } = deployment.state;
  if (operationId === null) return;
  const change = { step, progress: Math.round(progress * 1000), heartbeatAt: new Date() };
  await attempt(deployment, (db) => updateRun(db, operationId, change));
}

export async function endOperation(deployment: Deployment, outcome: Outcome): Promise<void> {
  const { operationId, from, to, migrations, steps } = deployment.state;
  if (operationId === null) return;
  const failed = steps.find(({ state }) => state === 'failed');
  await attempt(deployment, (db) =>
    settleRun(db, operationId, {
      status: outcome === 'deployed' ? 'SUCCEEDED' : 'FAILED',
      finishedAt: new Date(),
      details: { from: from.commit, to, migrations, by: userInfo().username, outcome },
      error: failed ? `${failed.name}: ${failed.found.en}`.slice(0, 4_000) : null,
    }),
  );
}

async function attempt({ secrets }: Pick<Installation, 'secrets'>, work: (db: Db) => Promise<void>): Promise<boolean> {
  try {
    const db = await openDatabase({ url: secrets.databaseUrl, named: secrets.directUrl === null });
    await work(db).finally(() => db.destroy());
    return true;
  } catch {
    return false;
  }
}
