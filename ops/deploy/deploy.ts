import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sentenceOf } from '#platform/boot/boot-failure.ts';
import type { Bilingual } from '#platform/terminal.ts';
import { awaitOrphan } from './command.ts';
import { type Deployment, deployFolder, deploymentOf, type Installation } from './deployment.ts';
import { deployErrors } from './errors.ts';
import { forgetKept } from './keep.ts';
import { whileDeploying } from './lock.ts';
import { beginOperation, endOperation, tellOperation } from './operation.ts';
import { type DeployOrder, lookBefore, type Preflight, sayPreflight } from './preflight.ts';
import { type Outcome, type Report, reportOf, type WrittenReport, writeReport } from './report.ts';
import { stageDeployment } from './staging.ts';
import { type DeployState, forgetState, readState, type StepRecord } from './state.ts';
import { STEPS } from './steps.ts';
import { WAY_BACK } from './way-back.ts';

const PREFLIGHT = { name: 'preflight', title: { fr: 'Contrôles préalables', en: 'Preflight' } };
const STAGING = { name: 'staging', title: { fr: 'Répétition sur une copie', en: 'Rehearsal on a copy' } };

/** Up to this one nothing has changed that anybody could see. */
const HARMLESS = new Set([PREFLIGHT.name, STAGING.name, 'backup']);

export interface DeployRequest extends DeployOrder {
  /** Only says what each step would do; with `staging` the rehearsal takes place. */
  readonly dryRun: boolean;
  /** Of a deployment that was interrupted, back to what was there before it. */
  readonly back: boolean;
}

export interface Deployed {
  readonly report: Report;
  /** Where it is; null of a dry run. */
  readonly written: WrittenReport | null;
}

/**
 * Brings this installation to a commit, step by step, and back to where it was at the first step that fails. What has
 * been done is remembered on the disk: killed at any moment and run again, it goes on with the step it was in.
 *
 * @throws DEPLOY_RUNNING, DEPLOY_UNFINISHED, DEPLOY_NOTHING_TO_UNDO, DEPLOY_STATE_UNREADABLE, DEPLOY_ORPHAN; whatever
 * stops a step is in the report
 */
export async function deploy(installation: Installation, request: DeployRequest): Promise<Deployed> {
  const folder = deployFolder(installation);
  return whileDeploying(folder, async () => {
    const unfinished = await readState(folder);
    if (unfinished === null && request.back) throw deployErrors.DEPLOY_NOTHING_TO_UNDO();
    if (unfinished === null) return begin(installation, request);
    refuseAnother(unfinished, request);
    await awaitOrphan(folder, installation.root);
    return takeUp(deploymentOf(installation, unfinished), request);
  });
}

/** @throws DEPLOY_UNFINISHED where something else is asked for than what is under way */
function refuseAnother({ to, ref, from, steps }: DeployState, request: DeployRequest): void {
  const isSame =
    (request.ref === null || request.ref === ref) && (request.commit === null || to.startsWith(request.commit));
  if (isSame && !request.dryRun) return;
  throw deployErrors.DEPLOY_UNFINISHED({
    commit: to.slice(0, 7),
    step: steps.at(-1)?.name ?? '–',
    before: from.commit.slice(0, 7),
  });
}

async function takeUp(deployment: Deployment, { back }: DeployRequest): Promise<Deployed> {
  const { direction, steps } = deployment.state;
  deployment.tell({ kind: 'steps', steps: [PREFLIGHT, ...STEPS] });
  for (const record of steps) deployment.tell({ kind: 'ended', record });
  if (direction === 'forward' && !back) return goOn(deployment);
  return goBack(deployment);
}

async function begin(installation: Installation, request: DeployRequest): Promise<Deployed> {
  const extra = request.staging ? [STAGING] : [];
  installation.tell({ kind: 'steps', steps: [PREFLIGHT, ...extra, ...STEPS] });
  const records: StepRecord[] = [];
  const step = recorder(installation, (record) => void records.push(record));
  let preflight: Preflight | undefined;
  const passed = await step(PREFLIGHT, async () => {
    preflight = await lookBefore(installation, request);
    return sayPreflight(preflight);
  });
  if (!passed || !preflight) return conclude(installation, { outcome: 'refused', request, state: null, records });
  const { state } = preflight;
  if (request.staging && !(await step(STAGING, () => stageDeployment(installation, state))))
    return conclude(installation, { outcome: 'refused', request, state, records });
  if (request.dryRun) return planOnly(installation, request, state, records);
  const deployment = deploymentOf(installation, state);
  await deployment.remember({ steps: records, operationId: await beginOperation(installation, state) });
  return goOn(deployment);
}

