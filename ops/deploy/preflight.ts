import { userInfo } from 'node:os';
import type { ForecastMigration } from '#ops/migrate/forecast/forecast.ts';
import { newId } from '#platform/ids.ts';
import { sizeInWords } from '#platform/quantities.ts';
import type { Installation } from './deployment.ts';
import { assertRoom } from './disk-space.ts';
import { findReds, isDependedOn } from './doctor.ts';
import { deployErrors } from './errors.ts';
import { type Asked, fetchTarget, fileAt, nameOf, refuseChanges, whereItIs } from './git.ts';
import { isInstalled } from './keep.ts';
import { restartCommand, stopCommand } from './restart.ts';
import { type DeployState, FORMAT } from './state.ts';
import { type AcceptedLoss, forecastCommit } from './target-migrations.ts';

export interface DeployOrder extends Asked, AcceptedLoss {
  /** First all of it on a copy of the data. */
  readonly staging: boolean;
}

/** What is known before anything is changed. */
export interface Preflight {
  readonly state: DeployState;
  readonly plan: readonly ForecastMigration[];
  readonly installs: boolean;
  readonly freeBytes: number;
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly nodeVersion: string;
}

/**
 * Looks at everything a deployment depends on, and changes nothing but what git knows of its remote.
 *
 * @throws DEPLOY_NOT_A_CLONE, DEPLOY_TREE_CHANGED, DEPLOY_COMMIT_UNKNOWN, DEPLOY_COMMIT_UNEXPECTED,
 * DEPLOY_RESTART_UNKNOWN, DEPLOY_STOP_UNKNOWN, DEPLOY_PORT_UNKNOWN, DEPLOY_DATABASE_NEWER, MIGRATION_DESTROYS,
 * DEPLOY_DOCTOR_RED, DEPLOY_DISK
 */
export async function lookBefore(installation: Installation, order: DeployOrder): Promise<Preflight> {
  const from = await whereItIs(installation);
  await refuseChanges(installation);
  const { ref, commit: to } = await fetchTarget(installation, order);
  restartCommand(installation.config);
  if (installation.config.port === 0) throw deployErrors.DEPLOY_PORT_UNKNOWN();
  const plan = await forecastCommit(installation, to, order);
  if (plan.length > 0 && stopCommand(installation.config) === null) throw deployErrors.DEPLOY_STOP_UNKNOWN();
  const redBefore = await findReds(installation);
  const blocking = redBefore.filter(isDependedOn);
  if (blocking.length > 0) throw deployErrors.DEPLOY_DOCTOR_RED({ names: blocking.join(', ') });
  const installs = !(await isInstalled(installation, (await fileAt(installation, to, 'package-lock.json')) ?? ''));
  const freeBytes = await assertRoom(installation, { installs, staging: order.staging });
  const state = begin({ from, ref, to, redBefore, order, migrations: plan.map(({ name }) => name) });
  const [fromName, toName] = [await nameOf(installation, from.commit), await nameOf(installation, to)];
  const known = { from: fromName, to: toName, by: userInfo().username, nodeVersion: process.version };
  return { state, plan, installs, freeBytes, ...known };
}

/** What the checklist says of it. */
export function sayPreflight({ from, to, plan, freeBytes, nodeVersion }: Preflight) {
  const free = sizeInWords(freeBytes);
  return {
    fr: `de « ${from} » à « ${to} », migrations : ${plan.length}, ${free.fr} libres, Node ${nodeVersion}`,
    en: `from “${from}” to “${to}”, migrations: ${plan.length}, ${free.en} free, Node ${nodeVersion}`,
  };
}

type Known = Pick<DeployState, 'from' | 'ref' | 'to' | 'redBefore' | 'migrations'> & { readonly order: DeployOrder };

function begin({ order, ...known }: Known): DeployState {
  return {
    ...known,
    format: FORMAT,
    id: newId(),
    startedAt: new Date().toISOString(),
    direction: 'forward',
    acceptDataLoss: order.acceptDataLoss,
    steps: [],
    wayBack: [],
    backup: null,
    fenced: null,
    history: null,
    cleared: false,
    secret: null,
    kept: { modules: false, built: false },
    restartedAt: null,
    operationId: null,
  };
}
