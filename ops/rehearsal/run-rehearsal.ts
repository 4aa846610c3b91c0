import { notifyRehearsal } from '#modules/notifications/module.ts';
import type { RestoreStep } from '#ops/backup/restore.ts';
import { latestRuns } from '#ops/runs/latest-runs.ts';
import { type Run, type RunOptions, recordRun } from '#ops/runs/record-run.ts';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { CodedError, type Word } from '#platform/http/errors.ts';
import { type Rehearsal, type RehearsalOptions, rehearse } from './rehearse.ts';

export interface NamedRehearsal extends RehearsalOptions {
  /** Of the backup, as `backup:list` has it. */
  readonly name: string;
}

export type RunRehearsalOptions = NamedRehearsal & Pick<RunOptions, 'origin' | 'actorId'>;

/** Rehearses a backup, keeps what came of it among the operations, and tells the administrators. Runs within `whileRehearsing`. */
export function runRehearsal(db: Db, options: RunRehearsalOptions): Promise<Rehearsal> {
  const { name, origin, actorId = null } = options;
  const run = { kind: 'REHEARSAL', origin, actorId, details: { backup: name } } as const;
  return recordRun(db, run, (recorded) => rehearseRecorded(db, recorded, options));
}

/** Rehearses a backup, and tells the administrators when it fails, and when one succeeds again after one that failed. */
export async function rehearseAndTell(db: Db, options: NamedRehearsal): Promise<Rehearsal> {
  const { name } = options;
  const hadFailed = await lastOneFailed(db);
  try {
    const rehearsal = await rehearse(options);
    if (hadFailed) await tellOfRehearsal(db, name, null);
    return rehearsal;
  } catch (error) {
    await tellOfRehearsal(db, name, reasonOf(error));
    throw error;
  }
}

async function rehearseRecorded(db: Db, run: Run, options: NamedRehearsal): Promise<Rehearsal> {
  const steps: Promise<void>[] = [];
  const progress = (step: RestoreStep) => {
    options.progress?.(step);
    if (step !== 'loading') steps.push(run.step(step));
  };
  const rehearsal = await rehearseAndTell(db, { ...options, progress });
  await Promise.all(steps);
  run.note({ ...rehearsal });
  return rehearsal;
}

/** Whether the last of those that came to an end did so badly. */
export async function lastOneFailed(db: Db): Promise<boolean> {
  const runs = await latestRuns(db, { kind: 'REHEARSAL', limit: 20 }).catch(() => []);
  return runs.find(({ status }) => status === 'SUCCEEDED' || status === 'FAILED')?.status === 'FAILED';
}

/** Tells the administrators: why it failed, or that it succeeds again. That nobody could be told never hides why. */
export async function tellOfRehearsal(db: Db, backup: string, reason: Word | null): Promise<void> {
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