async function planOnly(
  installation: Installation,
  request: DeployRequest,
  state: DeployState,
  records: StepRecord[],
): Promise<Deployed> {
  const step = recorder(installation, (record) => void records.push(record), 'planned');
  const deployment = { ...installation, state, remember: async () => {} };
  for (const one of STEPS) await step(one, () => one.plan(deployment));
  return conclude(installation, { outcome: 'planned', request, state, records });
}

async function goOn(deployment: Deployment): Promise<Deployed> {
  for (const one of STEPS) {
    if (deployment.state.steps.some(({ name, state }) => name === one.name && state === 'done')) continue;
    await tellOperation(deployment, one.name, deployment.state.steps.length / (STEPS.length + 1));
    const step = recorder(deployment, (record) =>
      deployment.remember({ steps: [...deployment.state.steps.filter(({ name }) => name !== one.name), record] }),
    );
    if (await step(one, () => one.run(deployment))) continue;
    if (!HARMLESS.has(one.name)) return goBack(deployment);
    return end(deployment, 'refused');
  }
  return end(deployment, 'deployed');
}

async function goBack(deployment: Deployment): Promise<Deployed> {
  await deployment.remember({ direction: 'back' });
  deployment.tell({ kind: 'steps', steps: WAY_BACK });
  for (const one of WAY_BACK) {
    const step = recorder(deployment, (record) =>
      deployment.remember({ wayBack: [...deployment.state.wayBack.filter(({ name }) => name !== one.name), record] }),
    );
    if (await step(one, () => one.run(deployment))) continue;
    await endOperation(deployment, 'stuck');
    return conclude(deployment, {
      outcome: 'stuck',
      request: null,
      state: deployment.state,
      records: deployment.state.steps,
    });
  }
  return end(deployment, 'went-back');
}

/** Nothing is unfinished from here on. */
async function end(deployment: Deployment, outcome: Outcome): Promise<Deployed> {
  const { state } = deployment;
  const folder = deployFolder(deployment);
  await endOperation(deployment, outcome);
  const deployed = await conclude(deployment, { outcome, request: null, state, records: state.steps });
  await forgetState(folder);
  await rm(join(folder, 'rows'), { recursive: true, force: true });
  await forgetKept(deployment);
  return deployed;
}

interface Concluded {
  readonly outcome: Outcome;
  readonly request: DeployRequest | null;
  readonly state: DeployState | null;
  readonly records: readonly StepRecord[];
}

async function conclude(installation: Installation, concluded: Concluded): Promise<Deployed> {
  const { outcome, request, state, records } = concluded;
  const asked = { ref: state?.ref ?? request?.ref ?? request?.commit ?? null };
  const report = reportOf({ outcome, asked, state, steps: records });
  const written = outcome === 'planned' ? null : await writeReport(installation.config, report);
  return { report, written };
}

/** Runs a step, says what came of it, and whether it was done. */
function recorder(
  installation: Pick<Installation, 'tell'>,
  keep: (record: StepRecord) => Promise<void> | void,
  reached: 'done' | 'planned' = 'done',
) {
  return async (
    { name, title }: { name: string; title: Bilingual },
    work: () => Promise<Bilingual>,
  ): Promise<boolean> => {
    const startedAt = new Date().toISOString();
    const start = performance.now();
    installation.tell({ kind: 'begins', name });
    const outcome = await work().then(
      (found) => ({ state: reached, found }),
      (error: unknown) => ({ state: 'failed' as const, found: sayFailure(error) }),
    );
    const record = { name, title, startedAt, milliseconds: Math.round(performance.now() - start), ...outcome };
    await keep(record);
    installation.tell({ kind: 'ended', record });
    return record.state !== 'failed';
  };
}

function sayFailure(error: unknown): Bilingual {
  return sentenceOf(error) ?? { fr: String(error), en: String(error) };
}
