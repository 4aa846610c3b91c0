import { notifyRehearsal } from '#modules/notifications/module.ts';
import type { RestoreStep } from '#ops/backup/restore.ts';
import { latestRuns } from '#ops/runs/latest-runs.ts';
import { type Run, type RunOptions, recordRun } from '#ops/runs/record-run.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { CodedError, type Word } from '#platform/http/errors.ts';
import { type Rehearsal, type RehearsalOptions, rehearse } from './rehearse.ts';

export interface RunRehearsalOptions extends RehearsalOptions, Pick<RunOptions, 'origin' | 'actorId'> {
  /** Of the backup, as `backup:list` has it. */
  readonly name: string;
}

/**
 * Rehearses a backup, keeps what came of it among the operations, and tells the administrators when it fails, and when
 * it succeeds again after it failed. Runs within `whileRehearsing`.
 */
export async function runRehearsal(db: Db, options: RunRehearsalOptions): Promise<Rehearsal> {
  const { name, origin, actorId = null } = options;
  const hadFailed = await lastOneFailed(db);
  try {
    const run = { kind: 'REHEARSAL', origin, actorId, details: { backup: name } } as const;
    const rehearsal = await recordRun(db, run, (recorded) => rehearseRecorded(recorded, options));
    if (hadFailed) await tell(db, name, null);
    return rehearsal;
  } catch (error) {
    await tell(db, name, reasonOf(error));
    throw error;
  }
}

async function rehearseRecorded(run: Run, options: RunRehearsalOptions): Promise<Rehearsal> {
  const steps: Promise<void>[] = [];
  const progress = (step: RestoreStep) => {
    options.progress?.(step);
    if (step !== 'loading') steps.push(run.step(step));
  };
  const rehearsal = await rehearse({ ...options, progress });
  await Promise.all(steps);
  run.note({ ...rehearsal });
  return rehearsal;
}

/** Of those that came to an end. */
async function lastOneFailed(db: Db): Promise<boolean> {
  const runs = await latestRuns(db, { kind: 'REHEARSAL', limit: 20 }).catch(() => []);
  return runs.find(({ status }) => status === 'SUCCEEDED' || status === 'FAILED')?.status === 'FAILED';
}

/** That nobody could be told never hides why. */
async function tell(db: Db, backup: string, reason: Word | null): Promise<void> {
  try {
    await inTransaction(db, (tx) => notifyRehearsal(tx, { backup, reason }));
  } catch (error) {
    process.emitWarning(`the administrators could not be told: ${String(error)}`);
  }
}

function reasonOf(error: unknown): Word {
  if (error instanceof CodedError) return { fr: error.detail('fr'), en: error.detail('en') };
  const reason = error instanceof Error ? error.message : String(error);
  return { fr: `${reason}.`, en: `${reason}.` };
}
