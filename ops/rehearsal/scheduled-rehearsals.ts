import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Installation, newestBackup } from '#ops/backup/backup-stores.ts';
import { latestRuns } from '#ops/runs/latest-runs.ts';
import type { Context } from '#platform/context.ts';
import { repeat } from '#platform/schedule.ts';
import { isRehearsalDue, type RehearsalPeriod } from './due.ts';

const CHECK_MS = 10 * 60 * 1000;
const COMMAND = [join(import.meta.dirname, '../../cli/main.ts'), 'backup:rehearse', '--if-due', '--json'];

export interface RehearsalScheduleOptions {
  readonly period: RehearsalPeriod;
  /** Milliseconds between two looks at the clock. */
  readonly every?: number;
  /** What rehearses; `staka backup:rehearse --if-due` unless told. */
  readonly command?: readonly string[];
}

/**
 * Rehearses the newest backup whenever the last rehearsal is older than the period, as a process of its own. Of several
 * servers on one database one does: the command looks again once it alone rehearses. Where there is no backup, or only
 * some that this machine has no key for, there is nothing to do.
 */
export function startScheduledRehearsals(
  context: Installation & Pick<Context, 'db' | 'log'>,
  { period, every = CHECK_MS, command = COMMAND }: RehearsalScheduleOptions,
): () => Promise<void> {
  const { db, log } = context;
  const stopping = new AbortController();
  const work = async () => {
    if (!isRehearsalDue(await latestRuns(db, { kind: 'REHEARSAL', limit: 50 }), period)) return;
    if (!(await canRehearse(context))) return;
    const { stdout } = await promisify(execFile)(process.execPath, [...command], { signal: stopping.signal });
    const told = JSON.parse(stdout);
    if (told.rehearsed) log.info(told, 'backup restored in rehearsal');
  };
  const unlessStopped = () =>
    work().catch((error: unknown) => {
      // A server that stops breaks it off, which says nothing of the backup.
      if (!stopping.signal.aborted) throw error;
    });
  const failure = 'the newest backup could not be restored in rehearsal';
  const repetition = repeat({ every, log, failure, work: unlessStopped });
  return async () => {
    stopping.abort();
    await repetition.stop();
  };
}

/** Whether there is a backup, and a key for it where it is encrypted; a storage that does not answer is for the rehearsal to tell of. */
export async function canRehearse({ config, secrets }: Installation): Promise<boolean> {
  const newest = await newestBackup({ config, secrets }).catch(() => null);
  if (newest === null) return true;
  if (!newest) return false;
  return !newest.encrypted || secrets.backupKeys.some((key) => key.startsWith('AGE-SECRET-KEY-'));
}
